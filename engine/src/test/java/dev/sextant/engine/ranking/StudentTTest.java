// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures by SciPy 1.17.1: {@code stats.t.ppf(0.5 + confidence / 2, degrees)}, {@code 2 * stats.t.sf(t, degrees)}. */
class StudentTTest {
    @ParameterizedTest(name = "confidence {0}, {1} degrees")
    @CsvSource({
        "0.5, 1, 1.0",
        "0.5, 2, 0.8164965809277261",
        "0.9, 3, 2.3533634348018233",
        "0.9, 29, 1.6991270265334972",
        "0.95, 1, 12.706204736174694",
        "0.95, 2, 4.302652729749462",
        "0.95, 3, 3.1824463052837078",
        "0.95, 4, 2.7764451051977934",
        "0.95, 5, 2.5705818356363146",
        "0.95, 9, 2.262157162798205",
        "0.95, 10, 2.228138851986274",
        "0.95, 29, 2.045229642132703",
        "0.95, 100, 1.9839715185235518",
        "0.99, 1, 63.656741162871526",
        "0.99, 4, 4.604094871349992",
        "0.99, 100, 2.6258905214380173"
    })
    void quantilesAreTheKnownOnes(double confidence, int degrees, double expected) {
        assertEquals(expected, StudentT.quantile(confidence, degrees), 1e-12 * expected);
    }

    @ParameterizedTest(name = "t {0}, {1} degrees")
    @CsvSource({
        "0, 5, 1.0",
        "0.5, 1, 0.7048327646991335",
        "1, 2, 0.4226497308103742",
        "2.5, 3, 0.08770664700806556",
        "8.6, 4, 0.0010045941244978148",
        "3.1, 9, 0.01272245597820195",
        "1.96, 100, 0.05277890136622966"
    })
    void tailsAreTheKnownOnes(double t, int degrees, double expected) {
        assertEquals(expected, StudentT.beyond(t, degrees), 1e-14);
    }

    @Test
    void quantileUndoesTheProbability() {
        for (int degrees = 1; degrees <= 60; degrees++)
            for (double confidence : new double[] {0.01, 0.3, 0.8, 0.999})
                assertEquals(confidence, StudentT.within(StudentT.quantile(confidence, degrees), degrees), 1e-14);
    }

    @Test
    void infinityLeavesNothingBeyond() {
        assertEquals(0, StudentT.beyond(Double.POSITIVE_INFINITY, 4));
        assertEquals(0, StudentT.beyond(1e300, 4), 1e-15);
    }

    @Test
    void senselessArgumentsAreRefused() {
        assertEquals(
                "degrees (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(0.95, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(Double.NaN, 3));
        assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(1, 3));
        assertThrows(IllegalArgumentException.class, () -> StudentT.within(Double.NaN, 3));
    }
}
