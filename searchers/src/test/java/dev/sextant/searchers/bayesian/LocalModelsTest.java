// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;

class LocalModelsTest {
    private static final boolean[] NUMERIC = {false, false};
    private static final Hyperparameters AT = new Hyperparameters(new double[] {9, 9}, 1, 0.001);

    private static Evidence evidence(int completed) {
        DrawSequence draws = new Draws(2, completed).of("evidence");
        double[][] points = new double[completed][];
        double[] y = new double[completed];
        for (int i = 0; i < completed; i++) {
            points[i] = new double[] {draws.uniform(), draws.uniform()};
            y[i] = 4 * (points[i][0] - .3) * (points[i][0] - .3) + points[i][1] - .8;
        }
        return new Evidence(
                points,
                y,
                new double[completed],
                completed,
                new double[0][],
                new double[][] {{.6, .1}},
                new OutputWarp(y));
    }

    private static LocalModels models(int completed) {
        return new LocalModels(evidence(completed), NUMERIC, AT, new Draws(1, 1));
    }

    @Test
    void whereEverythingIsNearTheModelIsTheWholeProcess() {
        Evidence evidence = evidence(270);
        Acquisition whole = new Acquisition(evidence, NUMERIC, AT, new Draws(1, 1).of("bayesian.fantasies"));
        LocalModels models = models(270);
        double[] x = {.8, .9};
        assertEquals(whole.value(x), models.near(x).value(x));
        assertEquals(whole.bestMean(), models.bestMean());
        assertArrayEquals(whole.bestPoint(), models.bestPoint());
    }

    @Test
    void placesCloseTogetherShareAModelAndFarOnesDoNot() {
        LocalModels models = models(3000);
        Acquisition here = models.near(new double[] {.9, .9});
        assertSame(here, models.near(new double[] {.901, .9}));
        assertNotSame(here, models.near(new double[] {.1, .9}));
        assertSame(here, models.near(new double[] {.9, .9}));
    }

    @Test
    void improvementsCountFromTheSameValueEverywhere() {
        LocalModels models = models(3000);
        assertEquals(
                models.near(new double[] {.9, .9}).incumbent(),
                models.near(new double[] {.1, .9}).incumbent());
    }
}
