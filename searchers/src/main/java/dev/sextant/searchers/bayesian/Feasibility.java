// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import dev.sextant.searchers.math.NormalFunctions;
import dev.sextant.searchers.math.Rows;
import java.util.Arrays;

/**
 * How probable it is that a configuration trains at all: a second process on the labels +1 and −1, with the
 * lengthscales and the signal of the first.
 *
 * <p>P = Φ(mean / √(variance/s + 0.1)), with the mean label as prior mean and noise 0.01 s. Failures are kept out of
 * the regression because one of them beside a good point would force a tiny lengthscale.
 *
 * <p>Cost: (n + m)² multiply-adds a value and gradient. Threads: confined to one; buffers are reused.
 */
final class Feasibility {
    /** Fewer failures, or fewer completed trials, say nothing yet. */
    static final int AT_LEAST = 3;

    private static final double LABEL_NOISE = 0.01;
    private static final double WIDTH = 0.1;

    private final GaussianProcess labels;
    private final int good;
    private final int size;
    private final Hyperparameters hyperparameters;
    private final double signal;
    private final double prior;
    private final double[] alpha;
    private final double[] covariance;
    private final double[] whitened;
    private final double[] adjoint;

    Feasibility(Evidence evidence, boolean[] categorical, Hyperparameters hyperparameters) {
        good = evidence.points().length;
        size = good + evidence.failed().length;
        this.hyperparameters = hyperparameters;
        signal = hyperparameters.signal();
        double[][] points = Arrays.copyOf(evidence.points(), size);
        System.arraycopy(evidence.failed(), 0, points, good, size - good);
        double[] diagonal = new double[size];
        Arrays.fill(diagonal, noise(hyperparameters));
        labels = new GaussianProcess(Kernel.MATERN_52, points, categorical, hyperparameters, diagonal);
        prior = prior(evidence);
        double[] off = new double[size];
        for (int i = 0; i < size; i++) off[i] = (i < good ? 1 : -1) - prior;
        alpha = labels.solve(off);
        covariance = new double[size];
        whitened = new double[size];
        adjoint = new double[size];
    }

    /** Whether there are failures and successes enough for labels to say anything. */
    static boolean tells(Evidence evidence) {
        return evidence.failed().length >= AT_LEAST && evidence.completed() >= AT_LEAST;
    }

    /** The mean label. */
    static double prior(Evidence evidence) {
        int good = evidence.points().length;
        int failed = evidence.failed().length;
        return (good - failed) / (double) (good + failed);
    }

    /** The variance of a label around the process. */
    static double noise(Hyperparameters hyperparameters) {
        return LABEL_NOISE * hyperparameters.signal() + Hyperparameters.NOISE_FLOOR;
    }

    /**
     * ln P of a predicted label.
     *
     * @param explained how much of the signal's variance the trials explain
     */
    static double logProbability(double label, double explained, Hyperparameters hyperparameters) {
        double rest = Math.max(1 - explained / hyperparameters.signal(), GaussianProcess.LEAST_VARIANCE);
        return NormalFunctions.logCdf(label / Math.sqrt(rest + WIDTH));
    }

    /**
     * ln P at a point.
     *
     * @param all covariances of the point with trials: those that trained first, failed ones from {@code failedFrom} on
     * @param byCovariance where derivatives by those covariances are added, laid out the same; empty for none
     */
    double logProbability(double[] all, int failedFrom, double[] byCovariance) {
        System.arraycopy(all, 0, covariance, 0, good);
        System.arraycopy(all, failedFrom, covariance, good, size - good);
        Cholesky.lowerTimes(labels.upper, size, covariance, whitened);
        double mean = prior + Dots.dot(0, alpha, 0, covariance, 0, size);
        double explained = Dots.dot(0, whitened, 0, whitened, 0, size) / signal;
        boolean clipped = 1 - explained < GaussianProcess.LEAST_VARIANCE;
        double variance = (clipped ? GaussianProcess.LEAST_VARIANCE : 1 - explained) + WIDTH;
        double deviation = Math.sqrt(variance);
        double z = mean / deviation;
        if (byCovariance.length > 0) {
            double slope = NormalFunctions.hazard(z);
            double byMean = slope / deviation;
            double byVariance = clipped ? 0 : -slope * z / (2 * variance);
            for (int i = 0; i < size; i++) whitened[i] *= -2 * byVariance / signal;
            Cholesky.upperTimes(labels.lower, size, whitened, adjoint);
            for (int i = 0; i < size; i++)
                byCovariance[i < good ? i : failedFrom + i - good] += Math.fma(byMean, alpha[i], adjoint[i]);
        }
        return NormalFunctions.logCdf(z);
    }

    /**
     * Adds ln P at many points to their values: the bits of {@link #logProbability}.
     *
     * @param all a row a trial, as above, with the covariances of every point
     */
    void addLogProbabilities(double[][] all, int failedFrom, double[] values) {
        double[][] rows = Arrays.copyOf(all, size);
        System.arraycopy(all, failedFrom, rows, good, size - good);
        int count = values.length;
        double[][] white = new double[size][count];
        Cholesky.lowerTimes(labels.upper, size, rows, white, count);
        double[] means = new double[count];
        double[] explained = new double[count];
        Rows.add(means, alpha, rows, 0, size, 0, count);
        Rows.addSquares(explained, white, 0, size, count);
        for (int c = 0; c < count; c++) values[c] += logProbability(prior + means[c], explained[c], hyperparameters);
    }
}
