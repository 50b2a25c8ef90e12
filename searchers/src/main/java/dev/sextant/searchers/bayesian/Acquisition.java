// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import dev.sextant.searchers.math.Exponential;
import dev.sextant.searchers.math.NormalFunctions;
import dev.sextant.searchers.math.Rows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a point promises: the logarithm of the expected improvement over the best value, averaged over fantasies of
 * the pending results, plus the logarithm of the probability that the point trains at all and of those that it keeps
 * the constraints.
 *
 * <p>The best value is the smallest observed one where there is next to no noise, otherwise the smallest posterior mean
 * at an observed point.
 *
 * <p>Source: Ament et al. 2023, "Unexpected improvements to expected improvement for Bayesian optimization"; Snoek et
 * al. 2012, "Practical Bayesian optimization", section 3.2, for the fantasies.
 *
 * <p>Cost: n² multiply-adds a value and gradient, half of that a value. Threads: confined to one; buffers are reused.
 */
final class Acquisition implements Landscape {
    private static final double QUIET = 0.01;

    /** From here on an improvement, in deviations, is no smaller than a number can say, and needs no logarithm. */
    private static final double PLAIN = -30;

    /** Of more pending trials than these only some have fantasies; the others are believed to end at their mean. */
    private static final int MANY_PENDING = 64;

    private static final int FANTASIED = 32;

    /** How many points are looked at together. */
    private static final int TOGETHER = 128;

    private final boolean[] categorical;
    private final double[][] all;
    private final Hyperparameters hyperparameters;
    private final GaussianProcess process;
    private final @Nullable Feasibility feasibility;
    private final List<ConstraintProcess> constraints;
    private final Fantasies fantasies;
    private final Inputs inputs;
    /** So many trials are observed; so many are so or believed to be; so many are so or pending. */
    private final int data;

    private final int certain;
    private final int conditioned;

    /** How many pending trials have fantasies. */
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
    private final double[] tail;
    private final double[] units;
    private final double[] byMean;
    private final double[] byDeviation;
    private final double[] parts = new double[2];
    private final double[] sums;
    private double mean;
    private double variance;
    private double varianceOfData;

    Acquisition(Evidence evidence, boolean[] categorical, Hyperparameters hyperparameters, DrawSequence draws) {
        this(evidence, categorical, hyperparameters, draws, Double.NaN);
    }

    /** @param from the value that an improvement is counted from; NaN for the best of this evidence */
    Acquisition(
            Evidence evidence,
            boolean[] categorical,
            Hyperparameters hyperparameters,
            DrawSequence draws,
            double from) {
        this.categorical = categorical;
        this.hyperparameters = hyperparameters;
        constraints = evidence.constraints();
        data = evidence.points().length;
        conditioned = data + evidence.pending().length;
        pending = evidence.pending().length > MANY_PENDING ? FANTASIED : evidence.pending().length;
        certain = conditioned - pending;
        all = all(evidence);
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
        sums = new double[inputs.rows.length];

        // K⁻¹y of the data alone: the pending part of the whitened values is left out.
        alpha = new double[conditioned];
        Cholesky.lowerTimes(process.upper, conditioned, Arrays.copyOf(evidence.y(), conditioned), whitened);
        Arrays.fill(whitened, data, conditioned, 0);
        Cholesky.upperTimes(process.lower, conditioned, whitened, alpha);

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
        boolean quiet = hyperparameters.noise() / hyperparameters.signal() < QUIET;
        incumbent = Double.isNaN(from) ? (quiet ? observed : least) : from;
        double[] means = new double[pending];
        for (int r = 0; r < pending; r++) {
            correlate(all[certain + r]);
            means[r] = Dots.dot(0, alpha, 0, covariance, 0, data);
        }
        fantasies = Fantasies.of(process, certain, means, incumbent, draws);
        tail = new double[pending];
        units = new double[fantasies.best().length];
        byMean = new double[units.length];
        byDeviation = new double[units.length];
        feasibility = Feasibility.tells(evidence) ? new Feasibility(evidence, categorical, hyperparameters) : null;
    }

    /** Every trial: observed, pending, failed; of many pending ones those nearest to the best trial last. */
    private double[][] all(Evidence evidence) {
        double[][] every = evidence.all();
        if (certain == data) return every;
        double[] distances = new double[every.length];
        int best = new Nearest(1).among(evidence.y(), 0, evidence.completed()).places()[0];
        new Inputs(every, categorical, hyperparameters.weights()).distances(every[best], distances);
        int[] near = new Nearest(pending).among(distances, data, conditioned).places();
        double[][] ordered = every.clone();
        int believed = data;
        int fantasied = certain;
        for (int i = data; i < conditioned; i++)
            ordered[Arrays.binarySearch(near, i) >= 0 ? fantasied++ : believed++] = every[i];
        return ordered;
    }

    private void correlate(double[] x) {
        inputs.distances(x, squared);
        process.kernel.fill(squared, 0, inputs.count, covariance, slope);
        for (int i = 0; i < inputs.count; i++) covariance[i] *= hyperparameters.signal();
    }

    /** Predicts at x: {@link #mean}, {@link #deviation} and {@link #variance} tell. */
    void predict(double[] x) {
        correlate(x);
        Cholesky.lowerTimes(process.upper, process.size, covariance, whitened);
        mean = Dots.dot(0, alpha, 0, covariance, 0, data);
        double explained = Dots.dot(0, whitened, 0, whitened, 0, data);
        varianceOfData = Math.max(hyperparameters.signal() - explained, GaussianProcess.LEAST_VARIANCE);
        variance = hyperparameters.signal() - Dots.dot(explained, whitened, data, whitened, data, conditioned - data);
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

    @Override
    public double bestMean() {
        return bestMean;
    }

    @Override
    public double[] bestPoint() {
        return all[bestPoint];
    }

    @Override
    public Acquisition near(double[] x) {
        return this;
    }

    double value(double[] x) {
        return value(x, new double[0]);
    }

    /** @param gradient overwritten with the derivatives by numeric coordinates and 0 for categories; empty for none */
    double value(double[] x, double[] gradient) {
        predict(x);
        boolean clipped = variance < GaussianProcess.LEAST_VARIANCE;
        double deviation = Math.sqrt(variance());
        System.arraycopy(whitened, certain, tail, 0, pending);
        double value = improvement(mean, deviation);
        if (gradient.length == 0) {
            if (feasibility != null) value += feasibility.logProbability(covariance, conditioned, gradient);
            return value + kept(x, gradient);
        }

        double overMean = 0;
        double overDeviation = 0;
        for (int s = 0; s < units.length; s++) {
            overMean += byMean[s];
            overDeviation += byDeviation[s];
        }
        double byVariance = clipped ? 0 : overDeviation / (2 * deviation);
        for (int i = 0; i < process.size; i++) adjoint[i] = -2 * byVariance * whitened[i];
        for (int r = 0; r < pending; r++)
            adjoint[certain + r] =
                    Dots.dot(adjoint[certain + r], byMean, 0, fantasies.samples()[r], 0, units.length);
        Cholesky.upperTimes(process.lower, process.size, adjoint, back);
        for (int i = 0; i < data; i++) back[i] = Math.fma(overMean, alpha[i], back[i]);
        Arrays.fill(back, process.size, back.length, 0);
        if (feasibility != null) value += feasibility.logProbability(covariance, conditioned, back);
        differentiate(x, gradient);
        return value + kept(x, gradient);
    }

    /** ln P that the constraints are kept; its derivatives are added. */
    private double kept(double[] x, double[] gradient) {
        double sum = 0;
        for (ConstraintProcess constraint : constraints) sum += constraint.logProbability(x, gradient);
        return sum;
    }

    /**
     * The logarithm of the improvement, averaged over the fantasies, where {@link #tail} holds the pending part of the
     * whitened covariances; leaves its derivatives by mean and deviation in each fantasy.
     */
    private double improvement(double mean, double deviation) {
        int count = units.length;
        Arrays.fill(units, mean);
        Rows.add(units, tail, fantasies.samples(), 0, pending, 0, count);
        double most = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < count; s++) {
            units[s] = (fantasies.best()[s] - units[s]) / deviation;
            most = Math.max(most, units[s]);
        }
        double total = 0;
        double logarithm = 0;
        if (most < PLAIN) {
            logarithm = NormalFunctions.logImprovement(most, parts);
            for (int s = 0; s < count; s++) {
                double share = Exponential.exp(NormalFunctions.logImprovement(units[s], parts) - logarithm);
                byMean[s] = share * parts[0];
                byDeviation[s] = share * parts[1];
                total += share;
            }
        } else
            for (int s = 0; s < count; s++) {
                total += NormalFunctions.improvement(units[s], parts);
                byMean[s] = parts[0];
                byDeviation[s] = parts[1];
            }
        double scale = 1 / (total * deviation);
        for (int s = 0; s < count; s++) {
            byMean[s] *= -scale;
            byDeviation[s] *= scale;
        }
        return logarithm + StrictMath.log(deviation * total / count);
    }

    /** The values at many points, with the bits of {@link #value(double[])}; the factor is read once for all. */
    @Override
    public double[] values(List<double[]> points) {
        double[] values = new double[points.size()];
        for (int from = 0; from < values.length; from += TOGETHER) {
            Batch batch = new Batch(points.subList(from, Math.min(from + TOGETHER, values.length)));
            double[] some = new double[batch.count];
            for (int c = 0; c < some.length; c++) {
                for (int r = 0; r < pending; r++) tail[r] = batch.white[certain + r][c];
                some[c] = improvement(
                        batch.means[c], Math.sqrt(Math.max(batch.variances[c], GaussianProcess.LEAST_VARIANCE)));
            }
            if (feasibility != null) feasibility.addLogProbabilities(batch.covariances, conditioned, some);
            if (!constraints.isEmpty())
                for (int c = 0; c < some.length; c++) some[c] += kept(points.get(from + c), new double[0]);
            System.arraycopy(some, 0, values, from, some.length);
        }
        return values;
    }

    @Override
    public void predict(List<double[]> points, double[] means, double[] variances) {
        for (int from = 0; from < points.size(); from += TOGETHER) {
            Batch batch = new Batch(points.subList(from, Math.min(from + TOGETHER, points.size())));
            System.arraycopy(batch.means, 0, means, from, batch.count);
            for (int c = 0; c < batch.count; c++)
                variances[from + c] = Math.max(batch.variances[c], GaussianProcess.LEAST_VARIANCE);
        }
    }

    /** Predictions at some points together: a row a trial, a column a point. */
    private final class Batch {
        final int count;
        final double[][] covariances;
        final double[][] white;
        final double[] means;
        final double[] variances;

        Batch(List<double[]> points) {
            count = points.size();
            Inputs asked = new Inputs(points.toArray(double[][]::new), categorical, hyperparameters.weights());
            covariances = new double[all.length][count];
            double[] distances = new double[count];
            double[] slopes = new double[count];
            for (int i = 0; i < all.length; i++) {
                double[] row = covariances[i];
                asked.distances(all[i], distances);
                process.kernel.fill(distances, 0, count, row, slopes);
                for (int c = 0; c < count; c++) row[c] *= hyperparameters.signal();
            }
            white = new double[process.size][count];
            Cholesky.lowerTimes(process.upper, process.size, covariances, white, count);
            means = new double[count];
            Rows.add(means, alpha, covariances, 0, data, 0, count);
            double[] explained = new double[count];
            Rows.addSquares(explained, white, 0, process.size, count);
            variances = new double[count];
            for (int c = 0; c < count; c++) variances[c] = hyperparameters.signal() - explained[c];
        }
    }

    /** From derivatives by covariances to derivatives by coordinates. */
    private void differentiate(double[] x, double[] gradient) {
        double whole = 0;
        for (int i = 0; i < back.length; i++) {
            back[i] *= hyperparameters.signal() * slope[i];
            whole += back[i];
        }
        inputs.weigh(back, sums);
        for (int d = 0; d < gradient.length; d++)
            gradient[d] = inputs.numeric(d) ? 2 * inputs.root(d) * (inputs.scaled(d, x[d]) * whole - sums[d]) : 0;
    }
}
