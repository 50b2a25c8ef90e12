// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {
    @Test
    void agreesWithSortingAndPartsTheValues() {
        for (int round = 0; round < 2000; round++) {
            DrawSequence draws = new Draws(20261120, round).of("values");
            double[] values = new double[1 + draws.below(80)];
            int kinds = 1 + draws.below(30);
            for (int i = 0; i < values.length; i++)
                values[i] = draws.below(9) == 0 ? Double.POSITIVE_INFINITY : draws.below(kinds);
            int n = 1 + draws.below(values.length);
            int k = draws.below(n);
            double[] sorted = Arrays.copyOf(values, n);
            Arrays.sort(sorted);
            double[] untouched = Arrays.copyOfRange(values, n, values.length);
            String where = "seed 20261120, round " + round;
            assertEquals(sorted[k], OrderStatistics.select(values, n, k), where);
            for (int i = 0; i < n; i++) assertTrue(i < k ? values[i] <= sorted[k] : values[i] >= sorted[k], where);
            assertTrue(Arrays.equals(untouched, Arrays.copyOfRange(values, n, values.length)), where);
            Arrays.sort(values, 0, n);
            assertTrue(Arrays.equals(sorted, Arrays.copyOf(values, n)), where);
        }
    }

    @Test
    void sortedReversedAndEqualValuesAreNoTrap() {
        int n = 200_000;
        double[] up = new double[n];
        Arrays.setAll(up, i -> i);
        double[] down = new double[n];
        Arrays.setAll(down, i -> n - i);
        int third = n / 3;
        assertEquals(third, OrderStatistics.select(up, n, third));
        assertEquals(third + 1, OrderStatistics.select(down, n, third));
        assertEquals(0, OrderStatistics.select(new double[n], n, third));
    }

    @Test
    void aPlaceThatThereIsNotIsRefused() {
        assertEquals(
                "place 3 of the first 3 of 5 values",
                assertThrows(IllegalArgumentException.class, () -> OrderStatistics.select(new double[5], 3, 3))
                        .getMessage());
    }
}
