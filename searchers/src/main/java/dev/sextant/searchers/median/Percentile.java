// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import dev.sextant.searchers.math.OrderStatistics;
import dev.sextant.searchers.pruning.Criterion;

/**
 * The percentile rule: at each rung a trial goes on only if its best value so far is at least as good as the q-th
 * percentile, counted from the best, of what the trials before it had reached there. The 50th is the median.
 *
 * <p>Between two values the percentile is interpolated: of n values, best first, it stands at place (n − 1) · q / 100
 * counted from 0 (type 7 of Hyndman and Fan 1996, the default of most programs). Where that place is beside a diverged
 * trial nobody is stopped.
 *
 * <p>Source: Golovin et al. 2017, "Google Vizier", section 3.2.2, for the median. Departures: values are the best so
 * far and not means over epochs; thresholds come from the view, before the trial starts.
 *
 * @param q in (0, 100)
 * @param atLeast how many values there must be
 */
record Percentile(double q, int atLeast) implements Criterion {
    static final double MEDIAN = 50;

    @Override
    public double threshold(double[] values, int count) {
        double place = (count - 1) * q / 100;
        int below = (int) place;
        double fraction = place - below;
        double value = OrderStatistics.select(values, count, below);
        if (fraction == 0) return value;
        double next = Double.POSITIVE_INFINITY;
        for (int i = below + 1; i < count; i++) next = Math.min(next, values[i]);
        return next == value ? value : value * (1 - fraction) + next * fraction;
    }
}
