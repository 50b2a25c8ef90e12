// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    /** Wichura 1988 gives the first three; the others are from standard tables. */
    @ParameterizedTest
    @CsvSource({
        "0.25, -0.6744897501960817",
        "0.001, -3.090232306167814",
        "1e-20, -9.262340089798408",
        "0.5, 0",
        "0.975, 1.959963984540054",
        "0.8413447460685429, 1",
    })
    void theQuantilesOfTheTablesHold(double probability, double quantile) {
        assertEquals(quantile, Normal.quantile(probability), 1e-15 * Math.max(1, 3 * Math.abs(quantile)));
    }

    /** By SciPy 1.17.1, {@code stats.norm.cdf}. */
    @ParameterizedTest
    @CsvSource({
        "-8, 6.22096057427174e-16",
        "-3, 0.0013498980316300933",
        "-1.5, 0.06680720126885807",
        "0, 0.5",
        "0.3, 0.6179114221889526",
        "2, 0.9772498680518208",
        "5, 0.9999997133484281",
        "-1e300, 0",
        "Infinity, 1",
        "NaN, NaN",
    })
    void theProbabilitiesOfTheTablesHold(double x, double probability) {
        assertEquals(probability, Normal.below(x), 2e-15);
    }

    @Test
    void itRisesAndIsOdd() {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < 4096; i++) {
            double quantile = Normal.quantile(i / 4096.0);
            assertEquals(0, quantile + Normal.quantile(1 - i / 4096.0));
            assertEquals(1, Double.compare(quantile, before));
            before = quantile;
        }
    }
}
