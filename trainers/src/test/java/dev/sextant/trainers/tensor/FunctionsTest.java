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

    @Test
    void exponentialsOfNegativesAreAccurateAbsolutely() {
        for (float x = -40f; x <= 0f; x += 0.0077f) {
            assertEquals(StrictMath.exp(x), Functions.expOfNegative(x), 3e-7, "exp(%s)".formatted(x));
            assertEquals(StrictMath.expm1(x), Functions.expm1OfNegative(x), 3e-7, "expm1(%s)".formatted(x));
        }
        for (float x = -1f; x < -1e-30f; x *= 0.97f)
            assertEquals(
                    StrictMath.expm1(x),
                    Functions.expm1OfNegative(x),
                    -1e-6 * StrictMath.expm1(x),
                    "expm1(%s)".formatted(x));
        assertEquals(0f, Functions.expm1OfNegative(0f));
        assertEquals(1f, Functions.expOfNegative(0f));
    }

    @Test
    void softplusIsAccurateAbsolutelyAndNeverOverflows() {
        for (float x = -40f; x <= 40f; x += 0.0077f)
            assertEquals(
                    Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
                    Functions.softplus(x),
                    4e-7 * Math.max(1, x),
                    "softplus(%s)".formatted(x));
        assertEquals(1e30f, Functions.softplus(1e30f));
        assertEquals(0f, Functions.softplus(-1e30f), 1e-6f);
        assertTrue(Float.isNaN(Functions.softplus(Float.NaN)));
    }

    @Test
    void errorFunctionIsAccurateAbsolutely() {
        for (double x = -6; x <= 6; x += 0.0137) assertEquals(erf(x), Functions.erf((float) x), 5e-7, "erf(" + x + ")");
        assertEquals(0f, Functions.erf(0f));
    }

    /** The series of positive terms, Abramowitz and Stegun 7.1.6. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 500; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
