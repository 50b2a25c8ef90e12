// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * Student's t distribution for whole degrees of freedom, with the same bits on every machine.
 *
 * <p>Source: Abramowitz and Stegun 1964, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4: finite sums, exact up
 * to rounding. Cost: O(degrees) for a probability, some sixty times that for a quantile.
 */
final class StudentT {
    private StudentT() {}

    /** The probability that |T| is at most {@code t}; t at least 0, degrees at least 1. */
    static double within(double t, int degrees) {
        if (degrees < 1) throw new IllegalArgumentException("degrees (%d) must be at least 1".formatted(degrees));
        if (!(t >= 0)) throw new IllegalArgumentException("t (%s) must be at least 0".formatted(t));
        if (t == Double.POSITIVE_INFINITY) return 1;
        double root = Math.sqrt(degrees);
        double hypotenuse = StrictMath.hypot(root, t);
        double sine = t / hypotenuse;
        double cosine = root / hypotenuse;
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        return Math.min(1, odd ? 2 / Math.PI * (StrictMath.atan2(t, root) + sine * sum) : sine * sum);
    }

    /** The probability that |T| exceeds {@code t}: the two-sided p-value. Absolute error about 1e-15. */
    static double beyond(double t, int degrees) {
        return 1 - within(t, degrees);
    }

    /** The t that |T| stays below with this probability; confidence in (0, 1): 2.776… for 0.95 and 4 degrees. */
    static double quantile(double confidence, int degrees) {
        if (!(0 < confidence && confidence < 1))
            throw new IllegalArgumentException("confidence (%s) must lie in (0, 1)".formatted(confidence));
        double low = 0;
        double high = 1;
        while (within(high, degrees) < confidence) high *= 2;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return high;
            if (within(middle, degrees) < confidence) low = middle;
            else high = middle;
        }
    }
}
