// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the checkpoints of a study's running trials are kept: at most one for each trial. Losing one costs time, never
 * a result; so does one that is damaged, which is taken for none.
 *
 * <p>Threads: any; every call may take as long as a disk or a network does, none is for an event loop.
 */
public interface Checkpoints {
    /** Ours: what a crash costs of a long trial at most, and nothing is ever written of a short one. */
    Duration APART = Duration.ofSeconds(10);

    /**
     * How long a trial trains, at least, before something is kept of it, and before something is kept anew; zero: after
     * every epoch, whatever that takes.
     */
    default Duration apart() {
        return APART;
    }

    /** What was kept last for the trial; null where nothing is. Never throws for what is missing or damaged. */
    byte @Nullable [] load(long trial);

    /**
     * Keeps this instead of what was kept for the trial, durably and whole or not at all. What cannot be kept is
     * logged, and the training goes on.
     */
    void save(long trial, byte[] checkpoint);

    /** The trial has ended: nothing of it is kept any more. */
    void drop(long trial);

    /** Where a program may keep its own files for this trial on this machine; null where nothing is kept. */
    @Nullable
    Path folder(long trial);

    /** The file for what the trial's programs print on this machine, which stays there; null where nothing is kept. */
    default @Nullable Path log(long trial) {
        return null;
    }

    /** What the log of a trial is called. */
    static String logName(long trial) {
        return "trial-" + trial + ".log";
    }

    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public byte @Nullable [] load(long trial) {
            return null;
        }

        @Override
        public void save(long trial, byte[] checkpoint) {}

        @Override
        public void drop(long trial) {}

        @Override
        public @Nullable Path folder(long trial) {
            return null;
        }
    };
}
