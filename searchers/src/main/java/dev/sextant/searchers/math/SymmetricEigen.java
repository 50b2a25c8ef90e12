// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's cyclic rotations: nothing but + − × ÷ and square
 * roots, in a fixed order, so the bits are the same on every machine.
 *
 * <p>Source: Golub and Van Loan 2013, "Matrix computations", section 8.5; rotations in the form of Rutishauser 1966.
 * Eigenvalues are in no order; relative errors are those of rounding even of small ones of a well scaled matrix.
 *
 * <p>Cost: about 4 n³ multiply-adds a sweep, six to ten sweeps. Threads: immutable once made.
 */
public final class SymmetricEigen {
    /** Convergence is quadratic: ten sweeps are usual, more are never needed but by NaN. */
    private static final int SWEEPS = 60;

    private final double[] values;
    private final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** @param matrix n rows of n, of which the lower triangle counts; not changed */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][n];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
            for (int j = 0; j <= i; j++) {
                a[i][j] = matrix[i][j];
                a[j][i] = matrix[i][j];
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n - 1; p++) for (int q = p + 1; q < n; q++) rotated |= rotate(a, v, p, q);
            if (!rotated) break;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = a[i][i];
        return new SymmetricEigen(values, v);
    }

    /** Makes a[p][q] vanish; false where it is too small to change the diagonal. */
    private static boolean rotate(double[][] a, double[][] v, int p, int q) {
        double off = a[p][q];
        double room = Math.abs(a[p][p]) * Math.abs(a[q][q]);
        if (!(Math.abs(off) > 0x1p-53 * Math.sqrt(room))) {
            a[p][q] = 0;
            a[q][p] = 0;
            return false;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * off);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double tau = s / (1 + c);
        a[p][p] -= t * off;
        a[q][q] += t * off;
        a[p][q] = 0;
        a[q][p] = 0;
        for (int i = 0; i < a.length; i++) {
            if (i != p && i != q) {
                double ip = a[i][p];
                double iq = a[i][q];
                a[i][p] = ip - s * (iq + tau * ip);
                a[i][q] = iq + s * (ip - tau * iq);
                a[p][i] = a[i][p];
                a[q][i] = a[i][q];
            }
            double vp = v[i][p];
            double vq = v[i][q];
            v[i][p] = vp - s * (vq + tau * vp);
            v[i][q] = vq + s * (vp - tau * vq);
        }
        return true;
    }

    public double value(int i) {
        return values[i];
    }

    /** The component of eigenvector i along this axis; vectors have length 1. */
    public double component(int axis, int i) {
        return vectors[axis][i];
    }

    public int size() {
        return values.length;
    }
}
