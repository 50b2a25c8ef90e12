// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;

/** The best epoch of a trial so far, and whether its plan or the study's limits end it. Threads: confined to one. */
final class Standing {
    private final Task task;
    private final Direction direction;
    private double best = Double.NaN;
    private int bestEpoch;

    Standing(Task task) {
        this.task = task;
        this.direction = task.assignment().objective().direction();
    }

    /**
     * Takes the next epoch's value.
     *
     * @param value finite
     * @return whether the trial ends after it
     */
    boolean endsAfter(int epoch, double value) {
        if (bestEpoch == 0 || direction.better(value, best)) {
            best = value;
            bestEpoch = epoch;
        }
        return epoch == task.limits().trialEpochs() || task.plan().stops(epoch, best, direction);
    }

    /** NaN before the first epoch. */
    double best() {
        return best;
    }

    /** 0 before the first epoch. */
    int bestEpoch() {
        return bestEpoch;
    }
}
