// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import java.util.Arrays;

/**
 * The Cholesky factor of a symmetric positive definite matrix, the inverses of both, and products with them. A matrix
 * is an array of its rows; the factor is kept by columns, that is as the rows of its transpose.
 *
 * <p>Every element is one chain of fused multiply-adds in ascending order ({@link Rows}), so the bits are the same on
 * every machine, and what the factor says of the first rows does not depend on the rows that follow: a factor that
 * grows by a column has the bits of one made anew.
 *
 * <p>Cost: n³/6 multiply-adds for the factor, as many for its inverse and for the inverse of the matrix. Threads:
 * confined to one; buffers are reused.
 */
public final class Cholesky {
    /** Rows of the factor made together, and terms added to them at a time, so that those are still near. */
    private static final int PANEL = 64;

    private static final int NEAR = 32;

    private double[][] sums = new double[0][];

    /** n rows of n zeros. */
    public static double[][] square(int n) {
        return new double[n][n];
    }

    /** n rows of zeros for a lower triangle, each as long as {@link #invert} asks for. */
    public static double[][] triangle(int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) rows[i] = new double[i / 4 * 4 + 4];
        return rows;
    }

    /**
     * Overwrites the upper triangle of a with L', where L L' is the symmetric matrix that it holds; what stands below
     * the diagonal is left.
     *
     * @return whether a was positive definite; where not, a is left half done
     */
    public boolean factor(double[][] a, int n) {
        return factor(a, 0, n);
    }

    /**
     * The same where the columns before {@code from} are those of L' already: makes the others.
     *
     * @return whether a was positive definite
     */
    public boolean factor(double[][] a, int from, int n) {
        if (sums.length == 0 || sums[0].length < n) sums = new double[PANEL][n];
        for (int panel = 0; panel < n; panel += PANEL) {
            int end = Math.min(panel + PANEL, n);
            for (int i = panel; i < end; i++) Arrays.fill(sums[i - panel], Math.max(panel, from), n, 0);
            for (int near = 0; near < panel; near += NEAR)
                for (int i = panel; i < end; i += 2) addTerms(a, panel, i, end, near, near + NEAR, from, n);
            for (int i = panel; i < end; i += 2) {
                addTerms(a, panel, i, end, panel, i, from, n);
                if (!finish(a[i], sums[i - panel], i, from, n)) return false;
                if (i + 1 == end) break;
                double[] next = sums[i + 1 - panel];
                Rows.once(next, a[i][i + 1], a[i], Math.max(i + 1, from), n);
                if (!finish(a[i + 1], next, i + 1, from, n)) return false;
            }
        }
        return true;
    }

    /** To the sums of row i and the next, where that is before end: the terms k = k0 … k1 − 1. */
    private void addTerms(double[][] a, int panel, int i, int end, int k0, int k1, int from, int n) {
        int begin = Math.max(i, from);
        if (i + 1 < end) Rows.pair(sums[i - panel], sums[i + 1 - panel], a, i, a, k0, k1, begin, n);
        else Rows.one(sums[i - panel], a, i, a, k0, k1, begin, n);
    }

    private static boolean finish(double[] row, double[] sums, int i, int from, int n) {
        if (i >= from) {
            double rest = row[i] - sums[i];
            if (!(rest > 0)) return false;
            row[i] = Math.sqrt(rest);
        }
        double pivot = row[i];
        for (int j = Math.max(i + 1, from); j < n; j++) row[j] = (row[j] - sums[j]) / pivot;
        return true;
    }

    /** Overwrites the lower {@link #triangle} m with L⁻¹, where L' is the upper triangle of u. */
    public static void invert(double[][] u, int n, double[][] m) {
        for (int i = 0; i < n; i += 2) {
            boolean two = i + 1 < n;
            Arrays.fill(m[i], 0);
            if (two) Arrays.fill(m[i + 1], 0);
            for (int k = 0; k < i; k += 4) {
                int end = Math.min(k + 4, i);
                if (two) Rows.pair(m[i], m[i + 1], u, i, m, k, end, 0, end);
                else Rows.one(m[i], u, i, m, k, end, 0, end);
            }
            divide(m[i], u[i][i], i);
            if (!two) break;
            Rows.once(m[i + 1], u[i][i + 1], m[i], 0, i + 1);
            divide(m[i + 1], u[i + 1][i + 1], i + 1);
        }
    }

    private static void divide(double[] row, double pivot, int i) {
        for (int j = 0; j < i; j++) row[j] = -row[j] / pivot;
        row[i] = 1 / pivot;
    }

    /** Overwrites the upper triangle of k with (L L')⁻¹, where m is L⁻¹ as {@link #invert} makes it. */
    public static void inverse(double[][] m, int n, double[][] k) {
        for (int i = 0; i < n; i += 2) {
            boolean two = i + 1 < n;
            Arrays.fill(k[i], i, n, 0);
            if (two) Arrays.fill(k[i + 1], i, n, 0);
            for (int t = i / 4 * 4; t < n; t += 4) {
                int end = Math.min(t + 4, n);
                if (two) Rows.pair(k[i], k[i + 1], m, i, m, t, end, i, end);
                else Rows.one(k[i], m, i, m, t, end, i, end);
            }
        }
    }

    /**
     * Overwrites the upper triangle of u with the transpose of the lower triangle of m; below the diagonal u is left.
     */
    public static void transpose(double[][] m, int n, double[][] u) {
        for (int i0 = 0; i0 < n; i0 += 8) {
            int end = Math.min(i0 + 8, n);
            for (int j = 0; j < end; j++) {
                double[] row = u[j];
                for (int i = Math.max(i0, j); i < end; i++) row[i] = m[i][j];
            }
        }
    }

    /** Overwrites out[0 … n − 1] with L⁻¹x, where u is the transpose of L⁻¹, zero below the diagonal. */
    public static void lowerTimes(double[][] u, int n, double[] x, double[] out) {
        Arrays.fill(out, 0, n, 0);
        for (int k = 0; k < n; k += 4) Rows.add(out, x, u, k, Math.min(k + 4, n), k, n);
    }

    /** The same for many columns: overwrites the first n rows of out with L⁻¹ times the first n rows of x. */
    public static void lowerTimes(double[][] u, int n, double[][] x, double[][] out, int columns) {
        for (int i = 0; i < n; i += 2) {
            Arrays.fill(out[i], 0, columns, 0);
            if (i + 1 == n) Rows.one(out[i], u, i, x, 0, n, 0, columns);
            else {
                Arrays.fill(out[i + 1], 0, columns, 0);
                Rows.pair(out[i], out[i + 1], u, i, x, 0, i + 2, 0, columns);
            }
        }
    }

    /** Overwrites out[0 … n − 1] with L⁻ᵀx, where m is L⁻¹ as {@link #invert} makes it; out may be longer than n. */
    public static void upperTimes(double[][] m, int n, double[] x, double[] out) {
        Arrays.fill(out, 0, n, 0);
        for (int k = 0; k < n; k += 4) Rows.add(out, x, m, k, Math.min(k + 4, n), 0, Math.min(k + 4, n));
    }

    /** Overwrites x[0 … n − 1] with L⁻¹y, where L' is the upper triangle of u. */
    public static void solve(double[][] u, int n, double[] y, double[] x) {
        double[] sums = new double[n];
        for (int k = 0; k < n; k += 4) {
            int end = Math.min(k + 4, n);
            for (int i = k; i < end; i++) {
                x[i] = (y[i] - sums[i]) / u[i][i];
                for (int j = i + 1; j < end; j++) sums[j] = Math.fma(x[i], u[i][j], sums[j]);
            }
            Rows.add(sums, x, u, k, end, end, n);
        }
    }
}
