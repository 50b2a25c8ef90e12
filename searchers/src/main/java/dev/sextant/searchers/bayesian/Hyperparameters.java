// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * What is fitted: covariance = signal × correlation + noise on the diagonal.
 *
 * <p>As a vector theta for the optimiser: ln w of every dimension, ln signal, ln(noise − floor).
 *
 * <p>Priors: ln l normal around ln 0.33 + ¼ ln d with deviation 0.6 (shorter and surer than the usual 0.5 and 1, which
 * fit too smooth a response from few trials: measured on 62 problems); signal Gamma(2, 1); noise Gamma(1.1, 30).
 *
 * @param weights w = 1/lengthscale² of every dimension
 * @param signal variance of the response
 * @param noise variance of an observation around the response
 */
record Hyperparameters(double[] weights, double signal, double noise) {
    static final double NOISE_FLOOR = 1e-6;

    /** The prior's middle of a lengthscale in one dimension, and the variance of its logarithm. */
    private static final double MIDDLE = 0.33;

    private static final double VARIANCE = 0.36;

    private static final double LOW_WEIGHT = -9;
    private static final double HIGH_WEIGHT = 9;
    private static final double LOW_SIGNAL = -7;
    private static final double HIGH_SIGNAL = 3;
    private static final double LOW_NOISE = -16;
    private static final double HIGH_NOISE = 1;
    private static final double START_NOISE = 0.01;

    static Hyperparameters of(double[] theta) {
        int d = theta.length - 2;
        double[] weights = new double[d];
        for (int i = 0; i < d; i++) weights[i] = StrictMath.exp(theta[i]);
        return new Hyperparameters(weights, StrictMath.exp(theta[d]), StrictMath.exp(theta[d + 1]) + NOISE_FLOOR);
    }

    /** Where a fit without history starts: the prior's middle. */
    static double[] start(int dimensions) {
        double[] theta = new double[dimensions + 2];
        Arrays.fill(theta, 0, dimensions, -2 * middle(dimensions));
        theta[dimensions + 1] = StrictMath.log(START_NOISE);
        return theta;
    }

    static double[] lowest(int dimensions) {
        double[] theta = new double[dimensions + 2];
        Arrays.fill(theta, LOW_WEIGHT);
        theta[dimensions] = LOW_SIGNAL;
        theta[dimensions + 1] = LOW_NOISE;
        return theta;
    }

    static double[] highest(int dimensions) {
        double[] theta = new double[dimensions + 2];
        Arrays.fill(theta, HIGH_WEIGHT);
        theta[dimensions] = HIGH_SIGNAL;
        theta[dimensions + 1] = HIGH_NOISE;
        return theta;
    }

    /** The prior's middle of ln l. */
    private static double middle(int dimensions) {
        return StrictMath.log(MIDDLE) + 0.25 * StrictMath.log(Math.max(1, dimensions));
    }

    /** The negative log prior of theta; adds its gradient by theta. */
    static double prior(double[] theta, double[] gradient) {
        int d = theta.length - 2;
        double middle = middle(d);
        double value = 0;
        for (int i = 0; i < d; i++) {
            double off = -0.5 * theta[i] - middle;
            value += 0.5 * off * off / VARIANCE;
            gradient[i] -= 0.5 * off / VARIANCE;
        }
        double signal = StrictMath.exp(theta[d]);
        value += signal - theta[d];
        gradient[d] += signal - 1;
        double above = StrictMath.exp(theta[d + 1]);
        double noise = above + NOISE_FLOOR;
        value += 30 * noise - 0.1 * StrictMath.log(noise);
        gradient[d + 1] += (30 - 0.1 / noise) * above;
        return value;
    }
}
