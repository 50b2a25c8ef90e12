// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
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

    @Test
    void nothingIsStoppedBeforeAnythingIsKnown() {
        Space space = SearcherContract.mixed();
        for (long trial = 0; trial < 10; trial++)
            assertEquals(
                    StoppingPlan.NONE, create(space, EPOCHS).plan(view(space, List.of(), 0), trial, space.preset()));
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
                            .map(rung -> new StoppingPlan.Rung(rung.epoch(), -rung.threshold()))
                            .toList(),
                    up.rungs());
        }
    }
}
