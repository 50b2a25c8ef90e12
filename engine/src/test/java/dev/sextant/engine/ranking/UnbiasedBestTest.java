// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.response.ExpectedBest;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnbiasedBestTest {
    private static ExpectedBest of(SmallStudy study, Direction direction) {
        ExpectedBest best = UnbiasedBest.of(study.rank().trials(), direction);
        assertNotNull(best);
        return best;
    }

    /** Of 1, 2, 4, 8: the six pairs have minima 1, 1, 1, 2, 2, 4, the four triples 1, 1, 1, 2. */
    @Test
    void itIsTheMeanOfTheBestOverAllSubsets() {
        SmallStudy study = new SmallStudy();
        for (double value : new double[] {4, 1, 8, 2}) study.search(0.01, "step", value);
        ExpectedBest best = of(study, Direction.MINIMIZE);
        assertEquals(ExpectedBest.Method.UNBIASED, best.method());
        assertArrayEquals(new int[] {1, 2, 3, 4}, best.trials());
        assertArrayEquals(new double[] {15 / 4.0, 11 / 6.0, 5 / 4.0, 1}, best.value(), 1e-15);
        // The same pairs have maxima 2, 4, 8, 4, 8, 8, the triples 4, 8, 8, 8.
        assertArrayEquals(
                new double[] {15 / 4.0, 34 / 6.0, 28 / 4.0, 8},
                of(study, Direction.MAXIMIZE).value(),
                1e-14);
    }

    /** Of 1, 2 and one that diverged: pairs 1-2, 1-d, 2-d; triples 1. A single draw with a value has 1.5. */
    @Test
    void drawsWithoutAValueAreWorseThanEveryOther() {
        SmallStudy study = new SmallStudy()
                .search(0.01, "step", 1)
                .search(0.01, "step", SmallStudy.diverged(2))
                .search(0.01, "step", 2);
        assertArrayEquals(
                new double[] {1.5, 4 / 3.0, 1}, of(study, Direction.MINIMIZE).value(), 1e-15);
        assertNull(UnbiasedBest.of(
                new SmallStudy()
                        .search(0.01, "step", SmallStudy.diverged(2))
                        .search(0.01, "step", new Outcome.Failed("no"))
                        .rank()
                        .trials(),
                Direction.MINIMIZE));
        assertNull(
                UnbiasedBest.of(new SmallStudy().search(0.01, "step", 1).rank().trials(), Direction.MINIMIZE));
    }

    /** Python 3.13, {@code math.comb} and {@code fractions.Fraction} over 500 values (37 i mod 500)² / 1000. */
    @Test
    void figuresAreThoseOfExactArithmetic() {
        double[] values = new double[500];
        for (int i = 0; i < 500; i++) values[i] = Math.pow(37 * i % 500, 2) / 1000;
        Arrays.sort(values);
        assertEquals(EXACT_10, UnbiasedBest.expected(values, 500, 10), 1e-12 * EXACT_10);
        assertEquals(EXACT_100, UnbiasedBest.expected(values, 500, 100), 1e-12 * EXACT_100);
        assertEquals(EXACT_10_OF_800, UnbiasedBest.expected(values, 800, 10), 1e-12 * EXACT_10_OF_800);
    }

    private static final double EXACT_10 = 3.675;
    private static final double EXACT_100 = 0.034944670937682006;

    /** Given that one of the ten is one of the 500. */
    private static final double EXACT_10_OF_800 = 9.502500416465686;

    /** The least of n of the numbers 1 … N, drawn without replacement, is (N + 1) / (n + 1) in the mean. */
    @Test
    void aMillionDrawsAreExactToo() {
        int all = 1_000_000;
        double[] values = new double[all];
        for (int i = 0; i < all; i++) values[i] = i + 1;
        for (int n : new int[] {1, 2, 7, 1000, 31_623, 999_999, all})
            assertEquals((all + 1.0) / (n + 1), UnbiasedBest.expected(values, all, n), 1e-9 * all / n, "n = " + n);
        int[] points = UnbiasedBest.points(all);
        assertEquals(UnbiasedBest.POINTS, points.length);
        assertEquals(1, points[0]);
        assertEquals(all, points[points.length - 1]);
        for (int i = 1; i < points.length; i++) assertTrue(points[i] > points[i - 1]);
    }

    @Test
    void pointsRiseForAnyNumberOfTrials() {
        for (int all = 1; all < 3000; all++) {
            int[] points = UnbiasedBest.points(all);
            assertEquals(1, points[0]);
            assertEquals(all, points[points.length - 1]);
            for (int i = 1; i < points.length; i++) assertTrue(points[i] > points[i - 1], "of " + all);
        }
    }

    @Test
    void constantAndHugeValuesStayAsTheyAre() {
        double[] huge = {1e308, 1e308, 1.7e308};
        assertEquals(1e308, UnbiasedBest.expected(huge, 3, 2));
        double[] both = {-1.7e308, 1.7e308};
        assertEquals(0, UnbiasedBest.expected(both, 2, 1));
        double[] same = new double[1000];
        Arrays.fill(same, 0.1);
        for (int n = 1; n <= 1000; n++) assertEquals(0.1, UnbiasedBest.expected(same, 1000, n));
    }

    /** The least of 20 uniform numbers is 1/21 in the mean; the plug-in estimate from 40 of them is too large. */
    @Test
    void itIsUnbiasedWhereThePlugInEstimateIsNot() {
        long seed = 20261126;
        int rounds = 4000;
        DrawSequence draws = new Draws(seed, 0).of("uniform");
        double unbiased = 0;
        double plugIn = 0;
        double squares = 0;
        for (int round = 0; round < rounds; round++) {
            double[] values = new double[40];
            for (int i = 0; i < 40; i++) values[i] = draws.uniform();
            Arrays.sort(values);
            double estimate = UnbiasedBest.expected(values, 40, 20);
            unbiased += estimate / rounds;
            squares += estimate * estimate / rounds;
            for (int i = 0; i < 40; i++) // Dodge et al. 2019: the 20 are drawn with replacement
            plugIn += values[i] * (Math.pow((40 - i) / 40.0, 20) - Math.pow((39 - i) / 40.0, 20)) / rounds;
        }
        double error = Math.sqrt((squares - unbiased * unbiased) / rounds);
        System.out.printf(
                "seed %d: expected least of 20 is 1/21 = 0.0476; unbiased %.4f ± %.4f, plug-in %.4f%n",
                seed, unbiased, error, plugIn);
        assertEquals(1 / 21.0, unbiased, 4 * error, "seed " + seed);
        assertTrue(plugIn > 1 / 21.0 + 10 * error, "seed " + seed);
    }
}
