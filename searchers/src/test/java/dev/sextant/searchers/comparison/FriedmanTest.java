// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FriedmanTest {
    @Test
    void withoutTiesTheStatisticIsTheTextbooks() {
        // 12 / (n k (k + 1)) · sum of squared rank sums − 3 n (k + 1), with rank sums 5, 7 and 12 of four problems.
        Friedman friedman = Friedman.of(new double[][] {{1, 2, 3}, {1, 2, 3}, {2, 1, 3}, {1, 2, 3}});
        assertArrayEquals(new double[] {1.25, 1.75, 3}, friedman.ranks());
        assertEquals(12.0 / (4 * 3 * 4) * (25 + 49 + 144) - 3 * 4 * 4, friedman.chiSquare(), 1e-12);
        assertEquals(StrictMath.exp(-friedman.chiSquare() / 2), friedman.p(), 1e-12);
    }

    @Test
    void tiesShareTheirRanksAndCountForLess() {
        // Ranks 1.5 1.5 3, 1 2 3 and 1 2.5 2.5: sums 3.5, 6 and 8.5, squared ranks 13.5 + 14 + 13.5.
        Friedman friedman = Friedman.of(new double[][] {{1, 1, 2}, {1, 2, 3}, {0, 5, 5}});
        assertEquals(2 * (2.5 * 2.5 + 2.5 * 2.5) / (41 - 36), friedman.chiSquare(), 1e-12);
    }

    @Test
    void whereAllAreEqualNobodyDiffers() {
        Friedman friedman = Friedman.of(new double[][] {{1, 1}, {2, 2}});
        assertEquals(0, friedman.chiSquare());
        assertEquals(1, friedman.p());
    }

    /** Demšar 2006, table 5 (a): critical values of the two-tailed Nemenyi test at 5 %. */
    @ParameterizedTest
    @CsvSource({"2, 1.960", "3, 2.343", "4, 2.569", "5, 2.728", "10, 3.164"})
    void rangesAreThoseOfTheTable(int contenders, double expected) {
        assertEquals(expected, StudentizedRange.quantile(.95, contenders) / StrictMath.sqrt(2), 1e-3);
    }

    @Test
    void theCriticalDifferenceIsThatOfThePapersExample() {
        // Four classifiers on fourteen data sets: 1.25 (section 3.2.2).
        assertEquals(1.25, Friedman.of(new double[14][4]).criticalDifference(), 5e-3);
    }
}
