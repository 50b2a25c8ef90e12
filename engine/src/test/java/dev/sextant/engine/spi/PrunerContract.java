// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.History;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every pruner is held to. A pruner's test extends this and names its factory. */
public abstract class PrunerContract {
    private static final int EPOCHS = 30;

    protected abstract PrunerFactory factory();

    protected ObjectNode options() {
        return Rehearsal.defaults(factory().options());
    }

    protected Pruner create(Space space, int epochs) {
        return factory().create(space, options(), epochs);
    }

    /** Trials with falling curves, some diverged, pruned or failed; the better the final value the better the curve. */
    public static List<Observation> observations(Space space, Direction direction, int count, int epochs) {
        List<Observation> observed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DrawSequence draws = new Draws(7, i).of("curves");
            double level = draws.uniform();
            int length = i % 7 == 3 ? 1 + epochs / 3 : i % 11 == 5 ? 1 + epochs / 9 : epochs;
            double[] curve = new double[length];
            for (int e = 0; e < length; e++)
                curve[e] = direction.minimized(level + 1.0 / (e + 1) + 0.01 * draws.uniform());
            if (i % 11 == 5) curve[length - 1] = Double.NaN;
            LearningCurve learned = new LearningCurve(curve);
            double best = learned.bestUpTo(length, direction);
            Outcome outcome = i % 13 == 12
                    ? new Outcome.Failed("no answer")
                    : i % 11 == 5
                            ? new Outcome.Diverged(learned)
                            : i % 7 == 3
                                    ? new Outcome.Pruned(best, length, learned)
                                    : new Outcome.Completed(best, length, Map.of(), learned);
            double[] unit = new double[space.dimensions()];
            for (int d = 0; d < unit.length; d++) unit[d] = draws.uniform();
            observed.add(new Observation(i, space.fromUnit(unit), outcome, Note.EMPTY));
        }
        return observed;
    }

    @Test
    void theSameArgumentsGiveTheSamePlan() {
        Space space = SearcherContract.mixed();
        List<Observation> observed = observations(space, Direction.MINIMIZE, 60, EPOCHS);
        Pruner used = create(space, EPOCHS);
        List<StoppingPlan> plans = new ArrayList<>();
        for (int k = 0; k <= 60; k++) plans.add(used.plan(view(space, observed, k), k, space.preset()));
        assertTrue(plans.stream().anyMatch(plan -> !plan.rungs().isEmpty()), "no plan has a rung");
        for (int k = 60; k >= 0; k -= 7) {
            assertEquals(plans.get(k), used.plan(view(space, observed, k), k, space.preset()));
            assertEquals(plans.get(k), create(space, EPOCHS).plan(view(space, observed, k), k, space.preset()));
        }
    }

    private static View view(Space space, List<Observation> observed, int count) {
        return new View(space, Direction.MINIMIZE, observed.subList(0, count), List.of());
    }

    @Test
    void rungsLieBeforeTheLastEpochAndThresholdsAreFinite() {
        Space space = SearcherContract.mixed();
        for (int epochs : new int[] {1, 2, 3, 9, 30, 81, 1000}) {
            List<Observation> observed = observations(space, Direction.MINIMIZE, 40, epochs);
            for (int trial = 40; trial < 46; trial++)
                for (StoppingPlan.Rung rung : create(space, epochs)
                        .plan(view(space, observed, 40), trial, space.preset())
                        .rungs()) {
                    assertTrue(1 <= rung.epoch() && rung.epoch() < epochs, rung + " of " + epochs);
                    assertTrue(Double.isFinite(rung.threshold()), rung::toString);
                }
        }
    }

    /** What a pruner remembers of the observations that it saw must not tell. */
    @Test
    void aPlanComesFromTheViewAndNotFromViewsBeforeIt() {
        Space space = SearcherContract.mixed();
        List<Observation> observed = observations(space, Direction.MINIMIZE, 60, EPOCHS);
        List<Observation> others = new ArrayList<>(observed);
        others.set(7, new Observation(7, space.preset(), new Outcome.Failed("another history"), Note.EMPTY));
        Pruner used = create(space, EPOCHS);
        for (int k : new int[] {60, 20, 41, 7, 59, 0, 60})
            for (List<Observation> history : List.of(observed, others))
                for (Direction direction : Direction.values()) {
                    View view = new View(space, direction, history.subList(0, k), List.of(space.preset()));
                    assertEquals(
                            create(space, EPOCHS).plan(view, 61, space.preset()),
                            used.plan(view, 61, space.preset()),
                            () -> direction + " after " + view.observed().size());
                }
    }

    /** As virtual time and asynchronous studies have them. */
    @Test
    void resultsMayComeInAnotherOrderThanTheirNumbers() {
        Space space = SearcherContract.mixed();
        List<Observation> left = new ArrayList<>(observations(space, Direction.MINIMIZE, 60, EPOCHS));
        DrawSequence chance = new Draws(11, 0).of("ends");
        History ended = new History();
        Pruner used = create(space, EPOCHS);
        int rungs = 0;
        for (int trial = 5; !left.isEmpty(); trial++) {
            ended.add(left.remove(chance.below(Math.min(5, left.size()))));
            View view = new View(space, Direction.MINIMIZE, ended.first(ended.size()), List.of());
            StoppingPlan plan = used.plan(view, trial, space.preset());
            assertEquals(create(space, EPOCHS).plan(view, trial, space.preset()), plan, "trial " + trial);
            rungs += plan.rungs().size();
        }
        assertTrue(rungs > 0, "no plan has a rung");
    }

    @Test
    void oneTrialInFiveRunsToItsEndAndShowsWhatItsPlanWouldHaveBeen() {
        Space space = SearcherContract.mixed();
        View view = view(space, observations(space, Direction.MINIMIZE, 60, EPOCHS), 60);
        List<Long> control = new ArrayList<>();
        boolean shown = false;
        for (long trial = 60; trial < 160; trial++) {
            StoppingPlan plan = create(space, EPOCHS).plan(view, trial, space.preset());
            if (plan.enforced()) continue;
            control.add(trial);
            shown |= !plan.rungs().isEmpty();
            for (StoppingPlan.Rung rung : plan.rungs())
                assertFalse(plan.stops(rung.epoch(), Double.POSITIVE_INFINITY, Direction.MINIMIZE));
        }
        assertEquals(20, control.size(), control::toString);
        assertTrue(shown, "no control trial has a rung");
        assertFalse(
                create(space, EPOCHS)
                        .plan(view(space, List.of(), 0), 0, space.preset())
                        .enforced(),
                "trial 0");
    }

    @Test
    void strangeHistoriesGivePlansAllTheSame() {
        long seed = Long.getLong("sextant.seed", 20261120);
        double[] strange = {1e300, -1e300, -0.0, 0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 1, 1, 2};
        Space space = SearcherContract.mixed();
        for (int round = 0; round < 300; round++) {
            DrawSequence draws = new Draws(seed, round).of("histories");
            int epochs = 1 + draws.below(40);
            Direction direction = draws.below(2) == 0 ? Direction.MINIMIZE : Direction.MAXIMIZE;
            List<Observation> observed = new ArrayList<>();
            int count = draws.below(50);
            while (observed.size() < count) observed.add(strange(observed.size(), epochs, strange, space, draws));
            for (int trial = count; trial < count + 3; trial++) {
                View view = new View(space, direction, observed, List.of());
                StoppingPlan plan = create(space, epochs).plan(view, trial, space.preset());
                String where = "seed %d, round %d, trial %d: %s".formatted(seed, round, trial, plan);
                for (StoppingPlan.Rung rung : plan.rungs()) {
                    assertTrue(1 <= rung.epoch() && rung.epoch() < epochs, where);
                    assertTrue(Double.isFinite(rung.threshold()), where);
                    assertTrue(1 <= rung.trials() && rung.trials() <= count, where);
                }
            }
        }
    }

    private static Observation strange(int trial, int epochs, double[] values, Space space, DrawSequence draws) {
        double[] curve = new double[1 + draws.below(epochs)];
        for (int e = 0; e < curve.length; e++) curve[e] = values[draws.below(values.length)];
        LearningCurve learned = new LearningCurve(curve);
        double[] unit = new double[space.dimensions()];
        for (int d = 0; d < unit.length; d++) unit[d] = draws.uniform();
        Outcome outcome = switch (draws.below(5)) {
            case 0 -> new Outcome.Diverged(learned);
            case 1 -> new Outcome.Failed("no answer");
            case 2 -> new Outcome.Pruned(curve[0], 1, learned);
            default -> new Outcome.Completed(Double.isFinite(curve[0]) ? curve[0] : -0.0, 1, Map.of(), learned);
        };
        return new Observation(trial, space.fromUnit(unit), outcome, Note.EMPTY);
    }

    @Test
    void nothingIsStoppedBeforeAnythingIsKnown() {
        Space space = SearcherContract.mixed();
        for (long trial = 0; trial < 10; trial++)
            assertEquals(
                    List.of(),
                    create(space, EPOCHS)
                            .plan(view(space, List.of(), 0), trial, space.preset())
                            .rungs());
    }

    @Test
    void allDivergedGivesNoThreshold() {
        Space space = SearcherContract.line();
        List<Observation> diverged = new ArrayList<>();
        for (int i = 0; i < 20; i++)
            diverged.add(new Observation(
                    i, space.preset(), new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN})), Note.EMPTY));
        assertEquals(StoppingPlan.NONE, create(space, EPOCHS).plan(view(space, diverged, 20), 21, space.preset()));
    }

    @Test
    void maximizingMirrorsMinimizing() {
        Space space = SearcherContract.line();
        Configuration any = space.preset();
        for (int trial = 50; trial < 55; trial++) {
            StoppingPlan down = create(space, EPOCHS)
                    .plan(
                            new View(
                                    space,
                                    Direction.MINIMIZE,
                                    observations(space, Direction.MINIMIZE, 50, EPOCHS),
                                    List.of()),
                            trial,
                            any);
            StoppingPlan up = create(space, EPOCHS)
                    .plan(
                            new View(
                                    space,
                                    Direction.MAXIMIZE,
                                    observations(space, Direction.MAXIMIZE, 50, EPOCHS),
                                    List.of()),
                            trial,
                            any);
            assertEquals(
                    down.rungs().stream()
                            .map(rung -> new StoppingPlan.Rung(rung.epoch(), -rung.threshold(), rung.trials()))
                            .toList(),
                    up.rungs());
        }
    }
}
