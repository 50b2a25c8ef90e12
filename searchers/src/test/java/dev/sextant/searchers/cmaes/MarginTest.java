// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Domain;
import dev.sextant.searchers.math.NormalFunctions;
import org.junit.jupiter.api.Test;

class MarginTest {
    private static final double ALPHA = 0.05;

    private final double[] mean = new double[1];
    private final double[] margins = new double[1];

    private void correct(double m, double from, double to, double spread) {
        mean[0] = m;
        margins[0] = 1;
        Margin.correct(0, new Domain.Share(from, to), mean, margins, spread, ALPHA);
    }

    private double below(double edge, double spread) {
        return NormalFunctions.cdf((edge - mean[0]) / (spread * margins[0]));
    }

    @Test
    void aDrawLeavesTheMiddlesCellToEitherSideWithHalfTheMargin() {
        correct(0.5, 0.4, 0.6, 0.001);
        assertEquals(0.5, mean[0], 1e-12);
        assertEquals(ALPHA / 2, below(0.4, 0.001), 1e-12);
        assertEquals(1 - ALPHA / 2, below(0.6, 0.001), 1e-12);
    }

    @Test
    void theNearerSideKeepsWhatItHas() {
        correct(0.59, 0.4, 0.6, 0.01);
        double above = 1 - below(0.6, 0.01);
        assertEquals(ALPHA / 2, below(0.4, 0.01), 1e-12);
        // 0.1587 gives the other side's share in proportion to what it has beyond its own.
        assertTrue(above > 0.15 && above < 0.159, "above " + above);
    }

    @Test
    void atTheEndsTheMeanComesNearTheEdge() {
        correct(0.02, 0, 0.25, 0.001);
        assertEquals(1 - ALPHA, below(0.25, 0.001), 1e-12);
        correct(0.98, 0.75, 1, 0.001);
        assertEquals(ALPHA, below(0.75, 0.001), 1e-12);
        assertEquals(1, margins[0]);
    }

    @Test
    void whatIsWideEnoughIsLeftAlone() {
        correct(0.5, 0.4, 0.6, 0.2);
        assertEquals(0.5, mean[0]);
        assertEquals(1, margins[0]);
        correct(0.1, 0, 0.25, 0.2);
        assertEquals(0.1, mean[0]);
    }
}
