// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

/**
 * The trials that run to their end whatever their plan: trial 0, which is the default configuration, and the last of
 * every {@value #EVERY}. They tell whether early values foretell the last ones, and what stopping costs. A function of
 * the trial's number alone.
 */
public final class ControlGroup {
    /** One trial in so many is a control. */
    static final int EVERY = 5;

    private ControlGroup() {}

    /** Whether this trial is one of the group. */
    public static boolean contains(long trial) {
        return trial == 0 || trial % EVERY == EVERY - 1;
    }

    /**
     * The trial's place, from 0, in its half of the study: among the control trials, or among the others. What is dealt
     * out by it goes to both halves in equal shares.
     */
    public static long place(long trial) {
        long controls = trial == 0 ? 0 : 1 + trial / EVERY; // before this trial
        return contains(trial) ? controls : trial - controls;
    }
}
