// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.searchers.math.Cholesky;
import dev.sextant.searchers.math.Dots;
import dev.sextant.searchers.math.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
    private static double[][] points(JsonNode rows) {
        double[][] points = new double[rows.size()][];
        for (int i = 0; i < points.length; i++) points[i] = Golden.doubles(rows.get(i));
        return points;
    }

    private static Kernel kernel(String name) {
        return switch (name) {
            case "matern52" -> Kernel.MATERN_52;
            case "matern32" -> Kernel.MATERN_32;
            case "rbf" -> Kernel.SQUARED_EXPONENTIAL;
            default -> throw new AssertionError(name);
        };
    }

    @Test
    void posteriorAndMarginalLikelihoodAreTheReference() {
        JsonNode cases =
                Golden.read(GaussianProcessTest.class, "gaussian_process.json").get("cases");
        assertEquals(5, cases.size());
        for (JsonNode one : cases) {
            Kernel kernel = kernel(one.get("kernel").textValue());
            double[] lengthscales = Golden.doubles(one.get("lengthscales"));
            double signal = one.get("signal_variance").doubleValue();
            double noise = one.get("noise_variance").doubleValue();
            double[] weights = Arrays.stream(lengthscales).map(l -> 1 / (l * l)).toArray();
            Hyperparameters at = new Hyperparameters(weights, signal, noise);
            double[][] x = points(one.get("x"));
            double[] y = Golden.doubles(one.get("y"));
            int n = x.length;
            int d = weights.length;
            boolean[] categorical = new boolean[d];

            double[] gradient = new double[d + 2];
            double value = new MarginalLikelihood(kernel, x, categorical, y, new double[n]).negativeLog(at, gradient);
            Golden.near(one.get("log_marginal_likelihood").doubleValue(), -value, 1e-7, kernel + " likelihood");
            double[] expected = Golden.doubles(one.get("grad_log_theta"));
            Golden.near(expected[0], -gradient[d], 1e-7, kernel + " by signal");
            for (int k = 0; k < d; k++)
                Golden.near(expected[1 + k], 2 * gradient[k], 1e-7, kernel + " by lengthscale " + k);
            Golden.near(expected[d + 1], -gradient[d + 1], 1e-7, kernel + " by noise");

            double[] diagonal = new double[n];
            Arrays.fill(diagonal, noise);
            GaussianProcess process = new GaussianProcess(kernel, x, categorical, at, diagonal);
            double[] alpha = process.solve(y);
            Inputs inputs = new Inputs(x, categorical, weights);
            double[][] star = points(one.get("x_star"));
            double[] mean = Golden.doubles(one.get("mean"));
            double[] deviation = Golden.doubles(one.get("std_latent"));
            for (int i = 0; i < star.length; i++) {
                double[] k = new double[n];
                double[] squared = new double[n];
                inputs.distances(star[i], squared);
                kernel.fill(squared, 0, n, k, new double[n]);
                for (int j = 0; j < n; j++) k[j] *= signal;
                double[] v = new double[n];
                Cholesky.lowerTimes(process.upper, n, k, v);
                Golden.near(mean[i], Dots.dot(0, alpha, 0, k, 0, n), 1e-7, kernel + " mean " + i);
                Golden.near(
                        deviation[i], Math.sqrt(signal - Dots.dot(0, v, 0, v, 0, n)), 1e-7, kernel + " deviation " + i);
            }
        }
    }

    @Test
    void theLikelihoodsGradientIsItsSlopeWithCategoriesAndExtraNoise() {
        DrawSequence draws = new Draws(4, 4).of("points");
        int n = 13;
        boolean[] categorical = {false, true, false};
        double[][] x = new double[n][];
        double[] y = new double[n];
        double[] extra = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {draws.uniform(), draws.below(3), draws.uniform()};
            y[i] = draws.normal();
            extra[i] = i % 4 == 0 ? 0.3 : 0;
        }
        MarginalLikelihood likelihood = new MarginalLikelihood(Kernel.MATERN_52, x, categorical, y, extra);
        double[] theta = {0.7, -0.4, 1.9, 0.3, -2};
        double[] gradient = new double[5];
        prior(likelihood, theta, gradient);
        for (int k = 0; k < 5; k++) {
            double[] up = theta.clone();
            double[] down = theta.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double slope = (prior(likelihood, up, new double[5]) - prior(likelihood, down, new double[5])) / 2e-5;
            assertEquals(slope, gradient[k], 1e-7 * Math.max(1, Math.abs(slope)), "theta " + k);
        }
    }

    /** The fit's objective. */
    private static double prior(MarginalLikelihood likelihood, double[] theta, double[] gradient) {
        Hyperparameters at = Hyperparameters.of(theta);
        double value = likelihood.negativeLog(at, gradient);
        gradient[gradient.length - 1] *= (at.noise() - Hyperparameters.NOISE_FLOOR) / at.noise();
        return value + Hyperparameters.prior(theta, gradient);
    }

    @Test
    void aFitFindsWhichDimensionMatters() {
        int n = 30;
        DrawSequence draws = new Draws(4, 5).of("points");
        double[][] x = new double[n][];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {draws.uniform(), draws.uniform()};
            y[i] = 3 * (x[i][0] - 0.4) * (x[i][0] - 0.4) * 4 - 1;
        }
        double[] theta = GaussianProcess.fit(
                new MarginalLikelihood(Kernel.MATERN_52, x, new boolean[2], y, new double[n]), 2, null, 0, 40);
        assertTrue(theta[0] > theta[1] + 2, Arrays.toString(theta));
        assertTrue(Hyperparameters.of(theta).noise() < 1e-3, Arrays.toString(theta));
    }

    @Test
    void identicalPointsWithoutNoiseAreSteadied() {
        double[][] same = {{0.5}, {0.5}, {0.5}};
        GaussianProcess process = new GaussianProcess(
                Kernel.MATERN_52, same, new boolean[1], new Hyperparameters(new double[] {1}, 1, 0), new double[3]);
        for (double value : process.solve(new double[] {1, 1, 1})) assertTrue(Double.isFinite(value));
    }
}
