// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * A rising map of objective values (smaller is better) to a scale on which a Gaussian process fits: outliers on the bad
 * side are drawn in, skew is taken out, mean 0 and deviation 1.
 *
 * <p>Values above the third quartile by more than three interquartile ranges count as that; then, from six values on,
 * Yeo and Johnson's power transform of the values in deviations from the median, its exponent in [−2, 2] by maximum
 * likelihood.
 *
 * <p>Source: Yeo and Johnson 2000, "A new family of power transformations to improve normality or symmetry".
 *
 * <p>Cost: O(n) exponentials a candidate exponent, 19 candidates. Threads: immutable.
 */
final class OutputWarp implements Warp {
    private static final int POWER_FROM = 6;
    private static final double FENCE = 3;
    private static final double GOLDEN = 0.6180339887498949;

    private final double unit;
    private final double ceiling;
    private final double median;
    private final double deviation;
    private final double exponent;
    private final double mean;
    private final double scale;
    private final double low;
    private final double high;

    /** @param values finite, at least one */
    OutputWarp(double[] values) {
        if (values.length == 0) throw new IllegalArgumentException("a warp needs at least one value");
        double largest = 0;
        for (double value : values) largest = Math.max(largest, Math.abs(value));
        // An exact power of two, so that squares neither overflow nor vanish.
        unit = largest == 0 ? 1 : Math.scalb(1.0, Math.clamp(-Math.getExponent(largest), -1000, 1000));
        double[] y = Arrays.stream(values).map(value -> value * unit).toArray();
        Arrays.sort(y);
        low = y[0];
        high = y[y.length - 1];
        double first = quantile(y, 0.25);
        double third = quantile(y, 0.75);
        ceiling = third > first ? third + FENCE * (third - first) : high;
        for (int i = 0; i < y.length; i++) y[i] = Math.min(y[i], ceiling);
        median = quantile(y, 0.5);
        double spread = deviation(y);
        deviation = spread > 0 ? spread : 1;
        for (int i = 0; i < y.length; i++) y[i] = (y[i] - median) / deviation;
        exponent = y.length >= POWER_FROM && spread > 0 ? likeliest(y) : 1;
        double[] psi = Arrays.stream(y).map(v -> power(v, exponent)).toArray();
        mean = Arrays.stream(psi).reduce(0, Double::sum) / psi.length;
        double width = deviation(psi);
        scale = width > 1e-12 ? width : 1;
    }

    @Override
    public double apply(double value) {
        return (power((Math.min(value * unit, ceiling) - median) / deviation, exponent) - mean) / scale;
    }

    @Override
    public double invert(double warped) {
        double psi = warped * scale + mean;
        double range = high - low;
        double value = median + deviation * root(psi, exponent);
        if (Double.isNaN(value)) value = psi > 0 ? high + range : low - range;
        return Math.clamp(value, low - range, high + range) / unit;
    }

    /** The share of these values that count as the ceiling and not as themselves. */
    double drawnIn(double[] values) {
        return Arrays.stream(values).filter(value -> value * unit > ceiling).count() / (double) values.length;
    }

    double exponent() {
        return exponent;
    }

    static double power(double v, double exponent) {
        if (v >= 0) {
            double log = StrictMath.log1p(v);
            return Math.abs(exponent) < 1e-8 ? log : StrictMath.expm1(exponent * log) / exponent;
        }
        double other = 2 - exponent;
        double log = StrictMath.log1p(-v);
        return Math.abs(other) < 1e-8 ? -log : -StrictMath.expm1(other * log) / other;
    }

    private static double root(double psi, double exponent) {
        if (psi >= 0)
            return Math.abs(exponent) < 1e-8
                    ? StrictMath.expm1(psi)
                    : StrictMath.expm1(StrictMath.log1p(exponent * psi) / exponent);
        double other = 2 - exponent;
        return Math.abs(other) < 1e-8
                ? -StrictMath.expm1(-psi)
                : -StrictMath.expm1(StrictMath.log1p(-other * psi) / other);
    }

    /** Golden section over [−2, 2]. */
    private static double likeliest(double[] v) {
        double jacobian = 0;
        for (double one : v) jacobian += Math.signum(one) * StrictMath.log1p(Math.abs(one));
        double from = -2;
        double to = 2;
        double left = to - GOLDEN * (to - from);
        double right = from + GOLDEN * (to - from);
        double atLeft = cost(v, left, jacobian);
        double atRight = cost(v, right, jacobian);
        while (to - from > 1e-3) {
            if (atLeft <= atRight) {
                to = right;
                right = left;
                atRight = atLeft;
                left = to - GOLDEN * (to - from);
                atLeft = cost(v, left, jacobian);
            } else {
                from = left;
                left = right;
                atLeft = atRight;
                right = from + GOLDEN * (to - from);
                atRight = cost(v, right, jacobian);
            }
        }
        return (from + to) / 2;
    }

    /** The negative log likelihood of an exponent, up to a constant. */
    static double cost(double[] v, double exponent, double jacobian) {
        double[] psi = new double[v.length];
        for (int i = 0; i < v.length; i++) psi[i] = power(v[i], exponent);
        double width = deviation(psi);
        return v.length * StrictMath.log(Math.max(width, 1e-150)) - (exponent - 1) * jacobian;
    }

    private static double deviation(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        double centre = sum / values.length;
        double squares = 0;
        for (double value : values) squares += (value - centre) * (value - centre);
        return Math.sqrt(squares / values.length);
    }

    /** Linear between the order statistics, the first at 0 and the last at 1. */
    private static double quantile(double[] sorted, double at) {
        double place = at * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
