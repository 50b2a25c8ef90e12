// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.searchers.pruning.SeenTrials;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPrunerTest extends PrunerContract {
    @Override
    protected PrunerFactory factory() {
        return new AshaPrunerFactory();
    }

    private static StoppingPlan plan(SeenTrials seen, String options, int epochs) {
        return seen.plan(new AshaPrunerFactory(), options, epochs);
    }

    private static List<Integer> epochs(String options, int epochs) {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 10; i++) seen.flat(i, epochs);
        return plan(seen, options, epochs).rungs().stream().map(Rung::epoch).toList();
    }

    @Test
    void rungsStartAtOneTwentySeventhAndTriple() {
        SeenTrials three = new SeenTrials().flat(5, 81).flat(4, 81).flat(6, 81);
        assertEquals(
                List.of(new Rung(3, 4, 3), new Rung(9, 4, 3), new Rung(27, 4, 3)),
                plan(three, "{}", 81).rungs());
        assertEquals(List.of(1, 3, 9), epochs("{}", 10));
    }

    @Test
    void theStudySaysWhereTheyStartAndHowTheyGrow() {
        assertEquals(List.of(2, 10, 50), epochs("{\"minEpochs\": 2, \"eta\": 5}", 100));
        assertEquals(List.of(1, 10), epochs("{\"minEpochs\": 1, \"eta\": 10}", 100));
        assertEquals(List.of(99), epochs("{\"minEpochs\": 99}", 100));
        assertEquals(List.of(), epochs("{}", 1));
        assertArrayEquals(
                new int[] {1_000_000_000}, Halving.rungs(1_000_000_000, 3, Integer.MAX_VALUE), "without overflow");
    }

    @Test
    void theThresholdIsTheBestThirdOfTheValuesSeen() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 8; i++) {
            assertEquals(i >= 3, !plan(seen, "{}", 30).rungs().isEmpty(), i + " observed");
            seen.flat(i, 30);
        }
        assertEquals(new Rung(1, 1, 8), plan(seen, "{}", 30).rungs().getFirst(), "the second best of eight");
        assertEquals(new Rung(1, 3, 8), plan(seen, "{\"eta\": 2}", 30).rungs().getFirst());
    }

    @Test
    void nobodyIsStoppedAfterFewerTrialsThanTheStudySays() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 5; i++) seen.flat(i, 30);
        assertEquals(List.of(), plan(seen, "{\"afterTrials\": 6}", 30).rungs());
        assertEquals(
                4, plan(seen.flat(5, 30), "{\"afterTrials\": 6}", 30).rungs().size());
        assertEquals(
                List.of(),
                plan(new SeenTrials().flat(1, 30), "{\"afterTrials\": 1}", 30).rungs(),
                "eta at least");
    }

    @Test
    void divergedTrialsCountAsWorstAndFailedOnesNotAtAll() {
        SeenTrials seen = new SeenTrials().flat(5, 30).flat(4, 30).failed();
        assertEquals(StoppingPlan.NONE, plan(seen, "{}", 30));
        assertEquals(
                List.of(new Rung(1, 4, 3), new Rung(3, 4, 3)),
                plan(seen.diverged(1), "{}", 30).rungs());
    }

    @Test
    void aFirstRungThatNoTrialReachesIsRefused() {
        assertEquals(
                "minEpochs (30) must be below the epochs of a trial (30), or nobody is ever stopped",
                assertThrows(IllegalArgumentException.class, () -> epochs("{\"minEpochs\": 30}", 30))
                        .getMessage());
    }
}
