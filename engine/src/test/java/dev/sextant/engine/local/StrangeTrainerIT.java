// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.local.LocalStudy.Ending;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.EarlyEnd;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.engine.worker.StrangeTrainer;
import dev.sextant.engine.worker.StrangeTrainer.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainers that misbehave: their trials fail, and nothing else changes. */
class StrangeTrainerIT {
    private static final Logger LOG = Logger.getLogger("dev.sextant.engine.worker");
    private static final StudySpec SPEC = ToyStudy.spec(30, 4, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);
    private static final Set<Integer> STRANGE = Set.of(0, 1, 7, 18, 29);
    private static final Limits SHORT = new Limits(Duration.ofMillis(300), 0, null, 1, Duration.ofMillis(100));

    /** Of the study with a limit of epochs, run by whichever number of workers came first. */
    private static @Nullable List<Trial> oneWorker;

    private final List<StudyEvent> events = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    private static Stream<Arguments> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.HANGS, Fault.ENDLESS, Fault.EXITS, Fault.GREEDY)).stream()
                .flatMap(fault -> Stream.of(1, 2, 5).map(workers -> Arguments.of(fault, workers)));
    }

    private LocalStudy start(StudySpec spec, Trainer trainer, int workers) {
        return LocalStudy.start(
                new StudyParts(spec, SEARCHER, ToyStudy.HASHING_PRUNER, trainer, new MemoryStore(), workers),
                events::add);
    }

    private static Ending ending(LocalStudy study) throws Exception {
        return study.ending().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private List<String> alarms() {
        return events.stream()
                .filter(StudyEvent.Alarm.class::isInstance)
                .map(event -> ((StudyEvent.Alarm) event).message())
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource("faults")
    void aTrainingThatMisbehavesFailsAlone(Fault fault, int workers) throws Exception {
        StrangeTrainer trainer = new StrangeTrainer(fault, STRANGE);
        try (LocalStudy study = start(SPEC, trainer, workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER, trainer::outcome), study.trials());
        }
        assertEquals(List.of(), alarms());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void aSliceThatNeverEndsIsToldOfAndGivenUpWithItsThread(int workers) throws Exception {
        StudySpec spec = SPEC.with(SHORT);
        StrangeTrainer trainer = new StrangeTrainer(Fault.HANGS, Set.of(3, 11));
        long began = System.nanoTime();
        try (LocalStudy study = start(spec, trainer, workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER, trainer::outcome), study.trials());
        }
        assertTrue(System.nanoTime() - began < 5e9, "closing does not wait for threads that were left behind");
        assertEquals(2, alarms().size());
        assertTrue(
                alarms().getFirst()
                        .matches("trial 3 has been in one slice of its training for 0\\.[1-9] s and may hang:"
                                + " a slice takes about a second at most"),
                alarms().getFirst());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void whatAThreadSaysThatComesBackLateIsNotHeard(int workers) throws Exception {
        StudySpec spec = SPEC.with(SHORT);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        // Says what the toy would have said, but only once its trial has failed.
        Trainer late = new ToyTrainer() {
            @Override
            public Training start(Assignment assignment) throws TrainingException {
                Training training = super.start(assignment);
                if (assignment.seeds().training() != 3) return training;
                return new Training() {
                    @Override
                    public Progress step() throws TrainingException {
                        while (failed.getCount() > 0) LockSupport.parkNanos(1_000_000);
                        return training.step();
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
            }
        };
        StrangeTrainer expected = new StrangeTrainer(Fault.HANGS, Set.of(3));
        try (LocalStudy study = LocalStudy.start(
                new StudyParts(spec, SEARCHER, ToyStudy.HASHING_PRUNER, late, new MemoryStore(), workers), event -> {
                    events.add(event);
                    if (event instanceof StudyEvent.TrialEnded(Trial trial) && trial.number() == 3) failed.countDown();
                })) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER, expected::outcome), study.trials());
            assertTrue(closed.await(10, TimeUnit.SECONDS), "its training is closed by its own thread");
        }
        assertEquals(1, alarms().size());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void aTrialThatTakesLongerThanATrialMayFailsAtTheEndOfItsSlice(int workers) throws Exception {
        StudySpec spec = SPEC.with(SHORT);
        StrangeTrainer trainer = new StrangeTrainer(Fault.ENDLESS, Set.of(3, 11));
        try (LocalStudy study = start(spec, trainer, workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER, trainer::outcome), study.trials());
        }
        assertEquals(List.of(), alarms());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void whatATrainingLeavesBehindDisturbsNobody(int workers) throws Exception {
        Trainer untidy = new ToyTrainer() {
            @Override
            public Training start(Assignment assignment) throws TrainingException {
                if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted");
                Training training = super.start(assignment);
                return new Training() {
                    @Override
                    public Progress step() throws TrainingException {
                        if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted");
                        Progress progress = training.step();
                        Thread.currentThread().interrupt();
                        return progress;
                    }

                    @Override
                    public void close() {
                        Thread.currentThread().interrupt();
                        throw new AssertionError("does not close");
                    }
                };
            }
        };
        try (LocalStudy study = start(SPEC, untidy, workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(SPEC, SEARCHER, ToyStudy.HASHING_PRUNER), study.trials());
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void aSearchOfWhichTooManyTrialsFailEndsAtTheSameTrialForAnyNumberOfWorkers(int workers) throws Exception {
        StudySpec spec = SPEC.with(new Limits(null, 0, null, 0.3, Limits.SLICE_TIME));
        StrangeTrainer trainer = new StrangeTrainer(Fault.EXCEPTION, Set.of(0, 3, 5, 6, 8, 9, 12));
        List<Trial> straight = ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER, trainer::outcome);
        try (LocalStudy study = start(spec, trainer, workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(straight, study.trials());
        }
        SearchEnding ending = EarlyEnd.of(spec, Long.MAX_VALUE, straight);
        assertTrue(ending != null && ending.failures() && ending.trials() < 20, String.valueOf(ending));
        assertTrue(events.contains(new StudyEvent.SearchEnded(ending.trials(), ending.reason())));
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void aLimitOfEpochsEndsTheSameTrialsForAnyNumberOfWorkers(int workers) throws Exception {
        StudySpec spec = SPEC.with(new Limits(null, 2, null, 1, Limits.SLICE_TIME));
        List<Trial> trials;
        try (LocalStudy study = start(spec, new ToyTrainer(), workers)) {
            assertEquals(Ending.FINISHED, ending(study));
            trials = study.trials();
        }
        assertEquals(2, trials.stream().mapToInt(StrangeTrainerIT::epochs).max().orElseThrow());
        assertTrue(trials.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Pruned && epochs(trial) == 2));
        if (oneWorker == null) oneWorker = trials;
        assertEquals(oneWorker, trials);
    }

    private static int epochs(Trial trial) {
        return Objects.requireNonNull(trial.outcome()).curve().epochs();
    }

    @Test
    void aTrainerThatGivesNoTrainingBreaksItsContract() throws Exception {
        Trainer none = new ToyTrainer() {
            @Override
            @SuppressWarnings("NullAway") // which is what it is about
            public Training start(Assignment assignment) {
                return null;
            }
        };
        try (LocalStudy study = start(SPEC, none, 2)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(
                    new Outcome.Failed("the trainer broke its contract: it gave no training (null)"),
                    study.trials().getFirst().outcome());
        }
    }
}
