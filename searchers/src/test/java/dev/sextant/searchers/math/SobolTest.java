// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;

class SobolTest {
    @Test
    void plainPointsAreTheReferenceExactly() {
        JsonNode golden = Golden.read(SobolTest.class, "sobol.json").get("points");
        assertEquals(4, golden.size());
        golden.properties().forEach(entry -> {
            Sobol sobol = Sobol.plain(Integer.parseInt(entry.getKey()));
            for (int i = 0; i < entry.getValue().size(); i++)
                assertArrayEquals(Golden.doubles(entry.getValue().get(i)), sobol.point(i), "point " + i);
        });
    }

    @Test
    void everyPowerOfTwoFillsEveryIntervalOnceScrambledOrNot() {
        for (Sobol sobol : new Sobol[] {Sobol.plain(64), Sobol.scrambled(64, new Draws(5, 1).of("sobol"))})
            for (int d = 0; d < 64; d++) {
                boolean[] hit = new boolean[256];
                for (int i = 0; i < 256; i++) hit[(int) (sobol.point(i)[d] * 256)] = true;
                for (boolean one : hit) assertTrue(one, "dimension " + d);
            }
    }

    @Test
    void scramblingKeepsTwoDimensionalNets() {
        Sobol sobol = Sobol.scrambled(2, new Draws(6, 1).of("sobol"));
        boolean[] hit = new boolean[256];
        for (int i = 0; i < 256; i++) {
            int row = (int) (sobol.point(i)[0] * 16);
            int column = (int) (sobol.point(i)[1] * 16);
            hit[row * 16 + column] = true;
        }
        for (boolean one : hit) assertTrue(one);
    }

    @Test
    void theKeyDecidesTheScrambling() {
        double one = Sobol.scrambled(3, new Draws(1, 0).of("sobol")).point(0)[2];
        assertEquals(one, Sobol.scrambled(3, new Draws(1, 0).of("sobol")).point(0)[2]);
        assertNotEquals(one, Sobol.scrambled(3, new Draws(2, 0).of("sobol")).point(0)[2]);
    }

    @Test
    void dimensionsBeyondTheTableAreUniform() {
        Sobol sobol = Sobol.scrambled(66, new Draws(1, 0).of("sobol"));
        double sum = 0;
        double product = 0;
        for (int i = 0; i < 4096; i++) {
            double[] point = sobol.point(i);
            sum += point[64];
            product += (point[64] - 0.5) * (point[65] - 0.5);
        }
        assertEquals(0.5, sum / 4096, 0.02);
        assertEquals(0, product / 4096, 0.006);
    }
}
