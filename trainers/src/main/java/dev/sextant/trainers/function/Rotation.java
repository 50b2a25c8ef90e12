// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;

/**
 * A turn of the axes, uniform over all of them: rows of independent normals, made orthonormal one after the other
 * (modified Gram–Schmidt).
 *
 * <p>Cost: O(d³) time, O(d²) memory.
 */
final class Rotation {
    private Rotation() {}

    /** Q x, where Q is drawn from {@code draws}. */
    static double[] turned(double[] x, Draws draws) {
        int d = x.length;
        double[][] rows = new double[d][d];
        DrawSequence normals = draws.of("rotation");
        double[] turned = new double[d];
        for (int i = 0; i < d; i++) {
            double[] row = rows[i];
            for (int j = 0; j < d; j++) row[j] = normals.normal();
            for (int before = 0; before < i; before++) {
                double along = dot(row, rows[before]);
                for (int j = 0; j < d; j++) row[j] -= along * rows[before][j];
            }
            double length = Math.sqrt(dot(row, row));
            for (int j = 0; j < d; j++) row[j] /= length;
            turned[i] = dot(row, x);
        }
        return turned;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
