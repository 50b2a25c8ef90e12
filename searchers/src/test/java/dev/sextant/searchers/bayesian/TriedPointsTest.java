// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TriedPointsTest {
    private static TriedPoints tried(double plateau) {
        return new TriedPoints(new double[][] {{0.5, 1}}, new boolean[] {false, true}, new double[] {4, 1}, plateau);
    }

    @Test
    void aPointWithinAThousandthOfALengthscaleWasTried() {
        assertTrue(tried(0).contain(new double[] {0.5004, 1}));
        assertFalse(tried(0).contain(new double[] {0.5006, 1}));
        assertFalse(tried(0).contain(new double[] {0.5, 0}));
    }

    @Test
    void whatLiesOnAPlateauWasTried() {
        assertTrue(tried(0.01).contain(new double[] {0.59, 1}));
        assertFalse(tried(0.01).contain(new double[] {0.61, 1}));
    }
}
