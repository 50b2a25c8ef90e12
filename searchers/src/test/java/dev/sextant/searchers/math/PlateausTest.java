// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PlateausTest {
    private static final boolean[] NUMBERS = {false, false};

    private static double radius(int n, ToDoubleFunction<double[]> response) {
        DrawSequence draws = new Draws(5, 0).of("points");
        double[][] points = new double[n][];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = new double[] {draws.uniform(), draws.uniform()};
            y[i] = response.applyAsDouble(points[i]);
        }
        return Math.sqrt(Plateaus.squaredRadius(points, y, NUMBERS));
    }

    @Test
    void aResponseWithoutTiesIsNowhereFlat() {
        assertEquals(0, radius(100, x -> x[0] + x[1]));
    }

    @Test
    void cellsAreFlatAboutAsFarAsTheyAreWide() {
        double radius = radius(100, x -> Math.floor(5 * x[0]) + 10 * Math.floor(5 * x[1]));
        assertTrue(0.1 < radius && radius < 0.25, "radius " + radius);
    }

    @Test
    void valuesThatWereDrawnInToTheLargestTellNothing() {
        assertEquals(0, radius(100, x -> Math.min(x[0] + x[1], 0.4)));
    }

    @Test
    void tiesAmongPointsFarApartAreChance() {
        assertEquals(0, radius(100, x -> Math.floor(1e6 * x[0]) % 20), 0.05);
    }

    @Test
    void theSameConfigurationAgainTellsNothing() {
        double[][] points = {{0.1, 0.2}, {0.1, 0.2}, {0.1, 0.2}, {0.9, 0.9}};
        assertEquals(0, Plateaus.squaredRadius(points, new double[] {1, 1, 1, 2}, NUMBERS));
        assertEquals(0, Plateaus.squaredRadius(new double[0][], new double[0], NUMBERS));
    }
}
