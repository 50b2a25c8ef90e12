// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double[] FIVE = {0.0902, 0.0911, 0.0877, 0.0934, 0.0889};

    /** SciPy 1.17.1: {@code stats.t.interval(0.95, 4, mean, std(ddof=1) / sqrt(5))}. */
    @Test
    void fiveNumbersGiveStudentsInterval() {
        Interval interval = Interval.of(FIVE);
        assertEquals(0.09026, interval.mean(), 1e-15);
        assertEquals(0.08755585079097383, interval.low(), 1e-12);
        assertEquals(0.09296414920902618, interval.high(), 1e-12);
        assertEquals(5, interval.n());
    }

    /** The same with variance s²·(1/5 + 1/3); the correction widens by √(8/3). */
    @Test
    void sharedDataWidensTheInterval() {
        double plain = Interval.of(FIVE).half();
        assertEquals(plain * Math.sqrt(8.0 / 3), Interval.of(FIVE, 1.0 / 3).half(), 1e-12);
    }

    @Test
    void oneNumberHasNoInterval() {
        Interval interval = Interval.of(new double[] {0.5});
        assertEquals(0.5, interval.mean());
        assertTrue(Double.isNaN(interval.low()) && Double.isNaN(interval.high()));
    }

    @Test
    void noNumbersHaveNoMean() {
        assertEquals(new Interval(Double.NaN, Double.NaN, Double.NaN, 0), Interval.of(new double[0]));
    }

    @Test
    void equalNumbersHaveAnIntervalWithoutWidth() {
        assertEquals(new Interval(2, 2, 2, 3), Interval.of(new double[] {2, 2, 2}));
    }

    @Test
    void numbersWhoseSquaresNoDoubleHoldsHaveTheSameIntervalInTheirUnits() {
        double half = Interval.of(FIVE, 1.0 / 3).half();
        for (double unit : new double[] {0x1p-900, 0x1p-600, 0x1p900, 0x1p1020}) {
            double[] numbers = new double[5];
            for (int i = 0; i < 5; i++) numbers[i] = FIVE[i] * unit;
            Interval interval = Interval.of(numbers, 1.0 / 3);
            assertEquals(0.09026, interval.mean() / unit, 1e-15);
            assertEquals(half, interval.half() / unit, 1e-12 * half, "unit " + unit);
        }
        assertEquals(1.5e308, Interval.mean(new double[] {1.5e308, 1.5e308, 1.5e308}), 1e294);
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        long seed = 20261121;
        int rounds = 20_000;
        for (int n : new int[] {2, 3, 5, 10}) {
            DrawSequence draws = new Draws(seed, n).of("coverage");
            int hits = 0;
            for (int round = 0; round < rounds; round++) {
                double[] numbers = new double[n];
                for (int i = 0; i < n; i++) numbers[i] = 0.07 + 0.004 * draws.normal();
                Interval interval = Interval.of(numbers);
                if (interval.low() <= 0.07 && 0.07 <= interval.high()) hits++;
            }
            assertEquals(0.95, hits / (double) rounds, 0.006, "n " + n + ", seed " + seed);
        }
    }
}
