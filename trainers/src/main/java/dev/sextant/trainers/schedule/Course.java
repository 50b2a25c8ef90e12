// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.trainers.state.Stateful;

/**
 * The learning rates of one training, step by step.
 *
 * <p>Cost: allocates nothing, and reads in a few nanoseconds. A tick of a schedule that steps once a mini-batch costs
 * one evaluation of its formula, under a microsecond.
 *
 * <p>Threads: confined to one.
 */
public interface Course extends Stateful {
    /** The learning rate of the mini-batch that is about to be trained: finite, at least 0. */
    double rate();

    /**
     * The momentum (or Adam's beta1) that the schedule prescribes for the mini-batch that is about to be trained; NaN
     * where it leaves the optimizer's own.
     */
    default double momentum() {
        return Double.NaN;
    }

    /** Ends a mini-batch. Only schedules that step once a mini-batch react. */
    default void batch() {}

    /**
     * Ends the epoch, after its last {@link #batch}.
     *
     * @param metric the watched metric after it
     */
    void advance(double metric);
}
