// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import dev.sextant.engine.random.Draws;
import java.util.Locale;

/** What a trial may know of the trials that other workers run meanwhile. */
enum Schedule {
    /** Trial k sees trials 0 … k − workers, as a study with this window; it waits until they are done. */
    WINDOW,
    /** Trial k sees whatever is done at the moment when a worker becomes free for it. */
    ASYNCHRONOUS;

    /** Deviation of the logarithm of a trial's duration. */
    private static final double SPREAD = .5;

    static Schedule read(String text) {
        for (Schedule schedule : values()) if (schedule.toString().equals(text.strip())) return schedule;
        throw new IllegalArgumentException("a schedule is window or asynchronous, got " + text);
    }

    /** How long a trial takes in virtual time: log-normal, with median 1. */
    static double duration(long seed, int trial) {
        return StrictMath.exp(SPREAD * new Draws(seed, trial).of("duration").normal());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
