// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputWarpTest {
    private static double[] skewed(int n, double scale) {
        DrawSequence draws = new Draws(2, n).of("values");
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = scale * StrictMath.exp(draws.normal());
        return values;
    }

    @Test
    void warpedValuesAreStandardisedAndInOrder() {
        for (int n : new int[] {2, 5, 6, 40})
            for (double scale : new double[] {1, 1e18, -1e-300, 1e305}) {
                double[] values = skewed(n, scale);
                OutputWarp warp = new OutputWarp(values);
                Arrays.sort(values);
                double[] warped = Arrays.stream(values).map(warp::apply).toArray();
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < n; i++) {
                    sum += warped[i];
                    squares += warped[i] * warped[i];
                    assertTrue(i == 0 || warped[i] >= warped[i - 1]);
                }
                assertEquals(0, sum / n, 1e-9, n + " values of size " + scale);
                assertEquals(1, squares / n, 1e-9, n + " values of size " + scale);
            }
    }

    @Test
    void invertUndoesApply() {
        double[] values = skewed(30, 3);
        OutputWarp warp = new OutputWarp(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < 27; i++) assertEquals(sorted[i], warp.invert(warp.apply(sorted[i])), 1e-9 * sorted[i]);
        assertTrue(Double.isFinite(warp.invert(1e9)) && Double.isFinite(warp.invert(-1e9)));
    }

    @Test
    void aSkewToTheRightGetsAnExponentBelowOneAndNoSkewAboutOne() {
        assertTrue(new OutputWarp(skewed(200, 1)).exponent() < 0.2);
        DrawSequence draws = new Draws(3, 0).of("values");
        double[] normal = new double[400];
        for (int i = 0; i < normal.length; i++) normal[i] = draws.normal();
        assertEquals(1, new OutputWarp(normal).exponent(), 0.15);
    }

    @Test
    void anOutlierOnTheBadSideIsDrawnInAndOnTheGoodSideNot() {
        double[] values = {1, 2, 3, 4, 5, 1e18};
        OutputWarp warp = new OutputWarp(values);
        assertEquals(warp.apply(1e18), warp.apply(4.75 + 3 * 2.5)); // quartiles 2.25 and 4.75
        assertTrue(warp.apply(1e18) - warp.apply(5) < 2);
        assertTrue(warp.apply(-1e6) < warp.apply(-1e5));
    }

    @Test
    void equalValuesWarpToZero() {
        OutputWarp warp = new OutputWarp(new double[] {7, 7, 7, 7, 7, 7, 7});
        assertEquals(0, warp.apply(7));
        assertEquals(7, warp.invert(0));
    }
}
