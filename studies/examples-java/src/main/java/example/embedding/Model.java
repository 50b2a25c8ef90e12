// SPDX-License-Identifier: Apache-2.0
package example.embedding;

import java.util.Random;

/**
 * Stands for whatever a program trains: a cubic, fitted to 60 noisy points of a sine by stochastic gradient descent with
 * momentum. All its chance is in the seed, so that a trial that is run again comes to the same.
 */
final class Model {
    private static final int POINTS = 60;

    private final double learningRate;
    private final double momentum;
    private final Random chance;
    private final double[] x = new double[POINTS];
    private final double[] y = new double[POINTS];
    private final double[] weights = new double[4];
    private final double[] velocity = new double[4];

    Model(double learningRate, double momentum, int seed) {
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.chance = new Random(seed);
        for (int i = 0; i < POINTS; i++) {
            x[i] = 2 * chance.nextDouble() - 1;
            y[i] = StrictMath.sin(3 * x[i]) + 0.1 * chance.nextGaussian();
        }
    }

    /** One pass over the points; the mean squared error after it. */
    double epoch() {
        for (int i = 0; i < POINTS; i++) {
            int point = chance.nextInt(POINTS);
            double error = at(x[point]) - y[point];
            double power = 1;
            for (int k = 0; k < weights.length; k++) {
                velocity[k] = momentum * velocity[k] - learningRate * error * power;
                weights[k] += velocity[k];
                power *= x[point];
            }
        }
        double sum = 0;
        for (int i = 0; i < POINTS; i++) sum += (at(x[i]) - y[i]) * (at(x[i]) - y[i]);
        return sum / POINTS;
    }

    private double at(double input) {
        return weights[0] + input * (weights[1] + input * (weights[2] + input * weights[3]));
    }
}
