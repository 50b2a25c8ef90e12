// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import dev.sextant.searchers.math.OrderStatistics;
import dev.sextant.searchers.pruning.Criterion;
import java.util.stream.IntStream;

/**
 * Asynchronous successive halving, stopping type: a trial goes on past a rung only if it is as good there as the best
 * 1/eta of the trials before it.
 *
 * <p>Threshold: the floor(n/eta)-th best of the n values seen at the rung, at least the best; none while n is below
 * eta. Rungs are a first one times powers of eta.
 *
 * <p>Source: Li et al. 2020, "A system for massively parallel hyperparameter tuning", section 3.2, and the stopping
 * variant of its authors' later releases. Departure: thresholds come from the view, before the trial starts.
 *
 * @param eta one trial in so many goes on
 * @param atLeast how many values there must be
 * @param brackets who is compared with whom, and from which rung on
 */
record Halving(int eta, int atLeast, Brackets brackets) implements Criterion {
    @Override
    public boolean checks(long trial, int rung) {
        return rung >= brackets.of(trial);
    }

    @Override
    public int group(long trial) {
        return brackets.of(trial);
    }

    @Override
    public double threshold(double[] values, int count) {
        return OrderStatistics.select(values, count, Math.max(1, count / eta) - 1);
    }

    /** The epochs first, first · eta, first · eta² … before the last one. */
    static int[] rungs(int first, int eta, int epochs) {
        return IntStream.iterate(first, rung -> rung < epochs, rung -> (int) Math.min(epochs, (long) rung * eta))
                .toArray();
    }
}
