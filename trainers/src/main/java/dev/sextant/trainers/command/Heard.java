// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one line of a program's output, or its end, came to. */
sealed interface Heard {
    /** Words for people. */
    record Log() implements Heard {}

    /**
     * What the program can do.
     *
     * @param stops whether it stops by itself when it is asked to
     * @param continues whether it goes on where an attempt before it stood, if it finds a checkpoint
     * @param step after which step it goes on; 0 from the beginning; -1 where it does not say
     */
    record Hello(boolean stops, boolean continues, int step) implements Heard {}

    /**
     * The objective after an epoch.
     *
     * @param step the epoch's number, or 0 where it is the next
     * @param metrics the others that came with it
     */
    record Report(int step, double value, Map<String, Double> metrics) implements Heard {
        public Report {
            metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        }
    }

    /** A metric on a line without the objective. */
    record Aside(Map<String, Double> metrics) implements Heard {
        public Aside {
            metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        }
    }

    /**
     * The program's last word.
     *
     * @param value null where the reports tell it
     */
    record Final(@Nullable Double value, Map<String, Double> metrics) implements Heard {
        public Final {
            metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        }
    }

    /** The program's last word: this configuration does not train. */
    record Diverged() implements Heard {}

    /** The program's last word: it could not do its work; or what it said cannot be understood. */
    record Broken(String message) implements Heard {}

    /** Nothing more can be heard, though the program may run on. */
    record Silent() implements Heard {}

    /** The program is no more, and nothing more can be heard. */
    record Ended(int exit) implements Heard {}
}
