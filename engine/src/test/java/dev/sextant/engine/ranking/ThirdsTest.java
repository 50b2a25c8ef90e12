// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThirdsTest {
    @Test
    void aThirdOfADecadeHoldsWhatLiesBetweenItsEdges() {
        for (double rate : new double[] {1e-4, 2.1e-4, 2.2e-4, 4.7e-4, 0.99, 1, 1e-300, Double.MIN_VALUE, 1e300}) {
            int third = Thirds.of(rate);
            assertTrue(Thirds.edge(third) <= rate && rate < Thirds.edge(third + 1), () -> rate + " in " + third);
            assertTrue(Thirds.of(Math.nextUp(rate)) >= third);
        }
        assertEquals(0, Thirds.of(1));
        assertEquals(-1, Thirds.of(Math.nextDown(1.0)));
        assertEquals(-12, Thirds.of(1e-4));
        assertEquals(1, Thirds.of(2.16));
    }

    @Test
    void theLastOfARangeThatEndsOnAnEdgeIsTheOneBelowIt() {
        assertEquals(-1, Thirds.last(1e-4, 1));
        assertEquals(0, Thirds.last(1e-4, 1.1));
        assertEquals(0, Thirds.last(1, 1));
    }
}
