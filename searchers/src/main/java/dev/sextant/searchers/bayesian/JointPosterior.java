// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.spi.Surrogate;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Rows;
import java.util.Arrays;

/**
 * What a Gaussian process believes of many points at once. Covariances are made when they are asked for, a row at a
 * time: who draws through a factor of low rank asks for few.
 *
 * <p>Source: Rasmussen and Williams 2006, equations 2.25 and 2.26; every element is one chain of fused multiply-adds.
 *
 * <p>Cost: n² /2 multiply-adds a point, then n for every pair asked for; n doubles a point. Threads: confined to one.
 */
final class JointPosterior implements Surrogate.Posterior {
    private final Inputs asked;
    private final Hyperparameters hyperparameters;
    private final int trials;

    /** L⁻¹ times the covariances: a row a trial, a column a point. */
    private final double[][] whitened;

    private final double[] mean;
    private final double[] variance;
    private final double[] slope;

    /**
     * @param alpha K⁻¹ y
     * @param data where the process was conditioned
     */
    JointPosterior(GaussianProcess process, double[] alpha, double[][] data, Inputs asked) {
        this.asked = asked;
        hyperparameters = process.hyperparameters;
        trials = process.size;
        int points = asked.count;
        double[][] covariances = covariances(asked, data, hyperparameters);
        mean = new double[points];
        Rows.add(mean, alpha, covariances, 0, trials, 0, points);
        whitened = new double[trials][points];
        Cholesky.lowerTimes(process.upper, trials, covariances, whitened, points);
        double[] explained = new double[points];
        Rows.addSquares(explained, whitened, 0, trials, points);
        variance = new double[points];
        for (int i = 0; i < points; i++)
            variance[i] = Math.max(hyperparameters.signal() - explained[i], GaussianProcess.LEAST_VARIANCE);
        slope = new double[points];
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
        return variance;
    }

    @Override
    public void covariances(int point, double[] row) {
        int points = asked.count;
        double[] squared = new double[points];
        asked.distances(point, 0, squared);
        double[] prior = new double[points];
        Kernel.MATERN_52.fill(squared, 0, points, prior, slope);
        Arrays.fill(row, 0, points, 0);
        double[] own = new double[trials];
        for (int k = 0; k < trials; k++) own[k] = -whitened[k][point];
        Rows.add(row, own, whitened, 0, trials, 0, points);
        for (int j = 0; j < points; j++) row[j] = Math.fma(hyperparameters.signal(), prior[j], row[j]);
        row[point] = variance[point];
    }
}
