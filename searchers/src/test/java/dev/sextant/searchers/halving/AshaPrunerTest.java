// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.PrunerContract;
import dev.sextant.engine.spi.PrunerFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.StoppingPlan.Rung;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AshaPrunerTest extends PrunerContract {
    private static final Space LINE = dev.sextant.engine.spi.SearcherContract.line();
    private static final Configuration ANY = LINE.preset();

    @Override
    protected PrunerFactory factory() {
        return new AshaPrunerFactory();
    }

    private static Observation flat(long trial, double value, int epochs) {
        return curved(trial, value, value, epochs, ANY);
    }

    private static Observation curved(long trial, double early, double last, int epochs, Configuration point) {
        double[] values = new double[epochs];
        Arrays.fill(values, early);
        values[epochs - 1] = last;
        return new Observation(
                trial, point, new Outcome.Completed(last, epochs, Map.of(), new LearningCurve(values)), Note.EMPTY);
    }

    private static StoppingPlan plan(List<Observation> observed, long trial, int epochs) {
        return new AshaPruner(3, epochs).plan(new View(LINE, Direction.MINIMIZE, observed, List.of()), trial, ANY);
    }

    @Test
    void rungsStartAtOneTwentySeventhAndTriple() {
        List<Observation> three = List.of(flat(0, 5, 81), flat(1, 4, 81), flat(2, 6, 81));
        assertEquals(
                List.of(new Rung(3, 4), new Rung(9, 4), new Rung(27, 4)),
                plan(three, 3, 81).rungs());
        List<Observation> shorter = List.of(flat(0, 5, 10), flat(1, 4, 10), flat(2, 6, 10));
        assertEquals(
                List.of(new Rung(1, 4), new Rung(3, 4), new Rung(9, 4)),
                plan(shorter, 3, 10).rungs());
    }

    @Test
    void theThresholdIsTheBestThirdOfTheValuesSeen() {
        List<Observation> observed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            assertEquals(i >= 3, !plan(observed, 8, 30).rungs().isEmpty(), i + " observed");
            observed.add(flat(i, i, 30));
        }
        assertEquals(1.0, plan(observed, 8, 30).rungs().getFirst().threshold()); // the second best of eight
    }

    @Test
    void divergedTrialsCountAsWorstAndFailedOnesNotAtAll() {
        List<Observation> observed = new ArrayList<>(List.of(flat(0, 5, 30), flat(1, 4, 30)));
        observed.add(new Observation(2, ANY, new Outcome.Failed("no"), Note.EMPTY));
        assertEquals(StoppingPlan.NONE, plan(observed, 3, 30));
        observed.add(new Observation(
                3, ANY, new Outcome.Diverged(new LearningCurve(new double[] {1, Double.NaN})), Note.EMPTY));
        assertEquals(4.0, plan(observed, 5, 30).rungs().getFirst().threshold());
    }

    @Test
    void controlTrialsHaveNoPlan() {
        List<Observation> observed = List.of(flat(0, 5, 30), flat(1, 4, 30), flat(2, 6, 30));
        for (long trial = 3; trial < 30; trial++)
            assertEquals(trial % 5 == 4, plan(observed, trial, 30).rungs().isEmpty(), "trial " + trial);
        assertEquals(StoppingPlan.NONE, plan(observed, 0, 30));
    }

    @Test
    void nobodyIsStoppedWhereEarlyValuesDoNotForetellTheLast() {
        List<Observation> observed = new ArrayList<>();
        long[] control = {0, 4, 9, 14, 19};
        for (int i = 0; i < 5; i++) observed.add(curved(control[i], 10 - i, i, 30, ANY)); // early good, last bad
        assertEquals(StoppingPlan.NONE, plan(observed, 21, 30));
        assertEquals(4, plan(observed.subList(0, 4), 21, 30).rungs().size(), "four say nothing yet");
        List<Observation> agreeing = new ArrayList<>();
        for (int i = 0; i < 5; i++) agreeing.add(curved(control[i], 10 + i, i, 30, ANY));
        assertEquals(4, plan(agreeing, 21, 30).rungs().size());
    }

    @Test
    void beforeANinthOfTheEpochsOnlyTheSameScheduleCompares() {
        Space space = dev.sextant.engine.spi.SearcherContract.mixed();
        Configuration constant = space.fromUnit(new double[] {.5, .5, .5, .5, .1, .5, .5});
        Configuration cosine = space.fromUnit(new double[] {.5, .5, .5, .5, .9, .5, .5});
        List<Observation> observed = new ArrayList<>();
        for (int i = 0; i < 3; i++) observed.add(curved(i, 1 + i, 1 + i, 27, constant));
        StoppingPlan other =
                new AshaPruner(3, 27).plan(new View(space, Direction.MINIMIZE, observed, List.of()), 5, cosine);
        assertEquals(List.of(3, 9), other.rungs().stream().map(Rung::epoch).toList());
        StoppingPlan same =
                new AshaPruner(3, 27).plan(new View(space, Direction.MINIMIZE, observed, List.of()), 5, constant);
        assertEquals(List.of(1, 3, 9), same.rungs().stream().map(Rung::epoch).toList());
    }
}
