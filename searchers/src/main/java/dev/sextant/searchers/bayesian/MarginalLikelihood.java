// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import java.util.Arrays;

/**
 * How likely observations are under a Gaussian process with mean zero, and the gradient.
 *
 * <p>With K = s M + (ν + extra) I and α = K⁻¹y: −ln p(y) = ½ y'α + Σ ln L_ii + ½ n ln 2π; with B = K⁻¹ − αα', its
 * derivative by a parameter is ½ tr(B ∂K).
 *
 * <p>Source: Rasmussen and Williams 2006, "Gaussian processes for machine learning", equations 2.30 and 5.9.
 *
 * <p>Cost: n³/2 + n²d multiply-adds. Threads: confined to one; buffers are reused.
 */
final class MarginalLikelihood {
    private static final double HALF_LN_2PI = 0.91893853320467274178;

    private final Kernel kernel;
    private final double[][] points;
    private final boolean[] categorical;
    private final double[] y;
    private final double[] extra;
    private final int n;
    private final Cholesky cholesky = new Cholesky();
    private final double[][] factor;
    private final double[][] correlation;
    private final double[][] slope;
    private final double[][] lower;
    private final double[] row;
    private final double[] whitened;
    private final double[] alpha;
    private final double[] offDiagonal;

    /** @param extra noise variance of each observation beside the common one */
    MarginalLikelihood(Kernel kernel, double[][] points, boolean[] categorical, double[] y, double[] extra) {
        this.kernel = kernel;
        this.points = points;
        this.categorical = categorical;
        this.y = y;
        this.extra = extra;
        this.n = points.length;
        factor = Cholesky.square(n);
        correlation = Cholesky.square(n);
        slope = Cholesky.square(n);
        lower = Cholesky.triangle(n);
        row = new double[n];
        whitened = new double[n];
        alpha = new double[n];
        offDiagonal = new double[n];
    }

    /**
     * The negative log likelihood; infinite where the covariance is not positive definite.
     *
     * @param gradient overwritten with the derivatives by the logarithms of the weights, the signal and the noise
     */
    double negativeLog(Hyperparameters at, double[] gradient) {
        int d = at.weights().length;
        double s = at.signal();
        Inputs inputs = new Inputs(points, categorical, at.weights());
        Arrays.fill(gradient, 0);
        for (int i = 0; i < n; i++) {
            inputs.distances(i, i + 1, row);
            double[] correlated = correlation[i];
            kernel.fill(row, i + 1, n, correlated, slope[i]);
            double[] covariance = factor[i];
            for (int j = i + 1; j < n; j++) covariance[j] = s * correlated[j];
            covariance[i] = s + at.noise() + extra[i];
        }
        if (!cholesky.factor(factor, n)) return Double.POSITIVE_INFINITY;
        Cholesky.solve(factor, n, y, whitened);
        double value = n * HALF_LN_2PI;
        for (int i = 0; i < n; i++) value += StrictMath.log(factor[i][i]) + 0.5 * whitened[i] * whitened[i];
        Cholesky.invert(factor, n, lower);
        Cholesky.upperTimes(lower, n, whitened, alpha);
        double[][] inverse = factor;
        Cholesky.inverse(lower, n, inverse);

        double[][] sums = new double[d][n];
        Arrays.fill(offDiagonal, 0);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            weigh(i, inverse[i]);
            trace += Math.fma(-alpha[i], alpha[i], inverse[i][i]);
            inputs.addWeighted(i, i + 1, row, sums);
        }
        for (int k = 0; k < d; k++) gradient[k] = s * sum(sums[k]); // ½ w Σ over both triangles; w is in the distances
        gradient[d] = 0.5 * s * (2 * sum(offDiagonal) + trace);
        gradient[d + 1] = 0.5 * at.noise() * trace;
        return value;
    }

    /** Overwrites row[j] with B[i][j] times the slope of their correlation, j above i, and adds B × correlation up. */
    private void weigh(int i, double[] inverse) {
        double[] correlated = correlation[i];
        double[] sloping = slope[i];
        double minus = -alpha[i];
        for (int j = i + 1; j < n; j++) {
            double b = Math.fma(minus, alpha[j], inverse[j]);
            row[j] = b * sloping[j];
            offDiagonal[j] = Math.fma(b, correlated[j], offDiagonal[j]);
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }
}
