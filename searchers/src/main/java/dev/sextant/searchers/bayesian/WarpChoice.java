// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * Which warp the model learns through: the power transform, unless the last hyperparameters foretell each trial from
 * all the others clearly better through ranks.
 *
 * <p>A trial is foretold by its leave-one-out mean, yᵢ − αᵢ/(K⁻¹)ᵢᵢ; what counts is how many pairs that hold one of the
 * better half stand in the right order, since that is what a search lives by.
 *
 * <p>Source: Rasmussen and Williams 2006, equation 5.12, for leaving one out without fitting again.
 *
 * <p>Cost: one factor of n trials. Threads: without state.
 */
final class WarpChoice {
    /** From fewer trials nothing can be told, of more the power transform is taken unasked. */
    private static final int FROM = 12;

    private static final int UP_TO = 256;

    /** How much larger the share of right pairs must be through ranks. Ours. */
    private static final double CLEARLY = 0.03;

    private WarpChoice() {}

    /**
     * The warp for these trials.
     *
     * @param values of the points, smaller is better
     * @param theta of the last fit
     */
    static Warp of(double[][] points, double[] values, boolean[] categorical, double[] theta) {
        Warp power = new OutputWarp(values);
        if (values.length < FROM || values.length > UP_TO) return power;
        Hyperparameters hyperparameters = Hyperparameters.of(theta);
        double[] diagonal = new double[values.length];
        Arrays.fill(diagonal, hyperparameters.noise());
        GaussianProcess process = new GaussianProcess(Kernel.MATERN_52, points, categorical, hyperparameters, diagonal);
        double[] precision = process.precision();
        Warp ranks = new RankWarp(values);
        double byPower = rightPairs(values, foretold(process, precision, values, power));
        double byRanks = rightPairs(values, foretold(process, precision, values, ranks));
        return byRanks > byPower + CLEARLY ? ranks : power;
    }

    private static double[] foretold(GaussianProcess process, double[] precision, double[] values, Warp warp) {
        double[] y = new double[values.length];
        for (int i = 0; i < y.length; i++) y[i] = warp.apply(values[i]);
        double[] alpha = process.solve(y);
        for (int i = 0; i < y.length; i++) y[i] -= alpha[i] / precision[i];
        return y;
    }

    /** The share of pairs with one of the better half that stand in the right order. */
    static double rightPairs(double[] values, double[] foretold) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        int right = 0;
        int pairs = 0;
        for (int i = 0; i < values.length; i++)
            for (int j = 0; j < i; j++) {
                if (values[i] == values[j] || (values[i] >= median && values[j] >= median)) continue;
                pairs++;
                if ((values[i] < values[j]) == (foretold[i] < foretold[j])) right++;
            }
        return pairs == 0 ? 0 : right / (double) pairs;
    }
}
