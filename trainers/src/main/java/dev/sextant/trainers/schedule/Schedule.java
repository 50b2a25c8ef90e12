// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.engine.trial.Direction;

/**
 * How the learning rate changes in the course of a training. Immutable; what a training's course remembers is in
 * {@link Course}.
 *
 * <p>Source: the formulas of {@code torch.optim.lr_scheduler} in closed form, stepped once an epoch or, where a
 * schedule is told so, once a mini-batch ({@link Per}). PyTorch computes some of them recursively, so that its last
 * digits differ.
 */
public sealed interface Schedule permits TimedSchedule, ReduceOnPlateau, Warmup, Sequence {
    /**
     * The rates of one training, from its first epoch on.
     *
     * @param base the learning rate that the schedule modifies; above 0 and finite
     * @param direction whether small or large values of the watched metric are good
     * @param batches mini-batches in an epoch, at least 1
     */
    Course start(double base, Direction direction, int batches);
}
