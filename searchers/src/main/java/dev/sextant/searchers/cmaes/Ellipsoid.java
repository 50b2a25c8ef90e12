// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.searchers.math.SymmetricEigen;

/**
 * A covariance as axes and lengths: C = B D² B'. Lengths are kept above a hundred millionth of the longest, so that C
 * can always be inverted.
 */
final class Ellipsoid {
    private static final double LEAST_RATIO = 1e-8;

    private final SymmetricEigen eigen;
    private final double[] lengths;

    Ellipsoid(double[][] covariance) {
        eigen = SymmetricEigen.of(covariance);
        lengths = new double[covariance.length];
        double longest = 0;
        for (int i = 0; i < lengths.length; i++) longest = Math.max(longest, eigen.value(i));
        longest = Math.sqrt(longest);
        for (int i = 0; i < lengths.length; i++)
            lengths[i] = Math.max(Math.sqrt(Math.max(eigen.value(i), 0)), LEAST_RATIO * longest);
    }

    /** B D z: a step from a standard normal vector. */
    double[] stretch(double[] z) {
        int n = lengths.length;
        double[] y = new double[n];
        for (int j = 0; j < n; j++) {
            double along = lengths[j] * z[j];
            for (int i = 0; i < n; i++) y[i] = Math.fma(eigen.component(i, j), along, y[i]);
        }
        return y;
    }

    /** B D⁻¹ B' y = C^(−1/2) y: the step as if all directions were alike. */
    double[] whiten(double[] y) {
        int n = lengths.length;
        double[] white = new double[n];
        for (int j = 0; j < n; j++) {
            double along = 0;
            for (int i = 0; i < n; i++) along = Math.fma(eigen.component(i, j), y[i], along);
            along /= lengths[j];
            for (int i = 0; i < n; i++) white[i] = Math.fma(eigen.component(i, j), along, white[i]);
        }
        return white;
    }

    /** Longest over shortest axis. */
    double condition() {
        double longest = 0;
        double shortest = Double.POSITIVE_INFINITY;
        for (double length : lengths) {
            longest = Math.max(longest, length);
            shortest = Math.min(shortest, length);
        }
        return lengths.length == 0 ? 1 : longest / shortest;
    }

    static double length(double[] vector) {
        double sum = 0;
        for (double one : vector) sum = Math.fma(one, one, sum);
        return Math.sqrt(sum);
    }
}
