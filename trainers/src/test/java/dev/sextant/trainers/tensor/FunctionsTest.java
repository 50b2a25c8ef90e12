// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void exponentialIsAccurateToAFloat() {
        for (float x = -87.3f; x <= 88f; x += 0.0137f) {
            double exact = StrictMath.exp(x);
            assertEquals(exact, Functions.exp(x), 1.2e-7 * exact, "exp(%s)".formatted(x));
        }
        assertEquals(1f, Functions.exp(0f));
    }

    @Test
    void exponentialIsExactlyZeroFarBelow() {
        assertEquals(0f, Functions.exp(-88f));
        assertEquals(0f, Functions.exp(-1e30f));
        assertEquals(0f, Functions.exp(Float.NEGATIVE_INFINITY));
        assertTrue(Float.isNaN(Functions.exp(Float.NaN)));
    }

    @Test
    void tangentIsAccurateToAFewUnits() {
        for (float x = -12f; x <= 12f; x += 0.0031f) {
            double exact = StrictMath.tanh(x);
            assertEquals(exact, Functions.tanh(x), 4e-7 * Math.abs(exact) + 1e-30, "tanh(%s)".formatted(x));
        }
        assertEquals(0f, Functions.tanh(0f));
    }

    @Test
    void sigmoidIsAccurateAbsolutely() {
        for (float x = -30f; x <= 30f; x += 0.0077f)
            assertEquals(1 / (1 + StrictMath.exp(-x)), Functions.sigmoid(x), 3e-7, "sigmoid(%s)".formatted(x));
        assertEquals(0.5f, Functions.sigmoid(0f));
    }
}
