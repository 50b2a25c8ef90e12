// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.engine.trial.Direction;

/** A schedule whose rate is a function of the epoch alone. */
public sealed interface EpochSchedule extends Schedule
        permits Constant, Step, MultiStep, Exponential, Linear, Polynomial, Cosine {
    /**
     * The rate of one epoch.
     *
     * @param base the learning rate that the schedule modifies
     * @param finished epochs trained before this one: 0 for the first
     */
    double rate(double base, int finished);

    @Override
    default Course start(double base, Direction direction, int batches) {
        return new Course() {
            private int finished;

            @Override
            public double rate() {
                return EpochSchedule.this.rate(base, finished);
            }

            @Override
            public void advance(double metric) {
                finished++;
            }
        };
    }
}
