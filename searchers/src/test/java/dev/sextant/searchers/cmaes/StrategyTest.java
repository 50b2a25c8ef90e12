// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StrategyTest {
    /** Computed apart, with numpy, from the tutorial's table 1. */
    @Test
    void theTutorialsConstantsForTwoDimensions() {
        Strategy strategy = Strategy.of(2, 6);
        assertArrayEquals(
                new double[] {
                    0.6370425712412168,
                    0.28457025743803294,
                    0.07838717132075033,
                    -0.28638378259655295,
                    -0.7649580940851275,
                    -1.1559817781589212
                },
                strategy.weights(),
                1e-14);
        assertEquals(2.0286114646100617, strategy.effective(), 1e-14);
        assertEquals(0.44620498737831715, strategy.pathSigma(), 1e-15);
        assertEquals(1.4462049873783172, strategy.damping(), 1e-15);
        assertEquals(0.6245545390268264, strategy.pathCovariance(), 1e-15);
        assertEquals(0.1548153998964136, strategy.rankOne(), 1e-15);
        assertEquals(0.08559277942666424, strategy.rankMany(), 1e-15);
    }

    @Test
    void thePopulationGrowsWithTheLogarithmOfTheVariables() {
        assertEquals(4, Strategy.population(0));
        assertEquals(4, Strategy.population(1));
        assertEquals(10, Strategy.population(8));
        assertEquals(17, Strategy.population(100));
    }

    @Test
    void inManyDimensionsVariancesAreLearntFaster() {
        Strategy full = Strategy.of(40, 15);
        Strategy diagonal = Strategy.of(41, 15);
        assertTrue(Strategy.full(40) && !Strategy.full(41));
        assertTrue(diagonal.rankMany() > 10 * full.rankMany());
        for (int d : new int[] {0, 1, 41, 100, 1000}) {
            Strategy strategy = Strategy.of(d, Strategy.population(d));
            double rest = 1 - strategy.rankOne() - strategy.rankMany();
            assertTrue(rest >= 0, "d = %d: %s".formatted(d, rest));
        }
    }
}
