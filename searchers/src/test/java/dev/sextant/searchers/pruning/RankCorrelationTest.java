// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    /** By hand: ranks 2, 1, 4, 5, 3 lie 1, 1, 1, 1 and 2 from 1 … 5; 1 − 6 · 8 / (5 · 24) is 0.6. */
    @Test
    void isOneLessSixTimesTheSquaredRankDifferences() {
        double[] first = {1, 2, 3, 4, 5};
        assertEquals(0.6, RankCorrelation.spearman(first, new double[] {20, 10, 40, 50, 30}), 1e-15);
        assertEquals(1, RankCorrelation.spearman(first, new double[] {-9, -3, 0, 1e300, Double.POSITIVE_INFINITY}));
        assertEquals(-1, RankCorrelation.spearman(first, new double[] {5, 4, 3, 2, 1}));
    }

    /** Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 · 5). */
    @Test
    void tiesShareTheMiddleOfTheirRanks() {
        assertEquals(
                4.5 / Math.sqrt(22.5),
                RankCorrelation.spearman(new double[] {1, 7, 7, 9}, new double[] {2, 3, 5, 8}),
                1e-15);
    }

    @Test
    void whatDoesNotVaryForetellsNothing() {
        assertEquals(0, RankCorrelation.spearman(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
        assertEquals(0, RankCorrelation.spearman(new double[] {0, 1, 2}, new double[] {3, 3, 3}));
    }
}
