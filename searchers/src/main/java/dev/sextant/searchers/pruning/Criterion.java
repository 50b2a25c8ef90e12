// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

/** What sets one pruner apart: whom it compares, and what it asks of a trial. Pure, and without state. */
public interface Criterion {
    /** Whether a trial may be stopped at this rung, counted from 0. */
    default boolean checks(long trial, int rung) {
        return true;
    }

    /** A trial is compared with the earlier ones of its group. */
    default int group(long trial) {
        return 0;
    }

    /** How many values there must be before any trial is stopped; at least 1. */
    int atLeast();

    /**
     * The value to reach.
     *
     * @param values what the compared trials had reached at the rung, smaller is better, infinite for a diverged one;
     *     may be put in another order
     * @param count how many of the values count, at least {@link #atLeast}
     * @return not finite where nobody is to be stopped
     */
    double threshold(double[] values, int count);
}
