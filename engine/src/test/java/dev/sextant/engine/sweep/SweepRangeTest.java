// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SweepRangeTest {
    @Test
    void theDefaultIsFastais() {
        assertEquals(new SweepRange(1e-7, 10, 100), SweepRange.DEFAULT);
    }

    @Test
    void ratesRiseByTheSameFactor() {
        SweepRange range = new SweepRange(1e-4, 1, 8);
        assertEquals(1e-4, range.rate(0));
        double factor = StrictMath.sqrt(10);
        for (int i = 1; i < 8; i++) assertEquals(range.rate(i - 1) * factor, range.rate(i), range.rate(i) * 1e-14);
        assertEquals(1, range.rate(8), 0);
    }

    @Test
    void theWidestRangeStaysFinite() {
        SweepRange range = new SweepRange(Double.MIN_VALUE, Double.MAX_VALUE, 6);
        for (int i = 1; i < 6; i++) {
            assertTrue(Double.isFinite(range.rate(i)), "rate " + range.rate(i));
            assertTrue(range.rate(i) > range.rate(i - 1), "rate " + range.rate(i));
        }
    }

    @Test
    void whatIsNoRangeIsRefused() {
        refused("the first learning rate (0.0) must be above 0", 0, 1, 10);
        refused("the first learning rate (NaN) must be above 0", Double.NaN, 1, 10);
        refused("the first learning rate (1.0) must be below the last (1.0), both finite", 1, 1, 10);
        refused("the first learning rate (1.0) must be below the last (NaN), both finite", 1, Double.NaN, 10);
        refused(
                "the first learning rate (1.0) must be below the last (Infinity), both finite",
                1,
                Double.POSITIVE_INFINITY,
                10);
        refused("steps (5) must be from 6 to 10000", 1, 2, 5);
        refused("steps (10001) must be from 6 to 10000", 1, 2, 10_001);
    }

    private static void refused(String message, double from, double to, int steps) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new SweepRange(from, to, steps))
                        .getMessage());
    }
}
