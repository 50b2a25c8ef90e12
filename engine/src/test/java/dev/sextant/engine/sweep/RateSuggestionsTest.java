// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.sweep.LearningRateSweep.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSuggestionsTest {
    private static final RateSuggestions NOTHING = new RateSuggestions(Double.NaN, Double.NaN, Double.NaN);

    /** The figures are fastai's formulas in NumPy, the valley by recursion. */
    @Test
    void suggestsWhatFastaiWould() {
        RateSuggestions noisy = RateSuggestions.of(Curves.noisy());
        assertEquals(0.001202264434617413, noisy.valley(), 1e-15);
        assertEquals(0.0478630092322638, noisy.steepest(), 1e-13);
        assertEquals(0.05248074602497723, noisy.minimumTenth(), 1e-13);
        int[] step = {0};
        RateSuggestions other = RateSuggestions.of(Curves.byRates(new SweepRange(1e-5, 3, 60), rate -> {
            int i = step[0]++;
            return 1 + (i * 29 % 17) / 17.0 * 0.4 + 3 / (1 + StrictMath.pow(rate / 0.3, 1.5));
        }));
        assertEquals(0.04481404746557163, other.valley(), 1e-13);
        assertEquals(0.6888485919244163, other.steepest(), 1e-13);
        assertEquals(0.08499808265979933, other.minimumTenth(), 1e-13);
    }

    @Test
    void theMiddleOfAKnownValley() {
        // 40 steps: points 4 … 34 count; flat, then falling at 10 … 22, then rising: 13 points, the last is 22
        SweepRange range = new SweepRange(1e-6, 1, 40);
        double[] losses = new double[40];
        for (int i = 0; i < 40; i++) losses[i] = i < 10 ? 5 : i <= 22 ? 5 - (i - 9) * 0.2 : 2.4 + (i - 22) * 0.1;
        losses[15] -= 0.1; // the steepest fall is from 14 to 15
        RateSuggestions found = RateSuggestions.of(Curves.smoothed(range, losses));
        // the run begins with one of the flat points: 14 long, counted back from 22: 8; a half of 14 is 4 + 2
        assertEquals(range.rate(8 + 4 + 2), found.valley());
        assertEquals(range.rate(14), found.steepest());
        assertEquals(range.rate(22) / 10, found.minimumTenth());
    }

    @Test
    void aCurveThatFallsToItsEnd() {
        SweepRange range = new SweepRange(1e-4, 1, 20);
        // points 2 … 14 count, 13 of them, all falling: the valley is the whole window
        RateSuggestions found = RateSuggestions.of(Curves.smoothed(range, falling(20)));
        assertEquals(range.rate(2 + 4 + 2), found.valley());
        assertEquals(range.rate(14) / 10, found.minimumTenth());
    }

    @Test
    void aCurveThatNeverFallsSuggestsNothing() {
        SweepRange range = new SweepRange(1e-4, 1, 20);
        double[] rising = falling(20);
        for (int i = 0; i < 20; i++) rising[i] = -rising[i] + 100;
        assertEquals(NOTHING, RateSuggestions.of(Curves.smoothed(range, rising)));
        assertEquals(NOTHING, RateSuggestions.of(Curves.bySteps(range, _ -> 1)));
        assertEquals(NOTHING, RateSuggestions.of(Curves.bySteps(range, _ -> Double.NaN)));
    }

    @Test
    void fewPointsSuggestNothing() {
        SweepRange range = new SweepRange(1e-4, 1, 6);
        assertEquals(NOTHING, RateSuggestions.of(Curves.smoothed(range, falling(6))));
        SweepRange longer = new SweepRange(1e-4, 1, 7);
        // two points count: they fall from the first to the second
        RateSuggestions two = RateSuggestions.of(Curves.smoothed(longer, falling(7)));
        assertEquals(longer.rate(0), two.valley());
        assertEquals(longer.rate(0), two.steepest());
        assertEquals(longer.rate(1) / 10, two.minimumTenth());
    }

    private static double[] falling(int length) {
        double[] losses = new double[length];
        for (int i = 0; i < length; i++) losses[i] = 10 - i * 0.1;
        return losses;
    }

    @Test
    void randomCurvesSuggestWhatASlowerAlgorithmFinds() {
        for (int seed = 0; seed < 200; seed++) {
            DrawSequence draws = new Draws(seed, 0).of("curve");
            int steps = 6 + draws.below(30);
            SweepRange range = new SweepRange(1e-5, 2, steps);
            double[] losses = new double[steps];
            // few different values, so that there are ties
            for (int i = 0; i < steps; i++) losses[i] = 1 + draws.below(8) / 8.0;
            LearningRateSweep sweep = Curves.smoothed(range, losses);
            List<Point> window = sweep.points().subList(steps / 10, Math.max(steps / 10, steps - 5));
            assertEquals(slowValley(window), RateSuggestions.of(sweep).valley(), "seed " + seed);
        }
    }

    /** Every subsequence's length by recursion, without a table. */
    private static double slowValley(List<Point> window) {
        int end = 0;
        int best = 0;
        for (int i = 0; i < window.size(); i++) {
            int length = longestTo(window, i);
            if (length > best) {
                best = length;
                end = i;
            }
        }
        if (best < 2) return Double.NaN;
        int start = Math.max(0, end - best);
        int length = end - start;
        return window.get(start + length / 3 + length / 6).rate();
    }

    private static int longestTo(List<Point> window, int last) {
        int longest = 1;
        for (int i = 0; i < last; i++)
            if (window.get(i).smoothed() > window.get(last).smoothed())
                longest = Math.max(longest, longestTo(window, i) + 1);
        return longest;
    }
}
