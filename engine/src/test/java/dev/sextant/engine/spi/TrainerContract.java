// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every trainer keeps to. An implementation's test extends this and says what to train. */
public abstract class TrainerContract {
    private static final long SEED = 20261120;

    protected abstract TrainerFactory factory();

    /** Where relative paths in the documents begin. */
    protected abstract Path folder();

    /** At least one document that completes in well under a second, with nothing left to vary. */
    protected abstract List<ObjectNode> documents();

    /** Whether every epoch but the last gives a checkpoint. */
    protected boolean givesCheckpoints() {
        return false;
    }

    private Assignment assignment(ObjectNode document, int trial) {
        return new Assignment(document.deepCopy(), objective(document), Seeds.ofSearch(SEED, trial), false);
    }

    private Objective objective(ObjectNode document) {
        Map.Entry<String, Direction> first =
                factory().metrics(document).entrySet().iterator().next();
        return new Objective(first.getKey(), first.getValue());
    }

    private static Outcome train(Trainer trainer, Assignment assignment) throws TrainingException {
        try (Training training = trainer.start(assignment)) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    private Outcome.Completed complete(ObjectNode document) throws TrainingException {
        Outcome outcome = train(factory().create(folder()), assignment(document, 0));
        if (outcome instanceof Outcome.Completed completed) return completed;
        throw new AssertionError("%s ended as %s".formatted(document, outcome));
    }

    @Test
    void equalAssignmentsGiveEqualOutcomesWhateverRanBefore() throws Exception {
        Trainer used = factory().create(folder());
        for (ObjectNode document : documents())
            for (int trial = 0; trial < 3; trial++) train(used, assignment(document, trial));
        for (ObjectNode document : documents())
            assertEquals(
                    train(factory().create(folder()), assignment(document, 1)),
                    train(used, assignment(document, 1)),
                    document.toString());
    }

    @Test
    void fourTrainingsAtOnceEqualFourInARow() throws Exception {
        for (ObjectNode document : documents()) {
            Trainer alone = factory().create(folder());
            List<Outcome> inARow = new ArrayList<>();
            for (int trial = 0; trial < 4; trial++) inARow.add(train(alone, assignment(document, trial)));
            Trainer shared = factory().create(folder());
            List<Future<Outcome>> running = new ArrayList<>();
            List<Outcome> atOnce = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int trial = 0; trial < 4; trial++) {
                    Assignment assignment = assignment(document, trial);
                    running.add(threads.submit(() -> train(shared, assignment)));
                }
                for (Future<Outcome> one : running) atOnce.add(one.get());
            }
            assertEquals(inARow, atOnce, document.toString());
        }
    }

    @Test
    void slicesTakenInTurnsEqualTrainingsInARow() throws Exception {
        Trainer trainer = factory().create(folder());
        for (ObjectNode document : documents()) {
            Outcome first = train(trainer, assignment(document, 0));
            Outcome second = train(trainer, assignment(document, 1));
            try (Training one = trainer.start(assignment(document, 0));
                    Training other = trainer.start(assignment(document, 1))) {
                Progress a = one.step();
                Progress b = other.step();
                while (!(a instanceof Progress.Done && b instanceof Progress.Done)) {
                    if (!(a instanceof Progress.Done)) a = one.step();
                    if (!(b instanceof Progress.Done)) b = other.step();
                }
                assertEquals(new Progress.Done(first), a);
                assertEquals(new Progress.Done(second), b);
            }
        }
    }

    /** As on another machine, where the files that the trainer tells of lie somewhere, and no others. */
    @Test
    void theFilesThatItTellsOfAreAllThatItReads(@TempDir Path empty) throws Exception {
        if (factory().startsPrograms()) return; // its programs are each machine's own
        for (ObjectNode document : documents()) {
            Map<String, Path> elsewhere = new HashMap<>();
            for (String name : factory().create(folder()).files(document)) {
                Path copy = empty.resolve("carried-" + elsewhere.size());
                Files.copy(folder().resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
                assertNull(elsewhere.put(name, copy), () -> name + " is told twice");
            }
            Trainer away = factory().create(new StudyFolder(empty, elsewhere));
            assertEquals(
                    factory().create(folder()).prepare(document, objective(document), Seeds.ofSearch(SEED, 1)),
                    away.prepare(document, objective(document), Seeds.ofSearch(SEED, 1)),
                    document.toString());
            assertEquals(
                    train(factory().create(folder()), assignment(document, 1)),
                    train(away, assignment(document, 1)),
                    document.toString());
        }
    }

    @Test
    void closingEarlyOrTwiceIsSafe() throws Exception {
        Trainer trainer = factory().create(folder());
        ObjectNode document = documents().getFirst();
        Training unused = trainer.start(assignment(document, 0));
        unused.close();
        Training begun = trainer.start(assignment(document, 0));
        begun.step();
        begun.close();
        assertDoesNotThrow(begun::close);
        assertEquals(complete(document), train(trainer, assignment(document, 0)));
    }

    @Test
    void epochsAreCountedFromOneAndTheCurveHoldsTheirValues() throws Exception {
        for (ObjectNode document : documents()) {
            List<Double> values = new ArrayList<>();
            Outcome outcome = null;
            try (Training training = factory().create(folder()).start(assignment(document, 0))) {
                while (outcome == null) {
                    switch (training.step()) {
                        case Progress.Running _ -> {}
                        case Progress.Epoch epoch -> {
                            values.add(epoch.value());
                            assertEquals(values.size(), epoch.epoch());
                        }
                        case Progress.Done done -> outcome = done.outcome();
                    }
                }
            }
            double[] curve = outcome.curve().toArray();
            for (int i = 0; i < values.size(); i++) assertEquals(values.get(i), curve[i]);
            assertTrue(curve.length == values.size() || curve.length == values.size() + 1);
            assertTrue(curve.length <= factory().epochs(document));
        }
    }

    @Test
    void theBestEpochsValueIsTheOutcomes() throws Exception {
        for (ObjectNode document : documents()) {
            Objective objective = objective(document);
            Outcome.Completed completed = complete(document);
            assertEquals(completed.value(), completed.metrics().get(objective.metric()));
            assertEquals(completed.value(), completed.curve().at(completed.bestEpoch()));
            assertEquals(
                    completed.value(),
                    completed.curve().bestUpTo(completed.curve().epochs(), objective.direction()));
        }
    }

    @Test
    void testRowsAreScoredOnlyWhenAsked() throws Exception {
        for (ObjectNode document : documents())
            for (String metric : complete(document).metrics().keySet()) assertFalse(metric.startsWith("test"), metric);
    }

    @Test
    void preparingGivesTheSameFactsAgainAndLeavesTheDocumentAlone() throws Exception {
        for (ObjectNode document : documents()) {
            ObjectNode copy = document.deepCopy();
            Trainer trainer = factory().create(folder());
            Preparation found = trainer.prepare(copy, objective(document), Seeds.ofSearch(SEED, 0));
            assertEquals(found, trainer.prepare(copy, objective(document), Seeds.ofSearch(SEED, 0)));
            assertEquals(found, factory().create(folder()).prepare(copy, objective(document), Seeds.ofSearch(SEED, 0)));
            train(trainer, assignment(copy, 0));
            assertEquals(document, copy);
        }
    }

    @Test
    void anObjectiveThatCannotBeIsRefusedBeforeTheFirstTrialAsByIt() throws Exception {
        Objective unknown = new Objective("noSuchMetric", Direction.MINIMIZE);
        for (ObjectNode document : documents()) {
            Trainer trainer = factory().create(folder());
            TrainingException early = assertThrows(
                    TrainingException.class,
                    () -> trainer.prepare(document.deepCopy(), unknown, Seeds.ofSearch(SEED, 0)));
            TrainingException late = assertThrows(
                    TrainingException.class,
                    () -> trainer.start(new Assignment(document.deepCopy(), unknown, Seeds.ofSearch(SEED, 0), false)));
            assertEquals(late.path(), early.path());
            assertEquals(late.getMessage(), early.getMessage());
            assertEquals(late.help(), early.help());
        }
    }

    @Test
    void whatTheSchemaPresetsIsTrainedTheSameWrittenOrNot() throws Exception {
        for (ObjectNode document : documents())
            assertEquals(complete(document), complete(factory().schema().filled(document)));
    }

    @Test
    void theFactoryNamesAtLeastOneMetricAndEpoch() {
        assertFalse(factory().type().isBlank());
        for (ObjectNode document : documents()) {
            assertFalse(factory().metrics(document).isEmpty());
            assertTrue(factory().epochs(document) >= 1);
        }
    }

    @Test
    void whoGoesOnFromACheckpointComesToTheSameBitForBit() throws Exception {
        for (ObjectNode document : documents()) {
            Assignment assignment = assignment(document, 1);
            RecordedTraining straight;
            try (Training training = factory().create(folder()).start(assignment)) {
                straight = RecordedTraining.of(training);
            }
            if (givesCheckpoints())
                assertEquals(straight.epochs(), straight.checkpoints().size(), "checkpoints of " + document);
            Trainer used = factory().create(folder());
            for (ObjectNode other : documents()) train(used, assignment(other, 2));
            try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
                for (Map.Entry<Integer, byte[]> kept : straight.checkpoints().entrySet()) {
                    RecordedTraining rest = elsewhere
                            .submit(() -> {
                                try (Training training = used.start(
                                        assignment(document, 1),
                                        new Circumstances(2, StoppingPlan.NONE, kept.getValue(), null))) {
                                    return RecordedTraining.of(training);
                                }
                            })
                            .get();
                    straight.checkEndsWith(rest, kept.getKey(), document.toString());
                }
            }
        }
    }

    @Test
    void aCheckpointThatIsDamagedOrOfAnotherAssignmentIsRefusedInWords() throws Exception {
        for (ObjectNode document : documents()) {
            Trainer trainer = factory().create(folder());
            byte[] checkpoint;
            try (Training training = trainer.start(assignment(document, 1))) {
                RecordedTraining recorded = RecordedTraining.of(training);
                if (recorded.checkpoints().isEmpty()) continue;
                checkpoint = recorded.checkpoints().values().iterator().next();
            }
            refused(trainer, assignment(document, 2), checkpoint);
            DrawSequence draws = new Draws(SEED, 0).of("damage");
            for (int i = 0; i < 40; i++) {
                byte[] damaged = checkpoint.clone();
                damaged[draws.below(damaged.length)] ^= (byte) (1 << draws.below(8));
                refused(trainer, assignment(document, 1), damaged);
                refused(trainer, assignment(document, 1), Arrays.copyOf(checkpoint, draws.below(checkpoint.length)));
            }
            refused(trainer, assignment(document, 1), Arrays.copyOf(checkpoint, checkpoint.length + 1));
        }
    }

    private static void refused(Trainer trainer, Assignment assignment, byte[] checkpoint) {
        Circumstances circumstances = new Circumstances(2, StoppingPlan.NONE, checkpoint, null);
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> trainer.start(assignment, circumstances).close());
        assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
}
