// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fisher's F and the studentised range against figures of SciPy 1.17.1. */
class DistributionsTest {
    /** {@code stats.studentized_range.ppf(0.95, k, inf)}. */
    @ParameterizedTest
    @CsvSource({
        "2, 2.771807648699355",
        "3, 3.314493155398122",
        "4, 3.6331595749026278",
        "5, 3.857655510378623",
        "10, 4.474124221725907",
        "20, 5.0116887941184425",
        "40, 5.4979352627407465",
    })
    void quantilesOfTheRange(int k, double quantile) {
        assertEquals(quantile, StudentizedRange.quantile(0.95, k), 1e-9);
        assertEquals(0.95, StudentizedRange.within(quantile, k), 1e-10);
    }

    @Test
    void theRangeOfTwoIsADifferenceOfTwo() {
        // The difference of two standard normal numbers has standard deviation √2.
        for (double q : new double[] {0.1, 1, 3})
            assertEquals(
                    2 * dev.sextant.engine.random.Normal.below(q / Math.sqrt(2)) - 1,
                    StudentizedRange.within(q, 2),
                    1e-13);
        assertEquals(0, StudentizedRange.within(0, 2));
        assertEquals(1, StudentizedRange.within(1e9, 7), 1e-13);
        assertThrows(IllegalArgumentException.class, () -> StudentizedRange.within(1, 1));
        assertThrows(IllegalArgumentException.class, () -> StudentizedRange.quantile(Double.NaN, 3));
    }

    /** {@code stats.f.sf}. */
    @ParameterizedTest
    @CsvSource({
        "9.28, 3, 39, 9.272804731987606e-05",
        "1, 1, 1, 0.5",
        "2.5, 4, 16, 0.08385048805452934",
        "0.01, 5, 200, 0.9999702545079653",
        "30, 9, 99, 1.5317430822857184e-24",
        "3.2, 2, 7, 0.10303300010931195",
        "0, 2, 7, 1",
        "Infinity, 2, 7, 0",
    })
    void tailsOfF(double f, int numerator, int denominator, double beyond) {
        assertEquals(beyond, FisherF.beyond(f, numerator, denominator), 1e-12 * beyond);
    }

    @Test
    void theSquareOfStudentsTIsF() {
        for (int degrees : new int[] {1, 2, 5, 30})
            for (double t : new double[] {0.1, 1, 2.5, 9})
                assertEquals(StudentT.beyond(t, degrees), FisherF.beyond(t * t, 1, degrees), 1e-13);
        assertThrows(IllegalArgumentException.class, () -> FisherF.beyond(Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> FisherF.beyond(1, 0, 1));
    }
}
