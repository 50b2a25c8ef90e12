// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sextant.engine.ranking.PruningEffect.Control;
import dev.sextant.engine.ranking.PruningEffect.SwitchedOff;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruningEffectTest {
    private static final StoppingPlan HALF = new StoppingPlan(List.of(new Rung(3, 0.5, 9)));
    private static final StoppingPlan CONTROL = new StoppingPlan(HALF.rungs(), false, List.of());

    private final List<Trial> trials = new ArrayList<>();

    private PruningEffectTest add(StoppingPlan plan, @Nullable Outcome outcome) {
        return add(Role.SEARCH, plan, outcome);
    }

    private PruningEffectTest add(Role role, StoppingPlan plan, @Nullable Outcome outcome) {
        trials.add(
                new Trial(trials.size(), role, SmallStudy.configuration(0.01, "step"), Note.EMPTY, plan, "", outcome));
        return this;
    }

    /** This value in every epoch but the last. */
    private static Outcome completed(double early, double last, int epochs) {
        double[] curve = new double[epochs];
        Arrays.fill(curve, early);
        curve[epochs - 1] = last;
        return new Outcome.Completed(last, epochs, Map.of(), new LearningCurve(curve));
    }

    private static Outcome pruned(int epochs) {
        double[] curve = new double[epochs];
        Arrays.fill(curve, 0.9);
        return new Outcome.Pruned(0.9, 1, new LearningCurve(curve));
    }

    private PruningEffect effect() {
        return effect(trials, SmallStudy.LOSS);
    }

    private static PruningEffect effect(List<Trial> trials, Objective objective) {
        return Objects.requireNonNull(PruningEffect.of(trials, Goals.of(objective)));
    }

    @Test
    void withoutAPrunerThereIsNoEffect() {
        assertNull(PruningEffect.of(List.of(), Goals.of(SmallStudy.LOSS)));
        add(StoppingPlan.NONE, completed(1, 1, 9));
        assertNull(PruningEffect.of(trials, Goals.of(SmallStudy.LOSS)));
    }

    @Test
    void aPrunedTrialSavesWhatControlTrialsOfItsLengthRanBeyondIt() {
        for (int epochs : new int[] {2, 10, 20, 30, 28}) add(CONTROL, completed(0.1, 0.1, epochs));
        for (int i = 0; i < 9; i++) add(HALF, completed(0.1, 0.1, 99));
        add(HALF, pruned(3)).add(HALF, pruned(10));
        // Control trials that ran 3 epochs or more: 10, 20, 28, 30, lower middle 20; 10 or more: the same.
        PruningEffect effect = effect();
        assertEquals(2, effect.pruned());
        assertEquals(17 + 10, effect.saved());
        assertEquals(90 + 9 * 99 + 13, effect.epochs());
        assertEquals(27.0 / (90 + 9 * 99 + 13 + 27), effect.share());
    }

    @Test
    void whereFewControlTrialsRanAsLongAllCompletedOnesTell() {
        add(CONTROL, completed(0.1, 0.1, 8)).add(CONTROL, completed(0.1, 0.1, 9));
        for (int epochs : new int[] {20, 30, 40}) add(HALF, completed(0.1, 0.1, epochs));
        add(HALF, pruned(5));
        assertEquals(20 - 5, effect().saved());
        add(HALF, pruned(31)).add(HALF, pruned(50));
        assertEquals(15 + 9 + 0, effect().saved(), "nothing is claimed where nobody ran as long");
    }

    @Test
    void theCostIsTheRankOfControlTrialsThatWouldHaveBeenStopped() {
        add(CONTROL, completed(0.9, 0.30, 9)); // 4th, would have been stopped
        add(CONTROL, completed(0.4, 0.10, 9)); // 1st
        add(CONTROL, completed(0.8, 0.70, 9)); // 6th, would have been stopped
        add(CONTROL, completed(0.9, 0.20, 3)); // 2nd, ended before its rung
        add(HALF, completed(0.4, 0.25, 9)); // 3rd
        add(HALF, completed(0.5, 0.40, 9)); // 5th
        add(HALF, pruned(3));
        add(CONTROL, new Outcome.Diverged(new LearningCurve(new double[] {0.9, 0.9, 0.9, Double.NaN})));
        assertEquals(new Control(3, 2, 4, 1, 6), effect().control());
    }

    @Test
    void whereNoControlTrialFellShortThereIsNoRank() {
        add(CONTROL, completed(0.4, 0.1, 9)).add(HALF, pruned(3));
        assertEquals(new Control(1, 0, 0, 0, 1), effect().control());
        assertEquals(
                new Control(0, 0, 0, 0, 0),
                new PruningEffectTest().add(HALF, pruned(3)).effect().control());
    }

    @Test
    void maximizingTurnsEverythingRound() {
        StoppingPlan plan = new StoppingPlan(List.of(new Rung(3, -0.5, 9)), false, List.of());
        add(plan, completed(-0.9, -0.3, 9)).add(plan, completed(-0.4, -0.1, 9));
        PruningEffect effect = effect(trials, new Objective("validationAccuracy", Direction.MAXIMIZE));
        assertEquals(new Control(2, 1, 2, 1, 2), effect.control());
    }

    @Test
    void rungsThatWereSwitchedOffAreCountedInOrderOfEpoch() {
        add(off(9, 0.1), completed(1, 1, 9))
                .add(off(3, -0.2), completed(1, 1, 9))
                .add(off(3, 0.25), pruned(1));
        List<Trial> backwards = trials.reversed();
        for (PruningEffect effect : List.of(effect(), effect(backwards, SmallStudy.LOSS)))
            assertEquals(List.of(new SwitchedOff(3, 2, 0.25), new SwitchedOff(9, 1, 0.1)), effect.switchedOff());
    }

    private static StoppingPlan off(int epoch, double correlation) {
        return new StoppingPlan(List.of(), true, List.of(new StoppingPlan.SwitchedOff(epoch, correlation, 5)));
    }

    @Test
    void onlySearchTrialsThatEndedCount() {
        add(CONTROL, completed(0.4, 0.1, 9));
        PruningEffect alone = effect();
        add(new Role.Confirmation(0, 1), StoppingPlan.NONE, completed(0.4, 0.01, 90))
                .add(HALF, null);
        assertEquals(alone, effect());
    }

    @Test
    void aStudyOfAnOlderVersionTellsWhatWasSavedAlone() {
        add(StoppingPlan.NONE, completed(0.4, 0.1, 9)).add(StoppingPlan.NONE, pruned(3));
        assertEquals(new PruningEffect(1, 12, 6, new Control(0, 0, 0, 0, 1), List.of()), effect());
    }
}
