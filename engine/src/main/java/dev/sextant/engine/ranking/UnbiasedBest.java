// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.trial.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best value to be expected after n trials, from trials that were proposed independently: the mean of the best over
 * all subsets of n of them.
 *
 * <p>Source: Tang et al. 2020, "Showing your work doesn't always work": the U-statistic of the minimum, E[min of n] = Σ
 * C(N−1−i, n−1) y₍ᵢ₎ / C(N, n), which is unbiased, where the plug-in estimate of Dodge et al. 2019, "Show your work",
 * is too good for minima of many. Departure: a draw that brought no value that counts (it diverged, failed, was
 * stopped, or breaks a constraint) is worse than every other, and what is told is the expectation given that one of the
 * n does bring one.
 *
 * <p>Weights follow from each other by ratios, without binomials: exact up to rounding for a million trials. Of a grid
 * or a Sobol sequence the figures are those of a random order of the same points.
 *
 * <p>Cost: O(N log N) for N trials.
 */
final class UnbiasedBest {
    /** Up to so many numbers of trials are told one by one; of more, as many evenly on the log scale. */
    static final int POINTS = 64;

    /** What weighs less than this share of the rest changes no double. */
    private static final double NEGLIGIBLE = 1e-18;

    private UnbiasedBest() {}

    /** Null where there are fewer than two draws, or none of them succeeded; draws in any order. */
    static @Nullable ExpectedBest of(List<RankedTrial> draws, Direction direction) {
        double[] values = draws.stream()
                .filter(RankedTrial::succeeded)
                .mapToDouble(trial -> direction.minimized(trial.value()))
                .sorted()
                .toArray();
        if (draws.size() < 2 || values.length == 0) return null;
        int[] trials = points(draws.size());
        double[] best = new double[trials.length];
        for (int i = 0; i < trials.length; i++)
            best[i] = direction.minimized(expected(values, draws.size(), trials[i]));
        return new ExpectedBest(ExpectedBest.Method.UNBIASED, trials, best);
    }

    /** From 1 to all, ascending. */
    static int[] points(int all) {
        int[] points = new int[Math.min(all, POINTS)];
        double last = StrictMath.log(all);
        for (int i = 0; i < points.length; i++)
            points[i] = all <= POINTS
                    ? i + 1
                    : Math.max(
                            i == 0 ? 1 : points[i - 1] + 1, (int) Math.round(StrictMath.exp(last * i / (POINTS - 1))));
        return points;
    }

    /**
     * The expected least of {@code n} draws without replacement, given that it is one of these values.
     *
     * @param values of those that have one, ascending
     * @param all how many draws there are, those without a value included
     */
    static double expected(double[] values, int all, int n) {
        double weight = (double) n / all; // C(N−1, n−1) / C(N, n)
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < values.length && weight > NEGLIGIBLE * weights; i++) {
            sum += weight * values[i];
            weights += weight;
            weight *= (double) (all - i - n) / (all - 1 - i); // C(N−2−i, n−1) / C(N−1−i, n−1)
        }
        return Math.clamp(sum / weights, values[0], values[values.length - 1]);
    }
}
