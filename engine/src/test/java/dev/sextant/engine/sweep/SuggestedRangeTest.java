// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestedRangeTest {
    @Test
    void goesFromBelowTheValleyToHalfWayBetweenTheLeastLossAndTheEnd() {
        LearningRateSweep sweep = Curves.noisy();
        // valley 0.001202 / 5; √(0.5248 · 4.786) = 1.585
        assertEquals(new SuggestedRange(2.4e-4, 1.6), SuggestedRange.of(List.of(sweep)));
    }

    @Test
    void holdsWhatSuitsAnyOfTheSweeps() {
        LearningRateSweep early = Curves.byRates(SweepRange.DEFAULT, rate -> loss(rate, 1e-3));
        LearningRateSweep late = Curves.byRates(SweepRange.DEFAULT, rate -> loss(rate, 1e-1));
        SuggestedRange low = SuggestedRange.of(List.of(early));
        SuggestedRange high = SuggestedRange.of(List.of(late));
        assertTrue(low.low() < high.low() && low.high() < high.high(), low + " " + high);
        assertEquals(new SuggestedRange(low.low(), high.high()), SuggestedRange.of(List.of(early, late)));
        assertEquals(new SuggestedRange(low.low(), high.high()), SuggestedRange.of(List.of(late, early)));
    }

    private static double loss(double rate, double good) {
        return 1 + 2 / (1 + rate / good) + (rate / good / 20) * (rate / good / 20);
    }

    @Test
    void whereNothingFallsEveryRateBeforeTheEndIsKept() {
        assertEquals(
                new SuggestedRange(1e-7, 10), SuggestedRange.of(List.of(Curves.bySteps(SweepRange.DEFAULT, _ -> 1))));
        LearningRateSweep ended = Curves.byRates(SweepRange.DEFAULT, rate -> rate < 1e-3 ? 1 : Double.NaN);
        SuggestedRange range = SuggestedRange.of(List.of(ended));
        assertEquals(1e-7, range.low());
        assertEquals(ended.divergedAt(), range.high(), 1e-4);
    }

    @Test
    void isARangeWithinTheSweepWhateverTheCurve() {
        for (int seed = 0; seed < 500; seed++) {
            DrawSequence draws = new Draws(seed, 0).of("curve");
            double from = StrictMath.pow(10, -9 + 8 * draws.uniform());
            double to = from * (1 + StrictMath.pow(10, -3 + 8 * draws.uniform()));
            SweepRange swept = new SweepRange(from, to, 6 + draws.below(120));
            double ends = draws.uniform() * 1.3;
            LearningRateSweep sweep = Curves.bySteps(
                    swept, step -> step > ends * swept.steps() ? Double.NaN : 1 + draws.uniform() - 0.01 * step);
            SuggestedRange range = SuggestedRange.of(List.of(sweep));
            String shown = "seed " + seed + ": " + range + " of " + swept;
            assertTrue(from <= range.low() && range.low() < range.high() && range.high() <= to, shown);
            assertTrue(range.high() / range.low() >= Math.min(100, to / from) * (1 - 1e-12), shown);
        }
    }

    @Test
    void isWidenedToHoldOtherRates() {
        SuggestedRange range = new SuggestedRange(1e-3, 1);
        assertEquals(range, range.holding(List.of()));
        assertEquals(range, range.holding(List.of(0.01)));
        assertEquals(new SuggestedRange(1e-4, 2), range.holding(List.of(1e-4, 0.5, 2.0)));
    }

    @Test
    void whatIsNoRangeIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new SuggestedRange(2, Double.NaN));
        assertEquals("low (2.0) must be above 0 and below high (NaN)", refused.getMessage());
    }
}
