// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/**
 * The runs that a server shows, and what may be done to them. Runs go by an id of {@code [A-Za-z0-9_-]{1,64}}, which is
 * nobody's path.
 *
 * <p>Threads: called on worker threads, several at a time; may read files and take seconds.
 */
public interface Runs {
    /** What may be asked of a run that this process holds. */
    enum Action {
        STOP,
        RESUME,
        ENQUEUE
    }

    /** The files that can be taken away. */
    enum Export {
        REPORT_HTML("report.html", "text/html; charset=utf-8"),
        REPORT_MD("report.md", "text/markdown; charset=utf-8"),
        REPORT_JSON("report.json", "application/json"),
        TRIALS_CSV("trials.csv", "text/csv; charset=utf-8"),
        STUDY_JSON("study.resolved.json", "application/json");

        private final String file;
        private final String type;

        Export(String file, String type) {
            this.file = file;
            this.type = type;
        }

        public String file() {
            return file;
        }

        public String type() {
            return type;
        }
    }

    /** Every run, the newest first. */
    ArrayNode list();

    /** A run as its page shows it: the page's data with its tables. */
    JsonNode page(String run) throws RefusedRequestException;

    /** All about one trial. */
    JsonNode trial(String run, long trial) throws RefusedRequestException;

    /** Does it, or begins to; the answer. */
    ObjectNode act(String run, Action action, ObjectNode body) throws RefusedRequestException;

    /** Writes one of the run's files as it would be now. */
    void export(String run, Export export, Writer out) throws RefusedRequestException, IOException;

    /** What happens in the run from now on. */
    Feed feed(String run) throws RefusedRequestException;
}
