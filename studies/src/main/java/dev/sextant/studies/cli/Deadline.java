// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.time.Duration;

/**
 * What is left of a process that was told to end: whoever sends SIGTERM kills what is still there after a while, 30
 * seconds in most places. Trials that have not ended by {@link #STOP} are given back, to run again at the next start;
 * what has not ended by {@link #HALT} ends with the process, which loses nothing either.
 */
final class Deadline {
    /** When trainings are stopped between slices. */
    static final Duration STOP = Duration.ofSeconds(15);

    /** When the process ends whatever it is doing. */
    static final Duration HALT = Duration.ofSeconds(25);

    private Deadline() {}

    /** Begins to count, on a thread of its own that holds nobody up. */
    static void begin(Runnable stop, Runnable halt) {
        Thread.ofPlatform().name("deadline").daemon().start(() -> count(STOP, stop, HALT, halt));
    }

    /** Returns once the second has been called. */
    static void count(Duration stopAfter, Runnable stop, Duration haltAfter, Runnable halt) {
        try {
            Thread.sleep(stopAfter);
            // Stopping may take too long itself.
            Thread.ofPlatform().name("stop").daemon().start(stop);
            Thread.sleep(haltAfter.minus(stopAfter));
            halt.run();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
