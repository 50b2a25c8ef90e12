// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.SearcherContract;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.engine.trial.StoppingPlan.SwitchedOff;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The safeguards that all pruners share, under the simplest criterion: as good as the worst of at least two. */
class RungPrunerTest {
    private static final Configuration ANY = SeenTrials.SPACE.preset();

    private static final Criterion WORST = new Criterion() {
        @Override
        public int atLeast() {
            return 2;
        }

        @Override
        public double threshold(double[] values, int count) {
            return Arrays.stream(values, 0, count).max().orElseThrow();
        }
    };

    private static StoppingPlan plan(SeenTrials seen, long trial) {
        return new RungPruner(new int[] {1, 3, 9, 27}, 27, WORST).plan(seen.view(), trial, ANY);
    }

    @Test
    void rungsFromTheLastEpochOnAreLeftOut() {
        SeenTrials seen = new SeenTrials().flat(4, 27).flat(5, 27);
        assertEquals(
                List.of(new Rung(1, 5, 2), new Rung(3, 5, 2), new Rung(9, 5, 2)),
                plan(seen, 2).rungs());
    }

    @Test
    void aTrialHasItsBestValueSoFarAtEveryRungThatItReached() {
        SeenTrials seen = new SeenTrials().flat(4, 27).pruned(9, 8, 7, 8);
        assertEquals(
                List.of(new Rung(1, 9, 2), new Rung(3, 7, 2)), plan(seen, 2).rungs());
    }

    @Test
    void aDivergedTrialIsWorstUpToTheRungWhereItWouldHaveBeenStopped() {
        SeenTrials seen = new SeenTrials().flat(4, 81).flat(5, 81).diverged(1, 1, 1);
        RungPruner pruner = new RungPruner(new int[] {1, 3, 9, 27}, 81, WORST);
        assertEquals(
                List.of(new Rung(27, 5, 2)),
                pruner.plan(seen.view(), 3, ANY).rungs(),
                "diverged in epoch 4: worst at 1, 3 and 9, where nobody is worse than it, and unseen at 27");
    }

    @Test
    void aFailedTrialHasNoValue() {
        assertEquals(List.of(), plan(new SeenTrials().flat(4, 27).failed(), 2).rungs());
    }

    @Test
    void controlTrialsShowTheirPlanAndDoNotFollowIt() {
        SeenTrials seen = new SeenTrials().flat(5, 27).flat(4, 27);
        for (long trial = 2; trial < 30; trial++) {
            assertEquals(3, plan(seen, trial).rungs().size());
            assertEquals(trial % 5 != 4, plan(seen, trial).enforced(), "trial " + trial);
        }
        assertFalse(plan(new SeenTrials(), 0).enforced());
        assertTrue(plan(new SeenTrials(), 1).enforced());
    }

    @Test
    void aRungIsSwitchedOffWhereEarlyValuesDoNotForetellTheLast() {
        long[] control = {0, 4, 9, 14, 19};
        SeenTrials turning = new SeenTrials();
        for (int i = 0; i < 4; i++) turning.curved(control[i], 10 - i, i, 27, ANY); // early good, last bad
        assertEquals(List.of(1, 3, 9), epochs(plan(turning, 21)), "four say nothing yet");
        turning.curved(control[4], 10 - 4, 4, 27, ANY);
        StoppingPlan off = plan(turning, 21);
        assertEquals(List.of(), off.rungs());
        assertEquals(
                List.of(new SwitchedOff(1, -1, 5), new SwitchedOff(3, -1, 5), new SwitchedOff(9, -1, 5)),
                off.switchedOff());
        SeenTrials agreeing = new SeenTrials();
        for (int i = 0; i < 5; i++) agreeing.curved(control[i], 10 + i, i, 27, ANY);
        assertEquals(List.of(1, 3, 9), epochs(plan(agreeing, 21)));
        assertEquals(List.of(), plan(agreeing, 21).switchedOff());
    }

    @Test
    void anotherHistoryIsJudgedByItself() {
        RungPruner pruner = new RungPruner(new int[] {1, 3, 9, 27}, 27, WORST);
        long[] control = {0, 4, 9, 14, 19};
        for (int sign : new int[] {1, -1, 1}) {
            SeenTrials seen = new SeenTrials();
            for (int i = 0; i < 5; i++) seen.curved(control[i], 10 + sign * i, i, 27, ANY);
            StoppingPlan plan = pruner.plan(seen.view(), 21, ANY);
            assertEquals(sign > 0 ? List.of(1, 3, 9) : List.of(), epochs(plan));
        }
    }

    @Test
    void trialsThatAPlanChoseAmongDoNotJudgeTheRungs() {
        SeenTrials seen = new SeenTrials();
        for (int trial : new int[] {1, 2, 3, 5, 6, 7, 8}) seen.curved(trial, 10 - trial, trial, 27, ANY);
        assertEquals(List.of(1, 3, 9), epochs(plan(seen, 21)));
    }

    @Test
    void beforeANinthOfTheEpochsOnlyTheSameScheduleCompares() {
        Space space = SearcherContract.mixed();
        Configuration constant = space.fromUnit(new double[] {.5, .5, .5, .5, .1, .5, .5});
        Configuration cosine = space.fromUnit(new double[] {.5, .5, .5, .5, .9, .5, .5});
        SeenTrials seen = new SeenTrials();
        for (int i = 0; i < 3; i++) seen.curved(i, 1 + i, 1 + i, 27, constant);
        View view = new View(space, Direction.MINIMIZE, seen.view().observed(), List.of());
        RungPruner pruner = new RungPruner(new int[] {1, 2, 3, 9}, 27, WORST);
        assertEquals(List.of(3, 9), epochs(pruner.plan(view, 5, cosine)));
        assertEquals(List.of(1, 2, 3, 9), epochs(pruner.plan(view, 5, constant)));
    }

    @Test
    void rungsMustAscend() {
        assertEquals(
                "rungs must ascend from 1, got 3 after 3",
                assertThrows(IllegalArgumentException.class, () -> new RungPruner(new int[] {3, 3}, 9, WORST))
                        .getMessage());
    }

    private static List<Integer> epochs(StoppingPlan plan) {
        return plan.rungs().stream().map(Rung::epoch).toList();
    }
}
