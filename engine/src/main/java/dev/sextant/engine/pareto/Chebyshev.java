// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

import dev.sextant.engine.random.DrawSequence;

/**
 * One number of several: the largest weighted value, and a little of their sum, so that a vector that is only weakly
 * better still counts as better. Every point of a front, bent in or out, is the least for some weights.
 *
 * <p>Source: Steuer and Choo 1983 for the augmented weighted Chebyshev norm; Knowles 2006, "ParEGO", section II, for
 * weights drawn anew and the share of the sum.
 *
 * @param weights none negative, summing to 1
 */
public record Chebyshev(double[] weights) {
    /** ParEGO's. */
    private static final double SUM_SHARE = 0.05;

    /** Weights spread evenly over all that sum to 1; draws one number for each. */
    public static Chebyshev drawn(int objectives, DrawSequence draws) {
        double[] weights = new double[objectives];
        double sum = 0;
        for (int i = 0; i < objectives; i++) {
            weights[i] = -StrictMath.log(1 - draws.uniform());
            sum += weights[i];
        }
        for (int i = 0; i < objectives; i++) weights[i] = sum > 0 ? weights[i] / sum : 1.0 / objectives;
        return new Chebyshev(weights);
    }

    /**
     * Smaller is better.
     *
     * @param values minimised
     * @param low the best value of each among those compared
     * @param high the worst
     */
    public double of(double[] values, double[] low, double[] high) {
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            // Halves, so that the difference of the largest numbers is still a number.
            double range = high[i] / 2 - low[i] / 2;
            double part = range > 0 ? (values[i] / 2 - low[i] / 2) / range : 0;
            most = Math.max(most, weights[i] * part);
            sum += weights[i] * part;
        }
        return most + SUM_SHARE * sum;
    }
}
