// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * The Cholesky factor of a symmetric positive definite matrix, and the inverse of the factor. Matrices are n × n,
 * row-major, of which only the lower triangle counts (the transposed inverse: the upper).
 *
 * <p>Every element is one chain of fused multiply-adds in ascending order; blocks of 4 × 4 run side by side. The bits
 * are the same on every machine.
 *
 * <p>Cost: n³/6 multiply-adds for the factor and as many for its inverse. Threads: confined to one; buffers are reused.
 */
public final class Cholesky {
    private final double[] tile = new double[16];

    /**
     * Overwrites the lower triangle of a with L, so that L L' is a; what stands above the diagonal is left.
     *
     * @return whether a was positive definite; where not, a is left half done
     */
    public boolean factor(double[] a, int n) {
        for (int i0 = 0; i0 < n; i0 += 4) {
            int rows = Math.min(4, n - i0);
            for (int j0 = 0; j0 <= i0; j0 += 4) {
                boolean whole = rows == 4;
                if (whole) {
                    java.util.Arrays.fill(tile, 0);
                    Dots.tile4(tile, a, i0 * n, n, a, j0 * n, n, j0);
                }
                for (int r = 0; r < rows; r++) {
                    int i = i0 + r;
                    for (int j = j0; j < Math.min(j0 + 4, i + 1); j++) {
                        double sum = whole ? tile[r * 4 + j - j0] : Dots.dot(0, a, i * n, a, j * n, j0);
                        for (int k = j0; k < j; k++) sum = Math.fma(a[i * n + k], a[j * n + k], sum);
                        double rest = a[i * n + j] - sum;
                        if (j < i) a[i * n + j] = rest / a[j * n + j];
                        else if (rest > 0) a[i * n + i] = Math.sqrt(rest);
                        else return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * The inverse of a lower triangular matrix, transposed: overwrites the upper triangle of u with u[j, i] = (L⁻¹)[i,
     * j]; below the diagonal u is left.
     */
    public void invert(double[] l, int n, double[] u) {
        for (int i0 = 0; i0 < n; i0 += 4) {
            int rows = Math.min(4, n - i0);
            for (int j0 = 0; j0 <= i0; j0 += 4) {
                boolean whole = rows == 4 && j0 < i0;
                int columns = Math.min(4, n - j0);
                if (whole) {
                    // Terms k = j0 + 4 … i0 − 1 for all sixteen; the triangles at both ends follow one by one.
                    java.util.Arrays.fill(tile, 0);
                    for (int r = 0; r < 4; r++)
                        for (int c = 0; c < 4; c++) {
                            double sum = 0;
                            for (int k = j0 + c; k < j0 + 4; k++)
                                sum = Math.fma(l[(i0 + r) * n + k], u[(j0 + c) * n + k], sum);
                            tile[r * 4 + c] = sum;
                        }
                    Dots.tile4(tile, l, i0 * n + j0 + 4, n, u, j0 * n + j0 + 4, n, i0 - j0 - 4);
                }
                for (int r = 0; r < rows; r++) {
                    int i = i0 + r;
                    double pivot = l[i * n + i];
                    for (int c = 0; c < columns; c++) {
                        int j = j0 + c;
                        if (j > i) break;
                        if (j == i) {
                            u[i * n + i] = 1 / pivot;
                            continue;
                        }
                        double sum = whole
                                ? tile[r * 4 + c]
                                : j0 == i0 ? 0 : Dots.dot(0, l, i * n + j, u, j * n + j, i0 - j);
                        for (int k = Math.max(i0, j); k < i; k++) sum = Math.fma(l[i * n + k], u[j * n + k], sum);
                        u[j * n + i] = -sum / pivot;
                    }
                }
            }
        }
    }

    /**
     * Overwrites the lower triangle of k with the inverse of L L', where u is the transposed inverse of L: k[i, j] =
     * sum over m ≥ i of u[i, m] u[j, m], for i ≥ j.
     */
    public void inverse(double[] u, int n, double[] k) {
        for (int i0 = 0; i0 < n; i0 += 4) {
            int rows = Math.min(4, n - i0);
            int end = i0 + rows;
            for (int j0 = 0; j0 <= i0; j0 += 4) {
                boolean whole = rows == 4;
                java.util.Arrays.fill(tile, 0);
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < 4 && j0 + c <= i0 + r; c++) {
                        double sum = 0;
                        for (int m = i0 + r; m < end; m++)
                            sum = Math.fma(u[(i0 + r) * n + m], u[(j0 + c) * n + m], sum);
                        tile[r * 4 + c] = sum;
                    }
                if (whole) Dots.tile4(tile, u, i0 * n + end, n, u, j0 * n + end, n, n - end);
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < 4 && j0 + c <= i0 + r; c++) k[(i0 + r) * n + j0 + c] = tile[r * 4 + c];
            }
        }
    }

    /** Overwrites out[0 … n − 1] with L x for a lower triangular l; rows eight at a time. */
    public static void lowerTimes(double[] l, int n, double[] x, double[] out) {
        int i0 = 0;
        for (; i0 + 8 <= n; i0 += 8) {
            for (int r = 0; r < 8; r++) out[i0 + r] = 0;
            Dots.rows8(out, i0, l, i0 * n, n, x, 0, i0);
            for (int r = 0; r < 8; r++) out[i0 + r] = Dots.dot(out[i0 + r], l, (i0 + r) * n + i0, x, i0, r + 1);
        }
        for (int i = i0; i < n; i++) out[i] = Dots.dot(0, l, i * n, x, 0, i + 1);
    }

    /** Overwrites out[0 … n − 1] with U x for an upper triangular u; rows eight at a time. */
    public static void upperTimes(double[] u, int n, double[] x, double[] out) {
        int i0 = 0;
        for (; i0 + 8 <= n; i0 += 8) {
            int end = i0 + 8;
            for (int i = i0; i < end; i++) out[i] = Dots.dot(0, u, i * n + i, x, i, end - i);
            Dots.rows8(out, i0, u, i0 * n + end, n, x, end, n - end);
        }
        for (int i = i0; i < n; i++) out[i] = Dots.dot(0, u, i * n + i, x, i, n - i);
    }

    /** Overwrites the lower triangle of l with the transpose of u's upper triangle. */
    public static void transpose(double[] u, int n, double[] l) {
        for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) l[i * n + j] = u[j * n + i];
    }
}
