// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.NormalFunctions;
import java.util.Arrays;

/**
 * What a point promises by its nearest trials alone: the process conditioned on {@value #NEIGHBOURS} observations and
 * pending trials, and the probability that it trains from as many that trained or failed. Far trials add little that
 * near ones do not tell.
 *
 * <p>Source: Vecchia 1988, "Estimation and model identification for continuous spatial processes"; Stein 2002, "The
 * screening effect in kriging".
 *
 * <p>Cost: d distances to every trial and some thousand multiply-adds a point. Threads: confined to one; buffers are
 * reused.
 */
final class Glance {
    private static final int NEIGHBOURS = 24;
    private static final double FIRST_JITTER = 1e-8;

    private final Evidence evidence;
    private final Hyperparameters hyperparameters;
    private final Inputs trials;
    private final double incumbent;
    private final boolean labelled;
    private final double prior;
    private final int data;
    private final int conditioned;
    private final int size;

    private final Cholesky cholesky = new Cholesky();
    private final Nearest nearest = new Nearest(NEIGHBOURS);
    private final double[] distances;
    private final double[][] factor = Cholesky.square(NEIGHBOURS);
    private final double[] squared = new double[NEIGHBOURS];
    private final double[] slope = new double[NEIGHBOURS];
    private final double[] covariance = new double[NEIGHBOURS];
    private final double[] targets = new double[NEIGHBOURS];
    private final double[] whitened = new double[NEIGHBOURS];
    private final double[] response = new double[NEIGHBOURS];
    private double mean;
    private double variance;

    /**
     * @param trials all points of the evidence
     * @param incumbent the value that an improvement is counted from
     */
    Glance(Evidence evidence, Inputs trials, Hyperparameters hyperparameters, double incumbent) {
        this.evidence = evidence;
        this.trials = trials;
        this.hyperparameters = hyperparameters;
        this.incumbent = incumbent;
        data = evidence.points().length;
        conditioned = data + evidence.pending().length;
        size = trials.count;
        labelled = Feasibility.tells(evidence);
        prior = Feasibility.prior(evidence);
        distances = new double[size];
    }

    /** Predicts at x: {@link #mean} and {@link #variance} tell. */
    void predict(double[] x) {
        trials.distances(x, distances);
        int[] places = nearest.among(distances, 0, conditioned).places();
        int count = places.length;
        int observed = 0;
        for (int i = 0; i < count; i++) {
            boolean known = places[i] < data;
            targets[i] = known ? evidence.y()[places[i]] : 0;
            factor[i][i] = known ? hyperparameters.noise() + evidence.extra()[places[i]] : Hyperparameters.NOISE_FLOOR;
            if (known) observed = i + 1;
        }
        condition(places);
        Cholesky.solve(factor, observed, targets, response);
        mean = 0;
        double explained = 0;
        for (int i = 0; i < count; i++) {
            if (i < observed) mean = Math.fma(whitened[i], response[i], mean);
            explained = Math.fma(whitened[i], whitened[i], explained);
        }
        variance = Math.max(hyperparameters.signal() - explained, GaussianProcess.LEAST_VARIANCE);
    }

    double mean() {
        return mean;
    }

    double variance() {
        return variance;
    }

    double value(double[] x) {
        predict(x);
        double deviation = Math.sqrt(variance);
        double value = StrictMath.log(deviation)
                + NormalFunctions.logImprovement((incumbent - mean) / deviation, new double[2]);
        if (labelled) value += logProbability();
        for (ConstraintProcess constraint : evidence.constraints())
            value += constraint.logProbability(x, new double[0]);
        return value;
    }

    /** ln P that the point last looked at trains, as {@link Feasibility} has it, from its neighbours. */
    private double logProbability() {
        int[] places = nearest.among(distances, 0, data)
                .also(distances, conditioned, size)
                .places();
        for (int i = 0; i < places.length; i++) {
            targets[i] = (places[i] < data ? 1 : -1) - prior;
            factor[i][i] = Feasibility.noise(hyperparameters);
        }
        condition(places);
        Cholesky.solve(factor, places.length, targets, response);
        double label = prior;
        double explained = 0;
        for (int i = 0; i < places.length; i++) {
            label = Math.fma(whitened[i], response[i], label);
            explained = Math.fma(whitened[i], whitened[i], explained);
        }
        return Feasibility.logProbability(label, explained, hyperparameters);
    }

    /** Factors the covariance of these trials, whose noise stands on the diagonal, and whitens that of the point. */
    private void condition(int[] places) {
        int count = places.length;
        double signal = hyperparameters.signal();
        Inputs near = trials.part(places, count);
        double[] noise = new double[count];
        for (int i = 0; i < count; i++) noise[i] = factor[i][i];
        double jitter = 0;
        do {
            for (int i = 0; i < count; i++) {
                near.distances(i, i + 1, squared);
                Kernel.MATERN_52.fill(squared, i + 1, count, factor[i], slope);
                for (int j = i + 1; j < count; j++) factor[i][j] *= signal;
                factor[i][i] = signal + noise[i] + jitter;
            }
            jitter = jitter == 0 ? FIRST_JITTER : 10 * jitter;
        } while (!cholesky.factor(factor, count) && jitter < 1e6);
        for (int i = 0; i < count; i++) squared[i] = distances[places[i]];
        Kernel.MATERN_52.fill(squared, 0, count, covariance, slope);
        for (int i = 0; i < count; i++) covariance[i] *= signal;
        Arrays.fill(whitened, 0);
        Cholesky.solve(factor, count, covariance, whitened);
    }
}
