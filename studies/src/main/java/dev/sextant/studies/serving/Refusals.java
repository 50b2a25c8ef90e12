// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import dev.sextant.studies.dashboard.RefusedRequestException;
import dev.sextant.studies.file.StudyFileException;
import dev.sextant.studies.wiring.RefusedException;

/** What cannot be done with a run, as an answer to whoever asked for it over HTTP. */
final class Refusals {
    private Refusals() {}

    /** The run is not so that it could be done: 409. */
    static RefusedRequestException of(RefusedException refused) {
        return new RefusedRequestException(409, sentence(refused.text()));
    }

    static RefusedRequestException of(StudyFileException invalid) {
        return new RefusedRequestException(409, sentence(invalid.text()));
    }

    /** Lines of a terminal as one of a page. */
    static String sentence(String text) {
        String line = text.strip().replaceAll("\\s*\n\\s*", ". ").replace("..", ".");
        if (line.isEmpty()) return line;
        String end = line.endsWith(".") || line.endsWith("?") || line.endsWith("!") ? "" : ".";
        return Character.toUpperCase(line.charAt(0)) + line.substring(1) + end;
    }
}
