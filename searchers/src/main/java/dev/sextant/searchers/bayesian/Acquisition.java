// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import dev.sextant.searchers.math.Exponential;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much a point promises: the logarithm of the expected improvement over the best value, averaged over fantasies of
 * the pending results, plus the logarithm of the probability that the point trains at all.
 *
 * <p>The best value is the smallest observed one where there is next to no noise, otherwise the smallest posterior mean
 * at an observed point.
 *
 * <p>Source: Ament et al. 2023, "Unexpected improvements to expected improvement for Bayesian optimization"; Snoek et
 * al. 2012, "Practical Bayesian optimization", section 3.2, for the fantasies.
 *
 * <p>Cost: n² multiply-adds a value and gradient, half of that a value. Threads: confined to one; buffers are reused.
 */
final class Acquisition {
    private static final double QUIET = 0.01;

    private final Hyperparameters hyperparameters;
    private final GaussianProcess process;
    private final @Nullable Feasibility feasibility;
    private final Fantasies fantasies;
    private final Inputs inputs;
    private final int data;
    private final int pending;
    private final double[] alpha;
    private final double incumbent;
    private final double bestMean;
    private final int bestPoint;

    private final double[] squared;
    private final double[] covariance;
    private final double[] slope;
    private final double[] whitened;
    private final double[] adjoint;
    private final double[] back;
    private final double[] terms;
    private final double[] byMean;
    private final double[] byDeviation;
    private final double[] ratios = new double[2];
    private final double[] sums;
    private double mean;
    private double variance;
    private double varianceOfData;

    Acquisition(Evidence evidence, boolean[] categorical, Hyperparameters hyperparameters, DrawSequence draws) {
        this.hyperparameters = hyperparameters;
        data = evidence.points().length;
        pending = evidence.pending().length;
        int conditioned = data + pending;
        double[][] all = evidence.all();
        double[] diagonal = new double[conditioned];
        for (int i = 0; i < conditioned; i++)
            diagonal[i] = i < data ? hyperparameters.noise() + evidence.extra()[i] : Hyperparameters.NOISE_FLOOR;
        process = new GaussianProcess(
                Kernel.MATERN_52, Arrays.copyOf(all, conditioned), categorical, hyperparameters, diagonal);
        inputs = new Inputs(all, categorical, hyperparameters.weights());
        squared = new double[all.length];
        covariance = new double[all.length];
        slope = new double[all.length];
        back = new double[all.length];
        whitened = new double[conditioned];
        adjoint = new double[conditioned];
        sums = new double[(inputs.dimensions + 7) / 8 * 8];

        // K⁻¹y of the data alone: the pending part of the whitened values is left out.
        alpha = new double[conditioned];
        Cholesky.lowerTimes(process.lower, conditioned, Arrays.copyOf(evidence.y(), conditioned), whitened);
        Arrays.fill(whitened, data, conditioned, 0);
        Cholesky.upperTimes(process.upper, conditioned, whitened, alpha);

        double observed = Double.POSITIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        int at = 0;
        for (int i = 0; i < evidence.completed(); i++) {
            double posterior = evidence.y()[i] - diagonal[i] * alpha[i]; // s M α = y − noise α
            observed = Math.min(observed, evidence.y()[i]);
            if (posterior < least) {
                least = posterior;
                at = i;
            }
        }
        bestMean = least;
        bestPoint = at;
        incumbent = hyperparameters.noise() / hyperparameters.signal() < QUIET ? observed : least;
        double[] means = new double[pending];
        for (int r = 0; r < pending; r++) {
            correlate(all[data + r]);
            means[r] = Dots.dot(0, alpha, 0, covariance, 0, data);
        }
        fantasies = Fantasies.of(process, data, means, incumbent, draws);
        terms = new double[fantasies.best().length];
        byMean = new double[terms.length];
        byDeviation = new double[terms.length];
        feasibility = Feasibility.tells(evidence) ? new Feasibility(evidence, categorical, hyperparameters) : null;
    }

    private void correlate(double[] x) {
        inputs.distances(x, inputs.count, squared);
        process.kernel.fill(squared, 0, inputs.count, covariance, slope);
        for (int i = 0; i < inputs.count; i++) covariance[i] *= hyperparameters.signal();
    }

    /** Predicts at x: {@link #mean}, {@link #deviation} and {@link #variance} tell. */
    void predict(double[] x) {
        correlate(x);
        Cholesky.lowerTimes(process.lower, process.size, covariance, whitened);
        mean = Dots.dot(0, alpha, 0, covariance, 0, data);
        double explained = Dots.dot(0, whitened, 0, whitened, 0, data);
        varianceOfData = Math.max(hyperparameters.signal() - explained, GaussianProcess.LEAST_VARIANCE);
        variance = hyperparameters.signal() - Dots.dot(explained, whitened, data, whitened, data, pending);
    }

    /** The posterior mean at the point last looked at. */
    double mean() {
        return mean;
    }

    /** The posterior deviation there, without what the pending trials will tell. */
    double deviation() {
        return Math.sqrt(varianceOfData);
    }

    /** The posterior variance there, given that the pending trials end. */
    double variance() {
        return Math.max(variance, GaussianProcess.LEAST_VARIANCE);
    }

    /** The value that an improvement is counted from. */
    double incumbent() {
        return incumbent;
    }

    /** The smallest posterior mean at a completed trial, and which one that is. */
    double bestMean() {
        return bestMean;
    }

    int bestPoint() {
        return bestPoint;
    }

    double value(double[] x) {
        return value(x, new double[0]);
    }

    /** @param gradient overwritten with the derivatives by numeric coordinates and 0 for categories; empty for none */
    double value(double[] x, double[] gradient) {
        predict(x);
        boolean clipped = variance < GaussianProcess.LEAST_VARIANCE;
        double deviation = Math.sqrt(variance());
        double most = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < terms.length; s++) {
            double there = Dots.dot(mean, whitened, data, fantasies.samples()[s], 0, pending);
            terms[s] = NormalFunctions.logImprovement((fantasies.best()[s] - there) / deviation, ratios);
            byMean[s] = -ratios[0] / deviation;
            byDeviation[s] = ratios[1] / deviation;
            most = Math.max(most, terms[s]);
        }
        double total = 0;
        for (int s = 0; s < terms.length; s++) {
            terms[s] = Exponential.exp(terms[s] - most);
            total += terms[s];
        }
        double value = most + StrictMath.log(deviation * total / terms.length);
        if (gradient.length == 0)
            return feasibility == null
                    ? value
                    : value + feasibility.logProbability(covariance, data + pending, gradient);

        double overMean = 0;
        double overDeviation = 0;
        Arrays.fill(adjoint, data, data + pending, 0);
        for (int s = 0; s < terms.length; s++) {
            double share = terms[s] / total;
            double one = share * byMean[s];
            overMean += one;
            overDeviation = Math.fma(share, byDeviation[s], overDeviation);
            for (int r = 0; r < pending; r++)
                adjoint[data + r] = Math.fma(one, fantasies.samples()[s][r], adjoint[data + r]);
        }
        double byVariance = clipped ? 0 : overDeviation / (2 * deviation);
        for (int i = 0; i < data; i++) adjoint[i] = -2 * byVariance * whitened[i];
        for (int i = data; i < process.size; i++) adjoint[i] = Math.fma(-2 * byVariance, whitened[i], adjoint[i]);
        Cholesky.upperTimes(process.upper, process.size, adjoint, back);
        for (int i = 0; i < data; i++) back[i] = Math.fma(overMean, alpha[i], back[i]);
        Arrays.fill(back, process.size, back.length, 0);
        if (feasibility != null) value += feasibility.logProbability(covariance, data + pending, back);
        differentiate(x, gradient);
        return value;
    }

    /** From derivatives by covariances to derivatives by coordinates. */
    private void differentiate(double[] x, double[] gradient) {
        double whole = 0;
        for (int i = 0; i < back.length; i++) {
            back[i] *= hyperparameters.signal() * slope[i];
            whole += back[i];
        }
        Dots.rows(sums, inputs.rows, inputs.count, back, sums.length);
        for (int d = 0; d < gradient.length; d++)
            gradient[d] = inputs.numeric(d) ? 2 * inputs.root(d) * (inputs.scaled(d, x[d]) * whole - sums[d]) : 0;
    }
}
