// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

/**
 * Points as the kernel reads them: one row a dimension, numbers in lengthscales, so that squared distances are plain
 * sums; the rows are padded to a multiple of eight, the padding 0.
 */
final class Inputs {
    final int count;
    final int dimensions;
    final double[] rows;
    private final boolean[] categorical;
    private final double[] weights;
    private final double[] roots;

    /**
     * @param points each with a coordinate a dimension
     * @param categorical which coordinates are compared by sameness alone
     * @param weights 1/lengthscale² a dimension
     */
    Inputs(double[][] points, boolean[] categorical, double[] weights) {
        this.count = points.length;
        this.dimensions = weights.length;
        this.categorical = categorical;
        this.weights = weights;
        this.roots = new double[dimensions];
        this.rows = new double[(dimensions + 7) / 8 * 8 * count];
        for (int d = 0; d < dimensions; d++) {
            roots[d] = Math.sqrt(weights[d]);
            for (int i = 0; i < count; i++) rows[d * count + i] = scaled(d, points[i][d]);
        }
    }

    /** A coordinate in lengthscales; a category stays as it is. */
    double scaled(int dimension, double x) {
        return categorical[dimension] ? x : x * roots[dimension];
    }

    boolean numeric(int dimension) {
        return !categorical[dimension];
    }

    double root(int dimension) {
        return roots[dimension];
    }

    /** Overwrites squared[0 … to − 1] with the squared distances of the first points from x, given unscaled. */
    void distances(double[] x, int to, double[] squared) {
        for (int i = 0; i < to; i++) squared[i] = 0;
        for (int d = 0; d < dimensions; d++) add(d, scaled(d, x[d]), to, squared);
    }

    /** Overwrites squared[0 … to − 1] with the squared distances of the first points from the point with this index. */
    void distances(int point, int to, double[] squared) {
        for (int i = 0; i < to; i++) squared[i] = 0;
        for (int d = 0; d < dimensions; d++) add(d, rows[d * count + point], to, squared);
    }

    private void add(int d, double z, int to, double[] squared) {
        int row = d * count;
        if (categorical[d]) {
            double weight = weights[d];
            for (int i = 0; i < to; i++) squared[i] += rows[row + i] == z ? 0 : weight;
        } else
            for (int i = 0; i < to; i++) {
                double difference = z - rows[row + i];
                squared[i] = Math.fma(difference, difference, squared[i]);
            }
    }

    /**
     * sums[d × count + i] += by[i] × (the squared distance along d between this point and point i), i below {@code to}.
     */
    void addWeighted(int point, int to, double[] by, double[] sums) {
        for (int d = 0; d < dimensions; d++) {
            int row = d * count;
            double z = rows[row + point];
            if (categorical[d]) {
                double weight = weights[d];
                for (int i = 0; i < to; i++) sums[row + i] += rows[row + i] == z ? 0 : weight * by[i];
            } else
                for (int i = 0; i < to; i++) {
                    double difference = z - rows[row + i];
                    sums[row + i] = Math.fma(difference * difference, by[i], sums[row + i]);
                }
        }
    }
}
