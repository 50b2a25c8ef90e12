// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.ProjectedLbfgs;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process with mean zero, conditioned on observations.
 *
 * <p>The inverse of the Cholesky factor is kept, by rows and by columns: a prediction is one product with it, a
 * gradient a second one.
 *
 * <p>Source: Rasmussen and Williams 2006, algorithm 2.1.
 *
 * <p>Cost: n³/3 multiply-adds to make, n²/2 a prediction. Threads: immutable.
 */
final class GaussianProcess {
    private static final double FIRST_JITTER = 1e-8;

    /** Below it a posterior variance is rounding. */
    static final double LEAST_VARIANCE = 1e-12;

    final Kernel kernel;
    final Hyperparameters hyperparameters;
    final int size;

    /** Added to every covariance: the variance of the mean, which the trials then tell; 0 where it is known to be 0. */
    final double constant;

    /** L', upper. */
    final double[][] factor;

    /** L⁻¹, lower, and its transpose, upper. */
    final double[][] lower;

    final double[][] upper;
    private final Cholesky cholesky = new Cholesky();

    /** The factor of the covariance of these points; a little is added to the diagonal where rounding demands it. */
    GaussianProcess(
            Kernel kernel,
            double[][] points,
            boolean[] categorical,
            Hyperparameters hyperparameters,
            double[] diagonal) {
        this(kernel, points, categorical, hyperparameters, diagonal, 0);
    }

    /** The same with a mean that is not known to be zero, but normal with this variance around it. */
    GaussianProcess(
            Kernel kernel,
            double[][] points,
            boolean[] categorical,
            Hyperparameters hyperparameters,
            double[] diagonal,
            double constant) {
        this.kernel = kernel;
        this.constant = constant;
        this.hyperparameters = hyperparameters;
        this.size = points.length;
        int n = size;
        Inputs inputs = new Inputs(points, categorical, hyperparameters.weights());
        factor = Cholesky.square(n);
        double jitter = 0;
        do {
            covariances(inputs, diagonal, jitter);
            jitter = jitter == 0 ? FIRST_JITTER : 10 * jitter;
            if (!(jitter < 1e6)) throw new IllegalStateException("the covariance matrix holds a NaN");
        } while (!cholesky.factor(factor, n));
        lower = Cholesky.triangle(n);
        Cholesky.invert(factor, n, lower);
        upper = Cholesky.square(n);
        Cholesky.transpose(lower, n, upper);
    }

    private void covariances(Inputs inputs, double[] diagonal, double jitter) {
        double[] squared = new double[size];
        double[] slope = new double[size];
        for (int i = 0; i < size; i++) {
            double[] row = factor[i];
            inputs.distances(i, i + 1, squared);
            kernel.fill(squared, i + 1, size, row, slope);
            for (int j = i + 1; j < size; j++) row[j] = row[j] * hyperparameters.signal() + constant;
            row[i] = hyperparameters.signal() + constant + diagonal[i] + jitter;
        }
    }

    /** K⁻¹ y. */
    double[] solve(double[] y) {
        double[] whitened = new double[size];
        double[] alpha = new double[size];
        Cholesky.lowerTimes(upper, size, y, whitened);
        Cholesky.upperTimes(lower, size, whitened, alpha);
        return alpha;
    }

    /** The diagonal of K⁻¹: one over the variance of each observation given all others. */
    double[] precision() {
        double[] precision = new double[size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++) precision[j] = Math.fma(lower[i][j], lower[i][j], precision[j]);
        return precision;
    }

    /**
     * The likeliest hyperparameters under the priors, as theta: the better of a short fit from where the last one ended
     * and a longer one from the priors' middle.
     *
     * @param last theta of an earlier fit, or null
     * @param warm iterations from there
     * @param cold iterations from the priors' middle; 0 for no such fit
     */
    static double[] fit(MarginalLikelihood likelihood, int dimensions, double @Nullable [] last, int warm, int cold) {
        double[] low = Hyperparameters.lowest(dimensions);
        double[] high = Hyperparameters.highest(dimensions);
        ProjectedLbfgs.Smooth posterior = (theta, gradient) -> {
            Hyperparameters at = Hyperparameters.of(theta);
            double value = likelihood.negativeLog(at, gradient);
            gradient[dimensions + 1] *= (at.noise() - Hyperparameters.NOISE_FLOOR) / at.noise();
            return value + Hyperparameters.prior(theta, gradient);
        };
        double[] best = Hyperparameters.start(dimensions);
        double least = Double.POSITIVE_INFINITY;
        if (last != null) {
            double[] theta = last.clone();
            for (int i = 0; i < theta.length; i++) theta[i] = Math.clamp(theta[i], low[i], high[i]);
            least = optimizer(warm).minimize(posterior, theta, low, high);
            best = theta;
        }
        if (last == null || cold > 0) {
            double[] theta = Hyperparameters.start(dimensions);
            double value = optimizer(cold).minimize(posterior, theta, low, high);
            if (value < least - 1e-9 || last == null) best = theta;
        }
        return best;
    }

    private static ProjectedLbfgs optimizer(int iterations) {
        return new ProjectedLbfgs(10, iterations, 1e-2, 1e-7, 1, 4);
    }
}
