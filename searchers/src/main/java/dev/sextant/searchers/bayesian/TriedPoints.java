// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

/**
 * Every point that has been or is being tried.
 *
 * @param plateau squared distance up to which results do not differ, see {@link dev.sextant.searchers.math.Plateaus}
 */
record TriedPoints(double[][] points, boolean[] categorical, double[] weights, double plateau) {
    /** Nearer than a thousandth of a lengthscale is the same point. */
    private static final double SAME = 1e-6;

    private static final double SAME_PLACE = 1e-18;

    boolean contain(double[] x) {
        for (double[] other : points) {
            double scaled = 0;
            double plain = 0;
            for (int d = 0; d < x.length; d++) {
                double square = categorical[d] ? (x[d] == other[d] ? 0 : 1) : (x[d] - other[d]) * (x[d] - other[d]);
                scaled = Math.fma(weights[d], square, scaled);
                plain += square;
            }
            if (scaled < SAME || plain < SAME_PLACE || plain < plateau) return true;
        }
        return false;
    }
}
