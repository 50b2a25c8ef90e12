// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * Points as the kernel reads them: one row a dimension, numbers in lengthscales, so that squared distances are sums.
 */
final class Inputs {
    final int count;
    final int dimensions;

    /** The coordinates; zeros where the dimensions do not fill groups of four. */
    final double[][] rows;

    private final boolean[] categorical;
    private final double[] weights;
    private final double[] roots;

    /** Up to here, in groups of four, all dimensions are numeric. */
    private final int grouped;

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
        this.rows = new double[(dimensions + 3) / 4 * 4][count];
        int first = 0;
        while (first < dimensions && !categorical[first]) first++;
        grouped = first == dimensions ? rows.length : first / 4 * 4;
        for (int d = 0; d < dimensions; d++) {
            roots[d] = Math.sqrt(weights[d]);
            for (int i = 0; i < count; i++) rows[d][i] = scaled(d, points[i][d]);
        }
    }

    /** Some of the points of others, in the order of the indices. */
    private Inputs(Inputs from, int[] indices, int count) {
        this.count = count;
        this.dimensions = from.dimensions;
        this.categorical = from.categorical;
        this.weights = from.weights;
        this.roots = from.roots;
        this.grouped = from.grouped;
        this.rows = new double[from.rows.length][count];
        for (int d = 0; d < dimensions; d++) for (int i = 0; i < count; i++) rows[d][i] = from.rows[d][indices[i]];
    }

    /** The points with the first {@code count} of these indices. */
    Inputs part(int[] indices, int count) {
        return new Inputs(this, indices, count);
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

    /** Overwrites squared[0 … count − 1] with the squared distances of all points from x, given unscaled. */
    void distances(double[] x, double[] squared) {
        double[] z = new double[rows.length];
        for (int d = 0; d < dimensions; d++) z[d] = scaled(d, x[d]);
        distances(z, 0, squared);
    }

    /** Overwrites squared[from … count − 1] with the squared distances of those points from the one with this index. */
    void distances(int point, int from, double[] squared) {
        double[] z = new double[rows.length];
        for (int d = 0; d < dimensions; d++) z[d] = rows[d][point];
        distances(z, from, squared);
    }

    private void distances(double[] z, int from, double[] squared) {
        Arrays.fill(squared, from, count, 0);
        for (int d = 0; d < grouped; d += 4)
            four(rows[d], rows[d + 1], rows[d + 2], rows[d + 3], z[d], z[d + 1], z[d + 2], z[d + 3], from, squared);
        for (int d = grouped; d < dimensions; d++) {
            double[] row = rows[d];
            double own = z[d];
            if (categorical[d]) {
                double weight = weights[d];
                for (int i = from; i < count; i++) squared[i] += row[i] == own ? 0 : weight;
            } else
                for (int i = from; i < count; i++) {
                    double difference = own - row[i];
                    squared[i] = Math.fma(difference, difference, squared[i]);
                }
        }
    }

    private void four(
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double z0,
            double z1,
            double z2,
            double z3,
            int from,
            double[] squared) {
        for (int i = from; i < count; i++) {
            double d0 = z0 - r0[i];
            double d1 = z1 - r1[i];
            double d2 = z2 - r2[i];
            double d3 = z3 - r3[i];
            squared[i] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, squared[i]))));
        }
    }

    /** sums[d][i] += by[i] × (the squared distance along d between this point and point i), i from {@code from} on. */
    void addWeighted(int point, int from, double[] by, double[][] sums) {
        for (int d = 0; d < dimensions; d++) {
            double[] row = rows[d];
            double[] sum = sums[d];
            double own = row[point];
            if (categorical[d]) {
                double weight = weights[d];
                for (int i = from; i < count; i++) sum[i] += row[i] == own ? 0 : weight * by[i];
            } else
                for (int i = from; i < count; i++) {
                    double difference = own - row[i];
                    sum[i] = Math.fma(difference * difference, by[i], sum[i]);
                }
        }
    }

    /** Overwrites sums[d] with the sum of by[i] × (coordinate d of point i, in lengthscales), for every dimension. */
    void weigh(double[] by, double[] sums) {
        for (int d = 0; d < rows.length; d += 4) {
            double[] r0 = rows[d];
            double[] r1 = rows[d + 1];
            double[] r2 = rows[d + 2];
            double[] r3 = rows[d + 3];
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int i = 0; i < count; i++) {
                double b = by[i];
                s0 = Math.fma(r0[i], b, s0);
                s1 = Math.fma(r1[i], b, s1);
                s2 = Math.fma(r2[i], b, s2);
                s3 = Math.fma(r3[i], b, s3);
            }
            sums[d] = s0;
            sums[d + 1] = s1;
            sums[d + 2] = s2;
            sums[d + 3] = s3;
        }
    }
}
