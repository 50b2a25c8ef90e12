// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RateResamplesTest {
    private static final double WIDER_OF_THREE = Math.sqrt(1.5) * 4.302652729911275 / 1.959963984540054;

    @Test
    void theMiddleIsOfTheBestRootOfTheTrials() {
        assertEquals(3, RateResamples.best(4));
        assertEquals(5, RateResamples.best(25));
        assertEquals(6, RateResamples.best(26));
        assertEquals(2, RateResamples.best(2));
        double[] rates = {0.01, 0.1, 1, 1e-4, 1e-4, 1e-4};
        assertEquals(0.1, RateResamples.middle(rates, true), 1e-12);
        assertEquals(0.37, RateResamples.middle(rates, false), 1e-12);
    }

    /** The smallest ranks drawn one by one are those of trials drawn one by one. */
    @Test
    void theyAreDistributedAsTrialsDrawnWithReplacement() {
        int n = 9;
        double[] rates = new double[n];
        for (int i = 0; i < n; i++) rates[i] = 1000 + i;
        double[] resamples = RateResamples.of(rates, false, new Draws(7, 0).of("resamples"));
        DrawSequence draws = new Draws(7, 0).of("plain");
        int rounds = 200_000;
        double mean = 0;
        double square = 0;
        for (int j = 0; j < rounds; j++) {
            int[] ranks = new int[n];
            for (int i = 0; i < n; i++) ranks[i] = draws.below(n);
            Arrays.sort(ranks);
            double middle = 1001 + WIDER_OF_THREE * ((ranks[0] + ranks[1] + ranks[2]) / 3.0 - 1);
            double kept = Math.clamp(middle, 1000, 1008);
            mean += kept / rounds;
            square += kept * kept / rounds;
        }
        double deviation = Math.sqrt(square - mean * mean);
        assertEquals(mean, Arrays.stream(resamples).average().orElse(0), 3 * deviation / Math.sqrt(resamples.length));
        double found = 0;
        for (double one : resamples) found += (one - mean) * (one - mean) / resamples.length;
        assertEquals(deviation, Math.sqrt(found), 0.06 * deviation);
    }

    @Test
    void noneLiesBeyondTheRatesThatWereTried() {
        double[] rates = {0.5, 0.4, 1e-3, 0.3, 0.2, 0.9};
        for (double one : RateResamples.of(rates, true, new Draws(1, 0).of("resamples")))
            assertTrue(1e-3 * (1 - 1e-12) <= one && one <= 0.9 * (1 + 1e-12), "resample " + one);
    }

    @Test
    void aContrastCountsDrawsAndHalvesTies() {
        RateContrast contrast = RateContrast.of("a", new double[] {1, 1, 4, 2}, "b", new double[] {2, 1, 8, 4}, 1);
        assertEquals("b", contrast.larger());
        assertEquals("a", contrast.smaller());
        assertEquals(3.5 / 4, contrast.share());
        assertEquals(2, contrast.ratio(), 1e-12);
        assertEquals(1, contrast.low());
        assertFalse(contrast.sure());
    }

    @Test
    void aRateThatIsNotAboveZeroHasNoRatio() {
        RateContrast contrast = RateContrast.of("a", new double[] {1, 1}, "b", new double[] {0, 0}, 1);
        assertEquals("a", contrast.larger());
        assertTrue(Double.isNaN(contrast.ratio()));
        assertTrue(Double.isNaN(contrast.low()));
    }

    @Test
    void ofManyPairsEachMustBeSurer() {
        double[] ones = new double[2000];
        double[] others = new double[2000];
        Arrays.fill(others, 2);
        for (int i = 0; i < 40; i++) ones[i] = 3;
        assertTrue(RateContrast.of("a", ones, "b", others, 1).sure());
        assertFalse(RateContrast.of("a", ones, "b", others, 3).sure());
    }
}
