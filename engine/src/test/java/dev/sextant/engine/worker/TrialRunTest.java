// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.worker.TrialRun.Slice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialRunTest {
    private static TrialRun run(Direction direction, StoppingPlan plan, Progress... slices) throws TrainingException {
        return run(direction, plan, false, slices);
    }

    private static TrialRun run(Direction direction, StoppingPlan plan, boolean timed, Progress... slices)
            throws TrainingException {
        return run(direction, plan, timed, Limits.NONE, slices);
    }

    private static TrialRun run(
            Direction direction, StoppingPlan plan, boolean timed, Limits limits, Progress... slices)
            throws TrainingException {
        Deque<Progress> left = new ArrayDeque<>(List.of(slices));
        Training training = new Training() {
            @Override
            public Progress step() {
                return left.remove();
            }

            @Override
            public void close() {}
        };
        Trainer trainer = new Trainer() {
            @Override
            public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
                return Preparation.of(Map.of());
            }

            @Override
            public Training start(Assignment assignment) {
                return training;
            }
        };
        Assignment assignment = new Assignment(
                JsonNodeFactory.instance.objectNode(), new Objective("loss", direction), Seeds.ofSearch(1, 0), false);
        return new TrialRun(new Task(new Attempt(0, 1, 1, "w"), assignment, plan, timed, limits, false), trainer);
    }

    private static StoppingPlan at(int epoch, double threshold) {
        return new StoppingPlan(List.of(new StoppingPlan.Rung(epoch, threshold)));
    }

    private static LearningCurve curve(double... values) {
        return new LearningCurve(values);
    }

    @Test
    void aTrialBelowItsThresholdStopsAtTheRungWithItsBestSoFar() throws TrainingException {
        TrialRun run = run(
                Direction.MAXIMIZE,
                at(3, 0.8),
                new Progress.Epoch(1, 0.5),
                new Progress.Running(),
                new Progress.Epoch(2, 0.7),
                new Progress.Epoch(3, 0.6));
        assertEquals(new Slice.Epoch(1, 0.5), run.step());
        assertEquals(new Slice.Running(), run.step());
        assertEquals(new Slice.Epoch(2, 0.7), run.step());
        assertEquals(new Slice.Ended(new Outcome.Pruned(0.7, 2, curve(0.5, 0.7, 0.6))), run.step());
    }

    @Test
    void reachingTheThresholdExactlyIsEnough() throws TrainingException {
        TrialRun run = run(Direction.MINIMIZE, at(2, 0.3), new Progress.Epoch(1, 0.3), new Progress.Epoch(2, 0.9));
        run.step();
        assertEquals(new Slice.Epoch(2, 0.9), run.step());
    }

    @Test
    void theTrainersOwnEndPassesThrough() throws TrainingException {
        Outcome outcome = new Outcome.Diverged(curve(1, Double.NaN));
        TrialRun run = run(Direction.MINIMIZE, at(1, 2), new Progress.Epoch(1, 1), new Progress.Done(outcome));
        run.step();
        assertEquals(new Slice.Ended(outcome), run.step());
    }

    @Test
    void aTrialOfTheControlGroupGoesOnWhateverItsPlan() throws TrainingException {
        StoppingPlan plan = new StoppingPlan(at(1, 0.3).rungs(), false, List.of());
        TrialRun run = run(Direction.MINIMIZE, plan, new Progress.Epoch(1, 0.9));
        assertEquals(new Slice.Epoch(1, 0.9), run.step());
    }

    @Test
    void minusZeroIsAsGoodAsZero() throws TrainingException {
        assertEquals(
                new Slice.Epoch(1, -0.0),
                run(Direction.MAXIMIZE, at(1, 0.0), new Progress.Epoch(1, -0.0)).step());
        assertEquals(
                new Slice.Epoch(1, 0.0),
                run(Direction.MINIMIZE, at(1, -0.0), new Progress.Epoch(1, 0.0)).step());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void aValueThatIsNotFiniteIsADivergedTrialAtOnce(double value) throws TrainingException {
        TrialRun run =
                run(Direction.MINIMIZE, StoppingPlan.NONE, new Progress.Epoch(1, 0.5), new Progress.Epoch(2, value));
        run.step();
        assertEquals(new Slice.Ended(new Outcome.Diverged(curve(0.5, value))), run.step());
    }

    @Test
    void aLongCurveIsKeptWhole() throws TrainingException {
        Progress[] slices = new Progress[100];
        double[] values = new double[100];
        for (int i = 0; i < 100; i++) {
            values[i] = 1.0 / (1 + i);
            slices[i] = new Progress.Epoch(i + 1, values[i]);
        }
        TrialRun run = run(Direction.MINIMIZE, at(100, 0), slices);
        for (int i = 0; i < 99; i++) run.step();
        assertEquals(new Slice.Ended(new Outcome.Pruned(0.01, 100, curve(values))), run.step());
    }

    @Test
    void aPrunedTrialKeepsWhatWasRead() throws TrainingException {
        TrialRun run = run(Direction.MINIMIZE, at(1, 2), new Progress.Epoch(1, 3, Map.of("rate", 0.5)));
        Readings readings = new Readings(Map.of("rate", new double[] {0.5}));
        assertEquals(
                new Slice.Ended(new Outcome.Pruned(3, 1, new LearningCurve(new double[] {3}, readings))), run.step());
    }

    @Test
    void aTrialThatIsTimedTellsTheSecondsOfAnEpoch() throws TrainingException {
        Outcome outcome = new Outcome.Completed(1, 1, Map.of("loss", 1.0), curve(1));
        TrialRun run =
                run(Direction.MINIMIZE, StoppingPlan.NONE, true, new Progress.Epoch(1, 1), new Progress.Done(outcome));
        run.step();
        Slice.Ended ended = assertInstanceOf(Slice.Ended.class, run.step());
        Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, ended.outcome());
        double seconds = completed.metrics().getOrDefault("epochSeconds", Double.NaN);
        assertTrue(0 <= seconds && seconds < 60, "epochs of " + seconds + " s");
        assertEquals(1.0, completed.metrics().get("loss"));
    }

    @Test
    void aTrialStopsAfterAsManyEpochsAsATrialMayTrainWhateverItsPlan() throws TrainingException {
        Limits two = new Limits(null, 2, null, 1, Limits.SLICE_TIME);
        StoppingPlan control = new StoppingPlan(at(1, 0.3).rungs(), false, List.of());
        for (StoppingPlan plan : List.of(StoppingPlan.NONE, control, at(3, 0.5))) {
            TrialRun run =
                    run(Direction.MINIMIZE, plan, false, two, new Progress.Epoch(1, 0.4), new Progress.Epoch(2, 0.6));
            assertEquals(new Slice.Epoch(1, 0.4), run.step());
            assertEquals(new Slice.Ended(new Outcome.Pruned(0.4, 1, curve(0.4, 0.6))), run.step());
        }
    }

    @Test
    void aTrialThatEndsInItsLastEpochOfAllHasCompleted() throws TrainingException {
        Limits two = new Limits(null, 2, null, 1, Limits.SLICE_TIME);
        Outcome outcome = new Outcome.Completed(0.4, 1, Map.of(), curve(0.4, 0.6));
        TrialRun run = run(
                Direction.MINIMIZE,
                StoppingPlan.NONE,
                false,
                two,
                new Progress.Epoch(1, 0.4),
                new Progress.Done(outcome));
        run.step();
        assertEquals(new Slice.Ended(outcome), run.step());
    }

    @Test
    void aTrainerThatSkipsEpochsOrPrunesIsAtFault() throws TrainingException {
        TrialRun skips = run(Direction.MINIMIZE, StoppingPlan.NONE, new Progress.Epoch(2, 1));
        assertThrows(ContractException.class, skips::step);
        Outcome pruned = new Outcome.Pruned(1, 1, curve(1));
        TrialRun prunes = run(Direction.MINIMIZE, StoppingPlan.NONE, new Progress.Done(pruned));
        assertThrows(ContractException.class, prunes::step);
    }
}
