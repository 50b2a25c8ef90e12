// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;

class PowerTest {
    /** Two differences with this mean and standard deviation. */
    private static double[] differences(double mean, double deviation) {
        double half = deviation / Math.sqrt(2);
        return new double[] {mean - half, mean + half};
    }

    /** Of a paired t-test at 5 % with power 0.8, by the noncentral t distribution of SciPy 1.17.1. */
    @Test
    void theSampleSizesOfTheTextbooksHold() {
        assertEquals(34, Power.seeds(differences(0.5, 1), 0, 0.05));
        assertEquals(15, Power.seeds(differences(-0.8, 1), 0, 0.05));
        assertEquals(10, Power.seeds(differences(1, 1), 0, 0.05));
        assertEquals(5, Power.seeds(differences(2, 1), 0, 0.05), 1);
    }

    @Test
    void moreThanCanBePaidIsNoNumber() {
        assertEquals(0, Power.seeds(differences(0.1, 1), 0, 0.05), "787 would be needed");
        assertEquals(0, Power.seeds(differences(0, 1), 0, 0.05), "no difference");
        assertEquals(0, Power.seeds(differences(1, 1), 1.0 / 3, 0.05), "the shared data hides it for ever");
        assertEquals(2, Power.seeds(new double[] {1, 1, 1}, 1.0 / 3, 0.05), "nothing varies");
    }

    @Test
    void soManySeedsTellApartInFourOfFiveStudies() {
        long seed = 20261126;
        int seeds = Power.seeds(differences(0.7, 1), 0, 0.05);
        int told = 0;
        int rounds = 2000;
        DrawSequence draws = new Draws(seed, 0).of("power");
        for (int round = 0; round < rounds; round++) {
            double[] differences = new double[seeds];
            for (int i = 0; i < seeds; i++) differences[i] = 0.7 + draws.normal();
            if (Ties.p(differences, 0) <= 0.05) told++;
        }
        double share = (double) told / rounds;
        System.out.printf("seed %d: %d seeds tell apart in %.3f of %d studies%n", seed, seeds, share, rounds);
        assertTrue(share >= 0.8 - 3 * 0.0089 && share < 0.86, "seed " + seed + ": " + share);
    }
}
