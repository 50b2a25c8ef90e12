// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.spi.Surrogate;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Rows;
import java.util.Arrays;

/**
 * What a Gaussian process believes of many points at once. Variances are made when they are asked for, covariances too,
 * and these a row at a time: who draws through a factor of low rank asks for few.
 *
 * <p>Source: Rasmussen and Williams 2006, equations 2.25 and 2.26; every element is one chain of fused multiply-adds.
 *
 * <p>Cost: n multiply-adds a mean, n²/2 a variance, n for every pair asked for; n doubles a point. Threads: confined to
 * one.
 */
final class JointPosterior implements Surrogate.Posterior {
    private final Inputs asked;
    private final Hyperparameters hyperparameters;
    private final int trials;

    private final GaussianProcess process;
    private final double[] mean;
    private final double[] variance;
    private final double[] slope;

    /** A row a trial, a column a point: covariances, and once more than means was asked for, L⁻¹ times these. */
    private double[][] rows;

    private boolean whitened;

    /**
     * @param alpha K⁻¹ y
     * @param data where the process was conditioned
     */
    JointPosterior(GaussianProcess process, double[] alpha, double[][] data, Inputs asked) {
        this.asked = asked;
        hyperparameters = process.hyperparameters;
        trials = process.size;
        this.process = process;
        rows = covariances(asked, data, hyperparameters);
        mean = new double[asked.count];
        Rows.add(mean, alpha, rows, 0, trials, 0, asked.count);
        variance = new double[asked.count];
        slope = new double[asked.count];
    }

    private void whiten() {
        if (whitened) return;
        double[][] white = new double[trials][asked.count];
        Cholesky.lowerTimes(process.upper, trials, rows, white, asked.count);
        double[] explained = new double[asked.count];
        Rows.addSquares(explained, white, 0, trials, asked.count);
        for (int i = 0; i < variance.length; i++)
            variance[i] = Math.max(hyperparameters.signal() - explained[i], GaussianProcess.LEAST_VARIANCE);
        rows = white;
        whitened = true;
    }

    /** A row for each of the trials, in it its prior covariance with every point asked for. */
    static double[][] covariances(Inputs asked, double[][] trials, Hyperparameters hyperparameters) {
        double[][] covariances = new double[trials.length][asked.count];
        double[] squared = new double[asked.count];
        double[] slope = new double[asked.count];
        for (int i = 0; i < trials.length; i++) {
            asked.distances(trials[i], squared);
            Kernel.MATERN_52.fill(squared, 0, asked.count, covariances[i], slope);
            for (int j = 0; j < asked.count; j++) covariances[i][j] *= hyperparameters.signal();
        }
        return covariances;
    }

    @Override
    public double[] mean() {
        return mean;
    }

    @Override
    public double[] variance() {
        whiten();
        return variance;
    }

    @Override
    public void covariances(int point, double[] row) {
        whiten();
        int points = asked.count;
        double[] squared = new double[points];
        asked.distances(point, 0, squared);
        double[] prior = new double[points];
        Kernel.MATERN_52.fill(squared, 0, points, prior, slope);
        Arrays.fill(row, 0, points, 0);
        double[] own = new double[trials];
        for (int k = 0; k < trials; k++) own[k] = -rows[k][point];
        Rows.add(row, own, rows, 0, trials, 0, points);
        for (int j = 0; j < points; j++) row[j] = Math.fma(hyperparameters.signal(), prior[j], row[j]);
        row[point] = variance[point];
    }
}
