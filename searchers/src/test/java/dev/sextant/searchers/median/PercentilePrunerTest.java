// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.searchers.pruning.SeenTrials;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PercentilePrunerTest extends PrunerContract {
    @Override
    protected PrunerFactory factory() {
        return new PercentilePrunerFactory();
    }

    private static double threshold(double percentile, double... values) {
        SeenTrials seen = new SeenTrials();
        for (double value : values) seen.flat(value, 9);
        Rung rung = seen.plan(
                        new PercentilePrunerFactory(),
                        "{\"percentile\": %s, \"afterTrials\": 1}".formatted(percentile),
                        9)
                .rungs()
                .getFirst();
        return rung.threshold();
    }

    /** By NumPy's percentile([1, 2, 4, 8, 16], q). */
    @Test
    void isInterpolatedBetweenTheValuesBesideIt() {
        double[] values = {16, 1, 4, 8, 2};
        assertEquals(2, threshold(25, values));
        assertEquals(4, threshold(50, values));
        assertEquals(1.4, threshold(10, values), 1e-15);
        assertEquals(12.8, threshold(90, values), 1e-14);
        assertEquals(7, threshold(33, 7), "the only value");
    }

    @Test
    void theBestQuarterGoesOnWhereTheStudyDoesNotSay() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 9; i++) seen.flat(i, 9);
        assertEquals(
                new Rung(1, 2, 9),
                seen.plan(new PercentilePrunerFactory(), "{}", 9).rungs().getFirst());
    }

    @Test
    void equalValuesAreNotMovedByRounding() {
        double third = 1.0 / 3;
        for (int count = 1; count < 20; count++) { // with five control trials that are all equal the rung is off
            double[] values = new double[count];
            Arrays.fill(values, third);
            for (double q : new double[] {0.1, 10, 33.3, 50, 70, 99.9}) assertEquals(third, threshold(q, values));
        }
    }

    @Test
    void agreesWithSortingEverything() {
        for (int round = 0; round < 200; round++) {
            DrawSequence draws = new Draws(20261120, round).of("values");
            double[] values = new double[1 + draws.below(60)];
            for (int i = 0; i < values.length; i++) values[i] = draws.below(2) == 0 ? draws.below(5) : draws.normal();
            double q = 100 * draws.uniform();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double place = (values.length - 1) * q / 100;
            int below = (int) place;
            double next = sorted[Math.min(below + 1, sorted.length - 1)];
            double expected = sorted[below] + (place - below) * (next - sorted[below]);
            assertEquals(expected, threshold(q, values), 1e-12, "seed 20261120, round " + round);
        }
    }
}
