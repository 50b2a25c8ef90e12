// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.random.Normal;

/**
 * The range of several standard normal numbers (the studentised range for infinitely many degrees of freedom), with the
 * same bits on every machine.
 *
 * <p>Source: its distribution function is k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz, e.g. Copenhaver and Holland 1988,
 * "Computation of the distribution of the maximum studentized range statistic"; integrated here by the trapezoidal
 * rule, which for a smooth integrand that vanishes at both ends is exact up to rounding.
 *
 * <p>Cost: some hundred thousand operations for a quantile.
 */
final class StudentizedRange {
    private static final double FAR = 9;

    private static final int STEPS = 288;

    private StudentizedRange() {}

    /** The probability that the range of {@code k} numbers, at least 2, is at most {@code q}, at least 0. */
    static double within(double q, int k) {
        if (k < 2) throw new IllegalArgumentException("k (%d) must be at least 2".formatted(k));
        double step = 2 * FAR / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double z = -FAR + i * step;
            double inside = Normal.below(z) - Normal.below(z - q);
            double power = 1;
            for (int j = 1; j < k; j++) power *= inside;
            sum += Normal.density(z) * power;
        }
        return Math.min(1, k * sum * step);
    }

    /** What the range of {@code k} numbers stays below with this probability: 3.633… for 0.95 and 4. */
    static double quantile(double probability, int k) {
        if (!(0 < probability && probability < 1))
            throw new IllegalArgumentException("probability (%s) must lie in (0, 1)".formatted(probability));
        double low = 0;
        double high = 1;
        while (within(high, k) < probability) high *= 2;
        for (int i = 0; i < 60; i++) {
            double middle = low + (high - low) / 2;
            if (within(middle, k) < probability) low = middle;
            else high = middle;
        }
        return high;
    }
}
