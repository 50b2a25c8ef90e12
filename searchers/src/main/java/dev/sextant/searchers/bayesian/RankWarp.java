// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.Normal;
import java.util.Arrays;

/**
 * A warp that looks at the bad half by rank alone, and stretches the good end by a logarithm: for responses whose bad
 * values say nothing by their size. Between the values seen it is linear.
 *
 * <p>Source: Song et al. 2024, "The Vizier Gaussian process bandit algorithm", section 3.2 (half-rank and log warping);
 * the order turned, since they maximise.
 *
 * <p>Cost: O(n log n), then O(log n) a value. Threads: immutable.
 */
final class RankWarp implements Warp {
    private static final double STRETCH = 1.5;

    private final double[] values;
    private final double[] warped;

    /** @param values finite, at least one */
    RankWarp(double[] values) {
        if (values.length == 0) throw new IllegalArgumentException("a warp needs at least one value");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        this.values = Arrays.stream(sorted).distinct().toArray();
        warped = stretched(halfRanked(sorted));
        standardize(sorted);
    }

    /** Each distinct value; those above the median by their rank, as far as the good half spreads. */
    private double[] halfRanked(double[] sorted) {
        double median = sorted[(sorted.length - 1) / 2] / 2 + sorted[sorted.length / 2] / 2;
        double squares = 0;
        int good = 0;
        while (good < values.length && values[good] <= median) {
            double below = median / 2 - values[good] / 2;
            squares += below * below;
            good++;
        }
        double spread = 2 * Math.sqrt(squares / Math.max(1, good));
        if (!(spread > 0) || !Double.isFinite(spread)) spread = 1;
        double[] placed = new double[values.length];
        int bad = values.length - good;
        for (int i = 0; i < placed.length; i++)
            placed[i] = i < good
                    ? (values[i] - median) / spread
                    : Normal.quantile(0.5 + 0.5 * (i - good + 0.5) / (bad + 0.5));
        return placed;
    }

    private static double[] stretched(double[] placed) {
        double low = placed[0];
        double range = placed[placed.length - 1] - low;
        double[] stretched = new double[placed.length];
        for (int i = 0; i < placed.length; i++) {
            double part = range > 0 ? (placed[i] - low) / range : 0;
            stretched[i] = StrictMath.log1p((STRETCH - 1) * part) / StrictMath.log(STRETCH);
        }
        return stretched;
    }

    private void standardize(double[] sorted) {
        double mean = 0;
        for (double value : sorted) mean += interpolated(values, warped, value) / sorted.length;
        double squares = 0;
        for (double value : sorted) {
            double off = interpolated(values, warped, value) - mean;
            squares = Math.fma(off, off, squares);
        }
        double deviation = Math.sqrt(squares / sorted.length);
        double scale = deviation > 1e-12 ? deviation : 1;
        for (int i = 0; i < warped.length; i++) warped[i] = (warped[i] - mean) / scale;
    }

    @Override
    public double apply(double value) {
        return interpolated(values, warped, value);
    }

    @Override
    public double invert(double at) {
        return interpolated(warped, values, at);
    }

    /** Linear between the places, and beyond them as the last two go on, for at most one range. */
    private static double interpolated(double[] from, double[] to, double x) {
        int n = from.length;
        if (n == 1) return to[0];
        int found = Arrays.binarySearch(from, x);
        if (found >= 0) return to[found];
        int right = Math.clamp(-found - 1L, 1, n - 1);
        double width = from[right] / 2 - from[right - 1] / 2;
        double part = width > 0 ? (x / 2 - from[right - 1] / 2) / width : 0;
        double value = to[right - 1] + part * (to[right] - to[right - 1]);
        double range = to[n - 1] - to[0];
        return Math.clamp(Double.isNaN(value) ? to[right] : value, to[0] - range, to[n - 1] + range);
    }
}
