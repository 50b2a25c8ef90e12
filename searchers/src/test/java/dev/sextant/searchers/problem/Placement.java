// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;

/**
 * Where a seed puts a function in the unit cube: no searcher shall gain by trying the centre or by moving along the
 * axes.
 *
 * @param small a shift of at most a tenth, for functions whose optimum must stay inside
 * @param optimum a point at least a fifth away from every face
 * @param weights one factor for each axis, from 0.5 to 2
 * @param axes orthonormal directions, one a row
 * @param peaks of Gallagher's landscape
 */
record Placement(double[] small, double[] optimum, double[] weights, double[][] axes, Peak[] peaks) {
    private static final int PEAKS = 21;

    /** One Gaussian peak: the first is the highest. */
    record Peak(double height, double[] centre, double[] sharpness) {}

    static Placement of(String name, int dimensions, long seed) {
        DrawSequence draws = new Draws(seed, 777).of(name);
        double[] small = new double[dimensions];
        double[] optimum = new double[dimensions];
        double[] weights = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            small[i] = -.1 + .2 * draws.uniform();
            optimum[i] = .2 + .6 * draws.uniform();
            weights[i] = .5 + 1.5 * draws.uniform();
        }
        double[][] axes = rotation(dimensions, draws);
        Peak[] peaks = new Peak[PEAKS];
        for (int i = 0; i < PEAKS; i++) {
            double height = i == 0 ? 10 : 1.1 + 8 * draws.uniform();
            double[] centre = new double[dimensions];
            double[] sharpness = new double[dimensions];
            for (int j = 0; j < dimensions; j++) {
                centre[j] = .1 + .8 * draws.uniform();
                sharpness[j] = StrictMath.pow(10, 1 + 1.2 * draws.uniform());
            }
            peaks[i] = new Peak(height, centre, sharpness);
        }
        return new Placement(small, optimum, weights, axes, peaks);
    }

    int dimensions() {
        return small.length;
    }

    /** The way from the optimum to x, along the turned axes. */
    double[] turned(double[] x) {
        return turned(x, optimum);
    }

    double[] turned(double[] x, double[] origin) {
        double[] z = new double[x.length];
        for (int i = 0; i < z.length; i++) for (int j = 0; j < z.length; j++) z[i] += axes[i][j] * (x[j] - origin[j]);
        return z;
    }

    /** The way from the optimum to x, along the cube's own axes. */
    double[] straight(double[] x) {
        double[] z = new double[x.length];
        for (int i = 0; i < z.length; i++) z[i] = x[i] - optimum[i];
        return z;
    }

    /** x moved by the small shift. */
    double[] nudged(double[] x) {
        double[] moved = new double[x.length];
        for (int i = 0; i < moved.length; i++) moved[i] = x[i] + small[i];
        return moved;
    }

    /** Random directions, made orthogonal one after the other. */
    private static double[][] rotation(int d, DrawSequence draws) {
        double[][] q = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) q[i][j] = draws.normal();
            for (int k = 0; k < i; k++) {
                double along = 0;
                for (int j = 0; j < d; j++) along += q[i][j] * q[k][j];
                for (int j = 0; j < d; j++) q[i][j] -= along * q[k][j];
            }
            double length = 0;
            for (int j = 0; j < d; j++) length += q[i][j] * q[i][j];
            for (int j = 0; j < d; j++) q[i][j] /= StrictMath.sqrt(length);
        }
        return q;
    }
}
