// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
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
    private final double[] factor;
    private final double[] correlation;
    private final double[] slope;
    private final double[] upper;
    private final double[] row;
    private final double[] whitened;
    private final double[] alpha;
    private final double[] rowCorrelation;
    private final double[] rowSlope;

    /** @param extra noise variance of each observation beside the common one */
    MarginalLikelihood(Kernel kernel, double[][] points, boolean[] categorical, double[] y, double[] extra) {
        this.kernel = kernel;
        this.points = points;
        this.categorical = categorical;
        this.y = y;
        this.extra = extra;
        this.n = points.length;
        factor = new double[n * n];
        correlation = new double[n * n];
        slope = new double[n * n];
        upper = new double[n * n];
        row = new double[n];
        whitened = new double[n];
        alpha = new double[n];
        rowCorrelation = new double[n];
        rowSlope = new double[n];
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
            inputs.distances(i, i, row);
            kernel.fill(row, 0, i, rowCorrelation, rowSlope);
            System.arraycopy(rowCorrelation, 0, correlation, i * n, i);
            System.arraycopy(rowSlope, 0, slope, i * n, i);
            for (int j = 0; j < i; j++) factor[i * n + j] = s * rowCorrelation[j];
            factor[i * n + i] = s + at.noise() + extra[i];
        }
        if (!cholesky.factor(factor, n)) return Double.POSITIVE_INFINITY;
        double value = n * HALF_LN_2PI;
        for (int i = 0; i < n; i++) {
            double pivot = factor[i * n + i];
            whitened[i] = (y[i] - Dots.dot(0, factor, i * n, whitened, 0, i)) / pivot;
            value += StrictMath.log(pivot) + 0.5 * whitened[i] * whitened[i];
        }
        cholesky.invert(factor, n, upper);
        Cholesky.upperTimes(upper, n, whitened, alpha);
        double[] inverse = factor;
        cholesky.inverse(upper, n, inverse);

        double[] sums = new double[inputs.rows.length];
        double bySignal = 0;
        double trace = 0;
        for (int i = 0; i < n; i++) {
            double off = 0;
            for (int j = 0; j < i; j++) {
                double b = Math.fma(-alpha[i], alpha[j], inverse[i * n + j]);
                row[j] = b * slope[i * n + j];
                off = Math.fma(b, correlation[i * n + j], off);
            }
            double own = Math.fma(-alpha[i], alpha[i], inverse[i * n + i]);
            trace += own;
            bySignal += 2 * off + own;
            inputs.addWeighted(i, i, row, sums);
        }
        for (int k = 0; k < d; k++) {
            double sum = 0;
            for (int j = 0; j < n; j++) sum += sums[k * n + j];
            gradient[k] = s * sum; // ½ w Σ over both triangles; the weight is in the scaled distances
        }
        gradient[d] = 0.5 * s * bySignal;
        gradient[d + 1] = 0.5 * at.noise() * trace;
        return value;
    }
}
