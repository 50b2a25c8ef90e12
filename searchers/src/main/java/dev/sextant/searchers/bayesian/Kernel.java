// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Exponential;

/** A stationary correlation as a function of r², the squared distance in lengthscales. */
enum Kernel {
    /** Twice differentiable; the one that the searcher uses. */
    MATERN_52 {
        @Override
        void fill(double[] squared, int from, int to, double[] correlation, double[] slope) {
            for (int i = from; i < to; i++) squared[i] = Math.sqrt(5 * squared[i]);
            Exponential.ofNegative(squared, from, to, correlation, slope);
            for (int i = from; i < to; i++) {
                double a = squared[i];
                double e = correlation[i];
                correlation[i] = e * Math.fma(a, Math.fma(a, 1.0 / 3, 1), 1);
                slope[i] = (-5.0 / 6) * e * (1 + a);
            }
        }
    },
    /** Once differentiable. */
    MATERN_32 {
        @Override
        void fill(double[] squared, int from, int to, double[] correlation, double[] slope) {
            for (int i = from; i < to; i++) squared[i] = Math.sqrt(3 * squared[i]);
            Exponential.ofNegative(squared, from, to, correlation, slope);
            for (int i = from; i < to; i++) {
                double e = correlation[i];
                correlation[i] = e * (1 + squared[i]);
                slope[i] = -1.5 * e;
            }
        }
    },
    /** Infinitely smooth: exp(−r²/2). */
    SQUARED_EXPONENTIAL {
        @Override
        void fill(double[] squared, int from, int to, double[] correlation, double[] slope) {
            for (int i = from; i < to; i++) squared[i] *= 0.5;
            Exponential.ofNegative(squared, from, to, correlation, slope);
            for (int i = from; i < to; i++) slope[i] = -0.5 * correlation[i];
        }
    };

    /**
     * Overwrites correlation and slope (its derivative by r²) from index {@code from} up to but without {@code to}, and
     * uses up the squared distances there.
     */
    abstract void fill(double[] squared, int from, int to, double[] correlation, double[] slope);
}
