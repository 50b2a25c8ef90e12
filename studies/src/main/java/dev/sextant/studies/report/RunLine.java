// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run in a list of runs.
 *
 * @param name of its folder
 * @param begun when its study was written into it
 * @param study its study's name; empty where that cannot be told
 * @param searcher empty where that cannot be told
 * @param ended search trials that have ended; −1 where that cannot be told
 * @param budget search trials that the study asks for; −1 where that cannot be told
 * @param metric the first objective; empty where that cannot be told
 * @param best the winner's value: the mean of its confirmation where it was confirmed, otherwise the best of the
 *     search; NaN where there is none
 * @param confirmed whether it was confirmed
 * @param trial the winner's number; −1 where there is none
 * @param parameters the winner's, by path, as far as they are known
 * @param problem what is wrong with a damaged run; empty where nothing is
 */
public record RunLine(
        String name,
        Instant begun,
        State state,
        String study,
        String searcher,
        long ended,
        long budget,
        String metric,
        double best,
        boolean confirmed,
        long trial,
        Map<String, String> parameters,
        String problem) {
    /** How a run stands. */
    public enum State {
        /** A live process is at it. */
        RUNNING("running"),
        /** Every trial has ended. */
        FINISHED("finished"),
        /** By a person, a signal or a crash; resume goes on with it. */
        STOPPED("stopped"),
        /** By its limit of time. */
        OUT_OF_TIME("out of time"),
        /** It cannot be read. */
        DAMAGED("damaged");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    public RunLine {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A parameter's number in the digits that a list has room for. */
    public static String number(double value) {
        return Figures.number(value);
    }
}
