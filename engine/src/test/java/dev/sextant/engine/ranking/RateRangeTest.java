// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Studies of one schedule, one letter a trial in order of learning rate: t trained, d diverged, p pruned. */
class RateRangeTest {
    private static double threshold(String endings, double... rates) {
        SmallStudy study = new SmallStudy();
        for (int i = 0; i < rates.length; i++)
            study.search(
                    rates[i],
                    "step",
                    switch (endings.charAt(i)) {
                        case 'd' -> SmallStudy.diverged(1);
                        case 'p' -> SmallStudy.pruned(0.5);
                        default -> SmallStudy.completed(0.1);
                    });
        return RateRange.divergesAbove(study.rank().trials());
    }

    @Test
    void aCleanSplitLiesInTheGeometricMiddle() {
        assertEquals(0.2, threshold("ttdd", 0.01, 0.1, 0.4, 0.5), 1e-15);
        assertEquals(0.2, threshold("dtpd", 0.5, 0.01, 0.1, 0.4), 1e-15);
    }

    @Test
    void oneExceptionOnEitherSideDoesNotMoveIt() {
        assertEquals(0.2, threshold("tdttddd", 0.01, 0.02, 0.05, 0.1, 0.4, 0.5, 0.6), 1e-15);
        assertEquals(0.2, threshold("tttddtd", 0.01, 0.02, 0.1, 0.4, 0.5, 0.6, 0.7), 1e-15);
    }

    @Test
    void amongEqualSplitsTheLowestCounts() {
        assertEquals(Math.sqrt(0.1 * 0.2), threshold("tdtdd", 0.1, 0.2, 0.3, 0.4, 0.5), 1e-15);
    }

    @Test
    void nothingDivergedGivesNone() {
        assertTrue(Double.isNaN(threshold("ttt", 0.01, 0.1, 0.4)));
        assertTrue(Double.isNaN(threshold("")));
    }

    @Test
    void divergenceBelowTrainedRatesIsNotAThreshold() {
        assertTrue(Double.isNaN(threshold("dttt", 0.01, 0.1, 0.4, 0.5)));
        assertTrue(Double.isNaN(threshold("tdt", 0.01, 0.1, 0.4)));
    }

    @Test
    void whereEverythingDivergedTheSmallestRateIsTheThreshold() {
        assertEquals(0.1, threshold("ddd", 0.4, 0.1, 0.5));
    }

    @Test
    void equalRatesAreNotSplit() {
        assertEquals(Math.sqrt(0.1 * 0.4), threshold("ttdtd", 0.05, 0.1, 0.4, 0.4, 0.4), 1e-15);
    }
}
