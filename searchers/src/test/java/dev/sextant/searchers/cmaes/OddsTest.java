// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OddsTest {
    @Test
    void oddsMoveTowardsTheOptionsOfGoodMembers() {
        double[] moved =
                Odds.moved(new double[] {0.25, 0.5, 0.25}, new double[] {0.6, 0.4, -1}, new int[] {0, 1, 2}, 0.5, 1);
        assertArrayEquals(new double[] {0.25 + 0.5 * (0.6 - 0.25), 0.5 + 0.5 * (0.4 - 0.5), 0.125}, moved, 0.02);
        assertEquals(1, moved[0] + moved[1] + moved[2], 1e-15);
    }

    @Test
    void membersWithoutTheParameterSayNothing() {
        double[] odds = {0.3, 0.7};
        assertArrayEquals(odds, Odds.moved(odds, new double[] {1}, new int[] {-1}, 0.5, 1), 1e-15);
    }

    @Test
    void noneFallsBelowTheMargin() {
        double least = (1 - StrictMath.pow(0.73, 0.5)) / 3;
        double[] odds = Odds.margined(new double[] {1, 0, 0, 0}, 2);
        assertEquals(least, odds[1], 1e-15);
        assertEquals(1 - 3 * least, odds[0], 1e-15);
    }

    @Test
    void anOptionIsDrawnByItsOdds() {
        double[] odds = {0.2, 0.3, 0.5};
        assertEquals(0, Odds.option(odds, 0));
        assertEquals(1, Odds.option(odds, 0.2));
        assertEquals(1, Odds.option(odds, 0.49));
        assertEquals(2, Odds.option(odds, 0.51));
        assertEquals(2, Odds.option(odds, 1 - 0x1p-53));
    }
}
