// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.serving;

import java.util.List;

/**
 * How a run stands.
 *
 * @param text equal while nothing in the run has changed
 * @param stopping whether it was told to come to its end and has not yet
 */
record RunState(Word word, String text, boolean stopping) {
    /** As scripts read it. */
    enum Word {
        /** This process runs it. */
        RUNNING("running"),
        /** Another process runs it. */
        ELSEWHERE("elsewhere"),
        STOPPED("stopped"),
        /** Its limit of time has stopped it. */
        OUT_OF_TIME("stopped"),
        FINISHED("finished"),
        UNREADABLE("unreadable");

        private final String shown;

        Word(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /**
     * What may be done to it.
     *
     * @param resumes whether this server goes on with runs
     */
    List<String> actions(boolean resumes) {
        return switch (word) {
            case RUNNING -> stopping ? List.of() : List.of("stop", "enqueue");
            case ELSEWHERE -> List.of("stop");
            case STOPPED, OUT_OF_TIME -> resumes ? List.of("resume") : List.of();
            case FINISHED, UNREADABLE -> List.of();
        };
    }
}
