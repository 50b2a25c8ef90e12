// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DomainTest {
    private static void refused(String message, Executable domain) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, domain).getMessage());
    }

    @Test
    void aRangeThatNoDoubleSpansIsRefused() {
        refused(
                "high (1.7E308) - low (-1.7E308) must be a finite number",
                () -> new Domain.Range(-1.7e308, 1.7e308, Scale.LINEAR));
    }

    @Test
    void stepsThatNobodyCanCountAreRefused() {
        refused(
                "step (1.0) must divide high - low (1.0E300) into fewer than 2^53 steps",
                () -> new Domain.Range(0, 1e300, Scale.LINEAR, 1, 5));
    }

    @Test
    void aGridThatIsTooLongToListIsRefused() {
        refused("grid (100001) must lie in 1 … 100000", () -> new Domain.Range(0, 1, Scale.LINEAR, 0, 100_001));
        refused("grid (0) must lie in 1 … 100000", () -> new Domain.Whole(1, 9, Scale.LOG, 1, 0));
    }
}
