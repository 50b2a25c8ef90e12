// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlanceTest {
    private static final boolean[] CATEGORICAL = {false, false, true};
    private static final Hyperparameters AT = new Hyperparameters(new double[] {4, 9, 1.5}, 1.3, 0.02);

    private static Evidence evidence(int completed, int failed, int pending) {
        DrawSequence draws = new Draws(9, completed).of("evidence");
        double[][] points = new double[completed + failed + pending][];
        for (int i = 0; i < points.length; i++)
            points[i] = new double[] {draws.uniform(), draws.uniform(), draws.below(3)};
        double[] y = new double[completed];
        for (int i = 0; i < completed; i++) y[i] = 2 * points[i][0] - points[i][1] + 0.3 * points[i][2] - 0.7;
        return new Evidence(
                java.util.Arrays.copyOf(points, completed),
                y,
                new double[completed],
                completed,
                java.util.Arrays.copyOfRange(points, completed, completed + failed),
                java.util.Arrays.copyOfRange(points, completed + failed, points.length),
                new OutputWarp(y));
    }

    private static Glance glance(Evidence evidence, double incumbent) {
        return new Glance(evidence, new Inputs(evidence.all(), CATEGORICAL, AT.weights()), AT, incumbent);
    }

    @ParameterizedTest(name = "{0} completed, {1} failed, {2} pending")
    @CsvSource({"2, 0, 0", "24, 0, 0", "15, 5, 6"})
    void whereAllTrialsAreNearItIsTheWholeProcess(int completed, int failed, int pending) {
        Evidence evidence = evidence(completed, failed, pending);
        Acquisition whole = new Acquisition(evidence, CATEGORICAL, AT, new Draws(1, 1).of("fantasies"));
        Glance glance = glance(evidence, whole.incumbent());
        DrawSequence draws = new Draws(9, 5).of("where");
        for (int i = 0; i < 50; i++) {
            double[] x = {draws.uniform(), draws.uniform(), draws.below(3)};
            double promised = whole.value(x);
            double glanced = glance.value(x);
            assertEquals(whole.mean(), glance.mean(), 1e-9);
            assertEquals(whole.variance(), glance.variance(), 1e-9);
            // Fantasies of pending results are not in a glance.
            if (pending == 0) assertEquals(promised, glanced, 1e-7 * Math.max(1, Math.abs(promised)));
        }
    }

    @Test
    void farTrialsHardlyMatter() {
        Evidence evidence = evidence(200, 0, 0);
        Acquisition whole = new Acquisition(evidence, CATEGORICAL, AT, new Draws(1, 1).of("fantasies"));
        Glance glance = glance(evidence, whole.incumbent());
        DrawSequence draws = new Draws(9, 6).of("where");
        double worst = 0;
        for (int i = 0; i < 100; i++) {
            double[] x = {draws.uniform(), draws.uniform(), draws.below(3)};
            whole.predict(x);
            glance.predict(x);
            worst = Math.max(worst, Math.abs(whole.mean() - glance.mean()));
        }
        assertTrue(worst < 0.05, "worst mean off by " + worst);
    }

    @Test
    void identicalTrialsWithoutNoiseAreSteadied() {
        double[] y = {1, 1, 1};
        Evidence same = new Evidence(
                new double[][] {{.5, .5, 0}, {.5, .5, 0}, {.5, .5, 0}},
                y,
                new double[3],
                3,
                new double[0][],
                new double[0][],
                new OutputWarp(y));
        Hyperparameters quiet = new Hyperparameters(AT.weights(), 1, 0);
        Glance glance = new Glance(same, new Inputs(same.all(), CATEGORICAL, AT.weights()), quiet, 0);
        assertTrue(Double.isFinite(glance.value(new double[] {.4, .5, 0})));
    }
}
