// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.searchers.pruning.SeenTrials;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianPrunerTest extends PrunerContract {
    @Override
    protected PrunerFactory factory() {
        return new MedianPrunerFactory();
    }

    private static List<Rung> rungs(SeenTrials seen, String options, int epochs) {
        return seen.plan(new MedianPrunerFactory(), options, epochs).rungs();
    }

    private static List<Integer> epochs(String options, int epochs) {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 8; i++) seen.flat(i, epochs);
        return rungs(seen, options, epochs).stream().map(Rung::epoch).toList();
    }

    @Test
    void checksBeginAtATwentySeventhOfTheEpochsAndGoOnInSuchSteps() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), epochs("{}", 9));
        assertEquals(List.of(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29), epochs("{}", 30));
        assertEquals(26, epochs("{}", 270).size());
        assertEquals(10, epochs("{}", 270).getFirst());
        assertEquals(List.of(), epochs("{}", 1));
    }

    @Test
    void theStudySaysWhenToCheck() {
        assertEquals(List.of(5, 15, 25), epochs("{\"afterEpochs\": 5, \"every\": 10}", 30));
        assertEquals(List.of(29), epochs("{\"afterEpochs\": 29}", 30));
        assertEquals(List.of(2), epochs("{\"afterEpochs\": 2, \"every\": 2000000000}", 30));
    }

    @Test
    void theThresholdIsTheMedianFromTheEighthTrialOn() {
        SeenTrials seen = new SeenTrials();
        for (double value : new double[] {8, 1, 6, 3, 5, 4, 7}) seen.flat(value, 9);
        assertEquals(List.of(), rungs(seen, "{}", 9), "seven");
        assertEquals(new Rung(1, 4.5, 8), rungs(seen.flat(2, 9), "{}", 9).getFirst(), "the mean of the middle two");
        assertEquals(new Rung(1, 5, 9), rungs(seen.flat(9, 9), "{}", 9).getFirst());
        assertEquals(List.of(), rungs(seen, "{\"afterTrials\": 10}", 9));
    }

    @Test
    void theBestValueSoFarCounts() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 8; i++) seen.pruned(5 + i, 3 + i, 4 + i);
        assertEquals(List.of(new Rung(1, 8.5, 8), new Rung(2, 6.5, 8), new Rung(3, 6.5, 8)), rungs(seen, "{}", 9));
    }

    @Test
    void nobodyIsStoppedWhereHalfOfTheTrialsDiverged() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 5; i++) seen.flat(i, 9);
        for (int i = 0; i < 4; i++) seen.diverged();
        assertEquals(List.of(new Rung(1, 4, 9)), rungs(seen, "{}", 9));
        assertEquals(List.of(), rungs(seen.diverged(), "{}", 9));
    }

    @Test
    void valuesAtTheEndsOfTheNumbersAreInterpolated() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 4; i++) seen.flat(-1e308, 9).flat(1e308, 9);
        assertEquals(0, rungs(seen, "{}", 9).getFirst().threshold());
    }

    @Test
    void aFirstCheckThatNoTrialReachesIsRefused() {
        assertEquals(
                "afterEpochs (9) must be below the epochs of a trial (9), or nobody is ever stopped",
                assertThrows(IllegalArgumentException.class, () -> epochs("{\"afterEpochs\": 9}", 9))
                        .getMessage());
    }
}
