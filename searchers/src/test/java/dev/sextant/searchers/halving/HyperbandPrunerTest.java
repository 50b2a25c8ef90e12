// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.searchers.pruning.SeenTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HyperbandPrunerTest extends PrunerContract {
    @Override
    protected PrunerFactory factory() {
        return new HyperbandPrunerFactory();
    }

    private static List<Rung> rungs(SeenTrials seen, String options, int epochs, long trial) {
        Pruner pruner = new HyperbandPrunerFactory().create(SeenTrials.SPACE, SeenTrials.json(options), epochs);
        return pruner.plan(seen.view(), trial, SeenTrials.SPACE.preset()).rungs();
    }

    @Test
    void eachBracketBeginsOneRungLater() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 200; i++) seen.flat(i, 81);
        Brackets four = new Brackets(4, 3);
        TreeMap<Integer, List<Integer>> epochs = new TreeMap<>();
        for (long trial = 200; trial < 260; trial++)
            epochs.put(
                    four.of(trial),
                    rungs(seen, "{}", 81, trial).stream().map(Rung::epoch).toList());
        assertEquals("{0=[3, 9, 27], 1=[9, 27], 2=[27], 3=[]}", epochs.toString(), "of 81 epochs the first rung is 3");
    }

    @Test
    void aTrialIsComparedWithItsOwnBracketAlone() {
        Brackets two = new Brackets(2, 3);
        SeenTrials seen = new SeenTrials();
        List<List<Double>> values = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 60; i++) {
            seen.flat(i, 81);
            values.get(two.of(i)).add((double) i);
        }
        for (long trial = 60; trial < 70; trial++) {
            List<Double> own = values.get(two.of(trial));
            assertEquals(
                    new Rung(27, own.get(own.size() / 3 - 1), own.size()),
                    rungs(seen, "{\"brackets\": 2}", 81, trial).getLast());
        }
    }

    @Test
    void withOneBracketItIsAsha() {
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 30; i++) seen.flat((i * 7) % 30, 81);
        for (long trial = 30; trial < 40; trial++)
            assertEquals(
                    new AshaPrunerFactory()
                            .create(SeenTrials.SPACE, SeenTrials.json("{}"), 81)
                            .plan(seen.view(), trial, SeenTrials.SPACE.preset())
                            .rungs(),
                    rungs(seen, "{\"brackets\": 1}", 81, trial));
    }

    @Test
    void moreBracketsThanRungsAreRefused() {
        assertEquals(
                "brackets (6) must be at most 4: from minEpochs 3 in steps of eta 3 there are no more rungs up to the"
                        + " last epoch (81)",
                assertThrows(IllegalArgumentException.class, () -> rungs(new SeenTrials(), "{\"brackets\": 6}", 81, 1))
                        .getMessage());
        assertTrue(rungs(new SeenTrials(), "{\"brackets\": 4}", 81, 1).isEmpty());
        assertTrue(rungs(new SeenTrials(), "{}", 1, 1).isEmpty());
    }
}
