// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Direction;

/**
 * A schedule whose rate is a function of time alone. In the formulas of its implementations t is the number of ticks
 * before this one, 0 for the first, and η₀ the learning rate; lengths are in ticks.
 */
public sealed interface TimedSchedule extends Schedule
        permits Constant,
                Step,
                MultiStep,
                Exponential,
                InverseTime,
                Linear,
                Polynomial,
                Cosine,
                CosineWarmRestarts,
                Cyclic,
                OneCycle {
    /** What its clock counts. */
    default Per per() {
        return Per.EPOCH;
    }

    /**
     * The rate at one tick: at least 0 and not NaN; infinite only where a factor above 1 leads there.
     *
     * @param base the learning rate that the schedule modifies; above 0
     * @param tick ticks before this one: 0 for the first
     * @param ticks ticks in an epoch, at least 1
     */
    double rate(double base, long tick, int ticks);

    /** The momentum at one tick, in [0, 1); NaN where the schedule prescribes none. */
    default double momentum(long tick, int ticks) {
        return Double.NaN;
    }

    @Override
    default Course start(double base, Direction direction, int batches) {
        Schema.Interval.POSITIVE.require("the learning rate", base);
        Lengths.FROM_1.require("the number of mini-batches in an epoch", batches);
        return new Clock(this, base, batches);
    }
}
