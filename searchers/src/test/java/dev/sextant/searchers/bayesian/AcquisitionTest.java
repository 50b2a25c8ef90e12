// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcquisitionTest {
    private static final boolean[] CATEGORICAL = {false, false, true};
    private static final Hyperparameters AT = new Hyperparameters(new double[] {4, 9, 1.5}, 1.3, 0.02);

    private static double[][] points(int count, DrawSequence draws) {
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) points[i] = new double[] {draws.uniform(), draws.uniform(), draws.below(3)};
        return points;
    }

    private static Evidence evidence(int completed, int failed, int pending) {
        DrawSequence draws = new Draws(8, completed).of("evidence");
        double[][] x = points(completed, draws);
        double[] y = new double[completed];
        for (int i = 0; i < completed; i++) y[i] = 2 * x[i][0] - x[i][1] + 0.3 * x[i][2] + 0.1 * draws.normal() - 0.7;
        return new Evidence(
                x,
                y,
                new double[completed],
                completed,
                points(failed, draws),
                points(pending, draws),
                new OutputWarp(y));
    }

    @ParameterizedTest(name = "{0} completed, {1} failed, {2} pending")
    @CsvSource({"3, 0, 0", "17, 0, 0", "17, 5, 0", "17, 0, 3", "16, 4, 7", "9, 3, 12", "12, 3, 80"})
    void theGradientIsTheSlope(int completed, int failed, int pending) {
        Acquisition acquisition =
                new Acquisition(evidence(completed, failed, pending), CATEGORICAL, AT, new Draws(1, 1).of("fantasies"));
        DrawSequence draws = new Draws(8, 2).of("where");
        double[] gradient = new double[3];
        for (double[] x : points(30, draws)) {
            acquisition.value(x, gradient);
            assertEquals(acquisition.value(x), acquisition.value(x, gradient));
            for (int d = 0; d < 2; d++) {
                double[] up = x.clone();
                double[] down = x.clone();
                up[d] += 1e-5;
                down[d] -= 1e-5;
                double slope = (acquisition.value(up) - acquisition.value(down)) / 2e-5;
                assertEquals(slope, gradient[d], 2e-5 * Math.max(1, Math.abs(slope)));
            }
            assertEquals(0, gradient[2]);
        }
    }

    @ParameterizedTest(name = "{0} completed, {1} failed, {2} pending")
    @CsvSource({"3, 0, 0", "17, 5, 0", "16, 4, 7", "9, 3, 12", "12, 3, 80"})
    void manyPointsTogetherHaveTheBitsOfEachAlone(int completed, int failed, int pending) {
        Acquisition acquisition =
                new Acquisition(evidence(completed, failed, pending), CATEGORICAL, AT, new Draws(1, 1).of("fantasies"));
        List<double[]> points = List.of(points(301, new Draws(8, 5).of("where")));
        double[] values = acquisition.values(points);
        double[] means = new double[301];
        double[] variances = new double[301];
        acquisition.predict(points, means, variances);
        for (int i = 0; i < 301; i++) {
            assertEquals(acquisition.value(points.get(i)), values[i]);
            assertEquals(acquisition.mean(), means[i]);
            assertEquals(acquisition.variance(), variances[i]);
        }
    }

    @Test
    void aPointUnderWayPromisesLess() {
        Evidence alone = evidence(12, 0, 0);
        double[] x = {0.02, 0.97, 0};
        Evidence busy = new Evidence(
                alone.points(),
                alone.y(),
                alone.extra(),
                12,
                alone.failed(),
                new double[][] {{0.03, 0.96, 0}},
                alone.warp());
        double before = new Acquisition(alone, CATEGORICAL, AT, new Draws(1, 1).of("f")).value(x);
        double after = new Acquisition(busy, CATEGORICAL, AT, new Draws(1, 1).of("f")).value(x);
        assertTrue(after < before - 0.5, before + " became " + after);
    }

    /** Those without fantasies are believed to end at their mean: nothing is left to learn beside them either. */
    @Test
    void ofManyPointsUnderWayEachLowersTheVariance() {
        Evidence evidence = evidence(12, 3, 80);
        Acquisition acquisition = new Acquisition(evidence, CATEGORICAL, AT, new Draws(1, 1).of("f"));
        Acquisition alone = new Acquisition(evidence(12, 3, 0), CATEGORICAL, AT, new Draws(1, 1).of("f"));
        for (double[] x : evidence.pending()) {
            acquisition.predict(x);
            alone.predict(x);
            assertEquals(0, acquisition.variance(), 1e-5);
            assertEquals(alone.mean(), acquisition.mean(), 1e-9);
            assertEquals(alone.deviation(), acquisition.deviation(), 1e-6);
        }
    }

    /** Against brute force: refit on data and each fantasy as if it were observed, and average the improvements. */
    @Test
    void fantasiesAreTheAverageOverRefittedProcesses() {
        Evidence evidence = evidence(10, 0, 2);
        Acquisition acquisition = new Acquisition(evidence, CATEGORICAL, AT, new Draws(1, 1).of("f"));
        double[] diagonal = new double[12];
        java.util.Arrays.fill(diagonal, 0, 10, AT.noise());
        java.util.Arrays.fill(diagonal, 10, 12, Hyperparameters.NOISE_FLOOR);
        double[][] all = evidence.all();
        GaussianProcess whole = new GaussianProcess(Kernel.MATERN_52, all, CATEGORICAL, AT, diagonal);
        Evidence dataOnly = evidence(10, 0, 0);
        Acquisition given = new Acquisition(dataOnly, CATEGORICAL, AT, new Draws(1, 1).of("f"));
        double[] means = new double[2];
        for (int r = 0; r < 2; r++) {
            given.predict(all[10 + r]);
            means[r] = given.mean();
        }
        Fantasies fantasies = Fantasies.of(whole, 10, means, acquisition.incumbent(), new Draws(1, 1).of("f"));
        Inputs inputs = new Inputs(all, CATEGORICAL, AT.weights());
        for (double[] x : points(10, new Draws(8, 3).of("where"))) {
            double[] k = new double[12];
            double[] squared = new double[12];
            inputs.distances(x, squared);
            Kernel.MATERN_52.fill(squared, 0, 12, k, new double[12]);
            for (int i = 0; i < 12; i++) k[i] *= AT.signal();
            double explained = 0;
            double[] weights = whole.solve(k);
            for (int i = 0; i < 12; i++) explained += k[i] * weights[i];
            double deviation = Math.sqrt(AT.signal() - explained);
            double sum = 0;
            for (int s = 0; s < fantasies.best().length; s++) {
                double[] y = java.util.Arrays.copyOf(evidence.y(), 12);
                for (int r = 0; r < 2; r++) {
                    y[10 + r] = means[r];
                    for (int c = 0; c <= r; c++)
                        y[10 + r] += whole.factor[10 + c][10 + r] * fantasies.samples()[c][s];
                }
                double mean = 0;
                for (int i = 0; i < 12; i++) mean += weights[i] * y[i];
                double best = Math.min(acquisition.incumbent(), Math.min(y[10], y[11]));
                sum += deviation
                        * StrictMath.exp(dev.sextant.searchers.math.NormalFunctions.logImprovement(
                                (best - mean) / deviation, new double[2]));
            }
            assertEquals(StrictMath.log(sum / fantasies.best().length), acquisition.value(x), 1e-6);
        }
    }

    @Test
    void beyondFailuresLittleIsPromised() {
        Evidence base = evidence(12, 0, 0);
        double[][] failed = {{0.9, 0.9, 1}, {0.95, 0.9, 1}, {0.9, 0.95, 1}};
        Evidence warned = new Evidence(base.points(), base.y(), base.extra(), 12, failed, base.pending(), base.warp());
        double[] x = {0.92, 0.92, 1};
        double before = new Acquisition(base, CATEGORICAL, AT, new Draws(1, 1).of("f")).value(x);
        double after = new Acquisition(warned, CATEGORICAL, AT, new Draws(1, 1).of("f")).value(x);
        assertTrue(after < before - 1.5, before + " became " + after);
    }
}
