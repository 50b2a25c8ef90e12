// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * Sums of rows times numbers, the one loop that products and factors of matrices are made of. A matrix is an array of
 * its rows.
 *
 * <p>Every element of a result is one chain of fused multiply-adds in ascending order of the terms; side by side run
 * only elements. So the bits depend neither on the machine nor on the blocking, and the compiler makes vectors of the
 * loops, of whatever width the machine has, without being told: that is why rows are arrays of their own, all indexed
 * alike. Four terms a pass, for two rows at once, keep the multipliers busier than memory.
 *
 * <p>Speed: half of what the multipliers can do from about 60 columns on (measured: 25 to 32 GFlop/s of 59).
 */
public final class Rows {
    private Rows() {}

    /**
     * o0[j] += Σ x[k][i] y[k][j] and o1[j] += Σ x[k][i + 1] y[k][j], over k = k0 … k1 − 1, for j = from … to − 1. No
     * row may be missing in x or y; elements beside those named are not touched.
     */
    static void pair(double[] o0, double[] o1, double[][] x, int i, double[][] y, int k0, int k1, int from, int to) {
        int k = k0;
        for (; k + 4 <= k1; k += 4) four(o0, o1, x, i, y, k, from, to);
        for (; k < k1; k++) {
            double p = x[k][i];
            double q = x[k][i + 1];
            double[] row = y[k];
            for (int j = from; j < to; j++) {
                o0[j] = Math.fma(p, row[j], o0[j]);
                o1[j] = Math.fma(q, row[j], o1[j]);
            }
        }
    }

    private static void four(double[] o0, double[] o1, double[][] x, int i, double[][] y, int k, int from, int to) {
        double[] y0 = y[k];
        double[] y1 = y[k + 1];
        double[] y2 = y[k + 2];
        double[] y3 = y[k + 3];
        double p0 = x[k][i];
        double p1 = x[k + 1][i];
        double p2 = x[k + 2][i];
        double p3 = x[k + 3][i];
        double q0 = x[k][i + 1];
        double q1 = x[k + 1][i + 1];
        double q2 = x[k + 2][i + 1];
        double q3 = x[k + 3][i + 1];
        for (int j = from; j < to; j++) {
            double a = y0[j];
            double b = y1[j];
            double c = y2[j];
            double d = y3[j];
            o0[j] = Math.fma(p3, d, Math.fma(p2, c, Math.fma(p1, b, Math.fma(p0, a, o0[j]))));
            o1[j] = Math.fma(q3, d, Math.fma(q2, c, Math.fma(q1, b, Math.fma(q0, a, o1[j]))));
        }
    }

    /** out[j] += Σ x[k][i] y[k][j], over k = k0 … k1 − 1, for j = from … to − 1. */
    static void one(double[] out, double[][] x, int i, double[][] y, int k0, int k1, int from, int to) {
        int k = k0;
        for (; k + 4 <= k1; k += 4)
            four(out, x[k][i], x[k + 1][i], x[k + 2][i], x[k + 3][i], y[k], y[k + 1], y[k + 2], y[k + 3], from, to);
        for (; k < k1; k++) once(out, x[k][i], y[k], from, to);
    }

    /** out[j] += Σ x[k] y[k][j], over k = k0 … k1 − 1, for j = from … to − 1. */
    public static void add(double[] out, double[] x, double[][] y, int k0, int k1, int from, int to) {
        int k = k0;
        for (; k + 4 <= k1; k += 4)
            four(out, x[k], x[k + 1], x[k + 2], x[k + 3], y[k], y[k + 1], y[k + 2], y[k + 3], from, to);
        for (; k < k1; k++) once(out, x[k], y[k], from, to);
    }

    /** out[j] += x y[j], for j = from … to − 1. */
    static void once(double[] out, double x, double[] y, int from, int to) {
        for (int j = from; j < to; j++) out[j] = Math.fma(x, y[j], out[j]);
    }

    private static void four(
            double[] out,
            double p0,
            double p1,
            double p2,
            double p3,
            double[] y0,
            double[] y1,
            double[] y2,
            double[] y3,
            int from,
            int to) {
        for (int j = from; j < to; j++)
            out[j] = Math.fma(p3, y3[j], Math.fma(p2, y2[j], Math.fma(p1, y1[j], Math.fma(p0, y0[j], out[j]))));
    }

    /** out[j] += Σ y[k][j]², over k = k0 … k1 − 1, for the first columns j. */
    public static void addSquares(double[] out, double[][] y, int k0, int k1, int columns) {
        for (int k = k0; k < k1; k++) {
            double[] row = y[k];
            for (int j = 0; j < columns; j++) out[j] = Math.fma(row[j], row[j], out[j]);
        }
    }
}
