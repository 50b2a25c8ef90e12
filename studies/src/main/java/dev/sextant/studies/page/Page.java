// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Trial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a page shows of a study, but how its trials followed each other in time.
 *
 * @param ranking with its insights
 * @param trials of the study, of all roles, by number: what their searcher noted is shown
 * @param description what the study's file says of it; empty where it says nothing
 * @param facts where the result comes from (engine, JDK, data's SHA-256 …), shown in the map's order
 * @param ending how the run stands
 */
public record Page(Ranking ranking, List<Trial> trials, String description, Map<String, String> facts, Ending ending) {
    /** How a run stands. */
    public enum Ending {
        FINISHED("finished"),
        STOPPED("stopped"),
        OUT_OF_TIME("outOfTime"),
        RUNNING("running");

        private final String word;

        Ending(String word) {
            this.word = word;
        }

        /** As scripts read it. */
        String word() {
            return word;
        }
    }

    public Page {
        trials = List.copyOf(trials);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
