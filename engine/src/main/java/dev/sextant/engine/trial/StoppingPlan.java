// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.List;

/**
 * The values that a trial must reach, fixed before it starts, so that the worker decides alone.
 *
 * @param rungs in ascending order of epoch
 */
public record StoppingPlan(List<Rung> rungs) {
    /** Never stops a trial. */
    public static final StoppingPlan NONE = new StoppingPlan(List.of());

    /**
     * After this epoch (from 1) the trial goes on only if its best value so far is at least as good as the threshold.
     */
    public record Rung(int epoch, double threshold) {}

    public StoppingPlan {
        rungs = List.copyOf(rungs);
        for (int i = 1; i < rungs.size(); i++)
            if (rungs.get(i - 1).epoch() >= rungs.get(i).epoch())
                throw new IllegalArgumentException("rungs must ascend, got " + rungs);
    }

    /** Whether a trial whose best value so far is {@code best} stops after this epoch. */
    public boolean stops(int epoch, double best, Direction direction) {
        for (Rung rung : rungs) if (rung.epoch() == epoch) return direction.compare(best, rung.threshold()) > 0;
        return false;
    }
}
