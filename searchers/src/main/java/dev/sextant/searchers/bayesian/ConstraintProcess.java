// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.Arrays;

/**
 * How probable it is that a constraint is kept at a point: a Gaussian process of its own on how far the results lay
 * beyond the bound.
 *
 * <p>The excess is drawn in on both sides (sign × ln(1 + size), in units of its root mean square), then standardised;
 * an excess that is not finite counts as the largest.
 *
 * <p>Source: Gardner et al. 2014, "Bayesian optimization with inequality constraints", for the product with the
 * expected improvement; Eriksson and Poloczek 2021, "Scalable constrained Bayesian optimization", for drawing in.
 *
 * <p>Cost: a fit to at most {@value #MOST} trials, then n² multiply-adds a value and gradient. Threads: confined to
 * one; buffers are reused.
 */
final class ConstraintProcess {
    private static final int MOST = 128;
    private static final int ITERATIONS = 15;

    private final Hyperparameters hyperparameters;
    private final GaussianProcess process;
    private final Inputs inputs;
    private final double[] alpha;

    /** The bound on the scale of the process: smaller values keep it. */
    private final double bound;

    private final double[] squared;
    private final double[] covariance;
    private final double[] slope;
    private final double[] whitened;
    private final double[] back;
    private final double[] sums;

    /**
     * Fits the process.
     *
     * @param points of the trials that tell, in order of number; at least one. Of more than {@value #MOST} some are
     *     taken, evenly over the search
     * @param excess of each: positive beyond the bound
     */
    ConstraintProcess(double[][] points, double[] excess, boolean[] categorical) {
        int n = Math.min(points.length, MOST);
        double[][] x = new double[n][];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            int at = (int) ((long) i * points.length / n);
            x[i] = points[at];
            y[i] = excess[at];
        }
        bound = standardize(y);
        double[] none = new double[n];
        MarginalLikelihood likelihood = new MarginalLikelihood(Kernel.MATERN_52, x, categorical, y, none);
        hyperparameters = Hyperparameters.of(GaussianProcess.fit(likelihood, categorical.length, null, 0, ITERATIONS));
        double[] diagonal = new double[n];
        Arrays.fill(diagonal, hyperparameters.noise());
        process = new GaussianProcess(Kernel.MATERN_52, x, categorical, hyperparameters, diagonal);
        inputs = new Inputs(x, categorical, hyperparameters.weights());
        alpha = process.solve(y);
        squared = new double[n];
        covariance = new double[n];
        slope = new double[n];
        whitened = new double[n];
        back = new double[n];
        sums = new double[inputs.rows.length];
    }

    /** Overwrites excesses with the scale of the process; returns where 0 lies on it. */
    private static double standardize(double[] y) {
        double largest = 0;
        for (double value : y) if (Double.isFinite(value)) largest = Math.max(largest, Math.abs(value));
        double unit = largest > 0 ? largest : 1;
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.isFinite(y[i]) ? y[i] / unit : y[i] == Double.NEGATIVE_INFINITY ? -1 : 1;
            squares = Math.fma(y[i], y[i], squares);
        }
        double size = Math.sqrt(squares / y.length);
        double mean = 0;
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.copySign(StrictMath.log1p(Math.abs(y[i]) / (size > 0 ? size : 1)), y[i]);
            mean += y[i] / y.length;
        }
        double spread = 0;
        for (double value : y) spread = Math.fma(value - mean, value - mean, spread);
        double deviation = Math.sqrt(spread / y.length);
        if (!(deviation > 1e-12)) deviation = 1;
        for (int i = 0; i < y.length; i++) y[i] = (y[i] - mean) / deviation;
        return -mean / deviation;
    }

    /**
     * ln P that the constraint is kept at x.
     *
     * @param gradient its derivatives by numeric coordinates are added; empty for none
     */
    double logProbability(double[] x, double[] gradient) {
        int n = process.size;
        inputs.distances(x, squared);
        process.kernel.fill(squared, 0, n, covariance, slope);
        for (int i = 0; i < n; i++) covariance[i] *= hyperparameters.signal();
        Cholesky.lowerTimes(process.upper, n, covariance, whitened);
        double mean = Dots.dot(0, alpha, 0, covariance, 0, n);
        double rest = hyperparameters.signal() - Dots.dot(0, whitened, 0, whitened, 0, n);
        boolean clipped = rest < GaussianProcess.LEAST_VARIANCE;
        double variance = (clipped ? GaussianProcess.LEAST_VARIANCE : rest) + hyperparameters.noise();
        double deviation = Math.sqrt(variance);
        double z = (bound - mean) / deviation;
        if (gradient.length > 0) add(gradient, x, z, deviation, clipped);
        return NormalFunctions.logCdf(z);
    }

    private void add(double[] gradient, double[] x, double z, double deviation, boolean clipped) {
        int n = process.size;
        double hazard = NormalFunctions.hazard(z);
        double byMean = -hazard / deviation;
        double byVariance = clipped ? 0 : -hazard * z / (2 * deviation * deviation);
        for (int i = 0; i < n; i++) whitened[i] *= -2 * byVariance;
        Cholesky.upperTimes(process.lower, n, whitened, back);
        double whole = 0;
        for (int i = 0; i < n; i++) {
            back[i] = Math.fma(byMean, alpha[i], back[i]) * hyperparameters.signal() * slope[i];
            whole += back[i];
        }
        inputs.weigh(back, sums);
        for (int d = 0; d < gradient.length; d++)
            if (inputs.numeric(d)) gradient[d] += 2 * inputs.root(d) * (inputs.scaled(d, x[d]) * whole - sums[d]);
    }
}
