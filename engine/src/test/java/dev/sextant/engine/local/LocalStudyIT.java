// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.local.LocalStudy.Ending;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.store.SqliteStore;
import dev.sextant.engine.store.StoreException;
import dev.sextant.engine.store.StudyStore;
import dev.sextant.engine.study.Accounts;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.study.ToyStudy.HashingSearcher;
import dev.sextant.engine.study.ToyStudy.ToyTrainer;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStudyIT {
    private static final StudySpec SPEC = ToyStudy.spec(30, 4, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);
    private static final Searcher SEARCHER = new HashingSearcher(Long.MAX_VALUE);
    private static final Pruner PRUNER = ToyStudy.HASHING_PRUNER;

    private final List<StudyEvent> events = Collections.synchronizedList(new ArrayList<>());

    private static StudyParts parts(Trainer trainer, StudyStore store, int workers) {
        return new StudyParts(SPEC, SEARCHER, PRUNER, trainer, store, workers);
    }

    private static Ending ending(LocalStudy study) throws Exception {
        return study.ending().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(LocalStudy study) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, () -> ending(study)).getCause());
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void theTrialsAreThoseOfTheStraightRunWhateverTheWorkers(int workers) throws Exception {
        try (LocalStudy study =
                LocalStudy.start(parts(new UnevenTrainer(workers), new MemoryStore(), workers), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(SPEC, SEARCHER, PRUNER), study.trials());
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 5})
    void virtualTimeAndABudgetOfEpochsAreKeptWhateverTheWorkers(int workers) throws Exception {
        StudySpec spec = ToyStudy.spec(
                60,
                new EpochBudget(90, 5),
                new Parallelism.VirtualTime(6),
                new ConfirmationRule(3, 2, true),
                Direction.MINIMIZE,
                StopRule.NEVER);
        MemoryStore store = new MemoryStore();
        CountDownLatch seen = new CountDownLatch(9);
        LocalStudy first = LocalStudy.start(
                new StudyParts(spec, SEARCHER, PRUNER, new UnevenTrainer(workers), store, workers), event -> {
                    if (event instanceof StudyEvent.TrialEnded) seen.countDown();
                });
        seen.await();
        first.close();
        MemoryStore kept = new MemoryStore(store.content());
        try (LocalStudy study = LocalStudy.start(
                new StudyParts(spec, SEARCHER, PRUNER, new UnevenTrainer(workers), kept, workers), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(spec, SEARCHER, PRUNER), study.trials());
        }
        assertTrue(
                events.stream()
                        .anyMatch(event -> event instanceof StudyEvent.SearchEnded(long _, String reason)
                                && reason.startsWith("the budget of 90 epochs is spent: ")
                                && reason.endsWith(" used, and another training may take 5")),
                events::toString);
    }

    @Test
    void theListenerHearsOfEverythingInOrder() throws Exception {
        List<Trial> trials;
        try (LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), new MemoryStore(), 2), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            trials = study.trials();
        }
        assertEquals(new StudyEvent.Started(List.of(), 30), events.get(0));
        assertEquals(new StudyEvent.PhaseStarted(Phase.SEARCH, 30), events.get(1));
        List<Phase> phases = new ArrayList<>();
        Set<Long> running = new HashSet<>();
        List<Trial> ended = new ArrayList<>();
        for (StudyEvent event : events) {
            switch (event) {
                case StudyEvent.Started _ -> {}
                case StudyEvent.PhaseStarted(Phase phase, long _) -> phases.add(phase);
                case StudyEvent.SearchEnded _, StudyEvent.OutOfTime _ -> {}
                case StudyEvent.TrialStarted(Trial trial) -> assertTrue(running.add(trial.number()));
                case StudyEvent.EpochEnded(long trial, int _, double _) -> assertTrue(running.contains(trial));
                case StudyEvent.TrialEnded(Trial trial) -> {
                    assertTrue(running.remove(trial.number()));
                    ended.add(trial);
                }
                case StudyEvent.Alarm(String message) -> throw new AssertionError(message);
            }
        }
        assertEquals(List.of(Phase.SEARCH, Phase.CONFIRMATION, Phase.TEST), phases);
        assertEquals(Set.copyOf(trials), Set.copyOf(ended));
        assertEquals(trials.size(), ended.size());
    }

    @Test
    void aStudyThatWasStoppedAgainAndAgainEndsAsIfItNeverWas() throws Exception {
        MemoryStore store = new MemoryStore();
        int starts = 0;
        Ending ending = Ending.STOPPED;
        while (ending == Ending.STOPPED) {
            int after = ++starts;
            CountDownLatch seen = new CountDownLatch(after % 7 + 1);
            LocalStudy study = LocalStudy.start(parts(new UnevenTrainer(starts), store, 1 + starts % 3), event -> {
                if (event instanceof StudyEvent.TrialEnded) seen.countDown();
            });
            study.ending().whenComplete((_, _) -> {
                while (seen.getCount() > 0) seen.countDown();
            });
            seen.await();
            if (starts % 2 == 0) study.finish();
            else study.close();
            ending = ending(study);
            study.close();
            store = new MemoryStore(store.content());
        }
        assertTrue(starts > 4, "started " + starts + " times");
        assertEquals(ToyStudy.straight(SPEC, SEARCHER, PRUNER), store.content().trials());
    }

    @Test
    void aStudyInAFileGoesOnWhereItWasStopped(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("study.db");
        CountDownLatch seen = new CountDownLatch(11);
        try (SqliteStore store = SqliteStore.open(file, SPEC)) {
            LocalStudy study = LocalStudy.start(parts(new UnevenTrainer(3), store, 2), event -> {
                if (event instanceof StudyEvent.TrialEnded) seen.countDown();
            });
            seen.await();
            study.close();
            assertEquals(Ending.STOPPED, ending(study));
        }
        try (SqliteStore store = SqliteStore.open(file, SPEC);
                LocalStudy study = LocalStudy.start(parts(new UnevenTrainer(4), store, 3), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(SPEC, SEARCHER, PRUNER), study.trials());
        }
        assertEquals(ToyStudy.straight(SPEC, SEARCHER, PRUNER), SqliteStore.read(file, SPEC.space()));
        assertTrue(events.getFirst() instanceof StudyEvent.Started(var restored, long _) && restored.size() >= 11);
    }

    @Test
    void finishingLetsRunningTrialsEnd() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(2);
        Trainer waiting = new ToyTrainer() {
            @Override
            protected void pause() {
                running.countDown();
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
        };
        try (LocalStudy study = LocalStudy.start(parts(waiting, new MemoryStore(), 2), _ -> {})) {
            running.await();
            study.finish();
            go.countDown();
            assertEquals(Ending.STOPPED, ending(study));
            List<Trial> trials = study.trials();
            assertEquals(
                    2, trials.stream().filter(trial -> trial.outcome() != null).count());
            assertTrue(trials.size() <= SPEC.parallelism().open());
        }
    }

    @Test
    void closingDropsWhatRunsBetweenSlices() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch closed = new CountDownLatch(2);
        Trainer endless = new ToyTrainer() {
            @Override
            public Training start(Assignment assignment) {
                running.countDown();
                return new Training() {
                    @Override
                    public Progress step() {
                        return new Progress.Running();
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
            }
        };
        MemoryStore store = new MemoryStore();
        LocalStudy study = LocalStudy.start(parts(endless, store, 2), events::add);
        running.await();
        study.close();
        assertEquals(Ending.STOPPED, ending(study));
        assertTrue(closed.await(0, TimeUnit.SECONDS));
        for (Attempt attempt : store.content().attempts())
            assertEquals(
                    new AttemptEnd(AttemptEnd.Kind.RELEASED, ""),
                    store.content().ends().get(attempt.fence()));
        assertTrue(study.trials().stream().allMatch(trial -> trial.outcome() == null));
    }

    @Test
    void closingOrFinishingWhatIsClosedDoesNothing() throws Exception {
        LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), new MemoryStore(), 2), events::add);
        assertEquals(Ending.FINISHED, ending(study));
        List<Trial> trials = study.trials();
        study.close();
        study.finish();
        study.close();
        study.finish();
        assertEquals(Ending.FINISHED, ending(study));
        assertEquals(trials, study.trials());
    }

    @Test
    void anUnexpectedExceptionFailsItsTrialAlone() throws Exception {
        Trainer broken = new FakeTrainer(new Training() {
            @Override
            public Progress step() {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void close() {}
        });
        try (LocalStudy study = LocalStudy.start(parts(broken, new MemoryStore(), 2), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(30, study.trials().size());
            Outcome failed =
                    new Outcome.Failed("internal error in the trainer: java.lang.IllegalStateException: a bug");
            for (Trial trial : study.trials()) assertEquals(failed, trial.outcome());
        }
    }

    @Test
    void aTrialThatRanOutOfMemoryIsTriedAgain() throws Exception {
        Set<Seeds> tried = ConcurrentHashMap.newKeySet();
        Trainer greedy = new ToyTrainer() {
            @Override
            public Training start(Assignment assignment) throws TrainingException {
                if (tried.add(assignment.seeds())) throw new OutOfMemoryError("Java heap space");
                return super.start(assignment);
            }
        };
        MemoryStore store = new MemoryStore();
        try (LocalStudy study = LocalStudy.start(parts(greedy, store, 1), events::add)) {
            assertEquals(Ending.FINISHED, ending(study));
            assertEquals(ToyStudy.straight(SPEC, SEARCHER, PRUNER), study.trials());
            assertTrue(store.content().attempts().size() > study.trials().size() + 30);
            Accounts accounts = study.accounts().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertEquals(study.trials().size(), accounts.ended().get(AttemptEnd.Kind.ENDED));
            assertEquals(tried.size(), accounts.ended().get(AttemptEnd.Kind.BROKE));
            assertEquals(accounts.begun(), store.content().attempts().size());
        }
    }

    @Test
    void aSearcherThatThrowsEndsTheStudy() {
        Searcher broken = (_, trial, _) -> {
            throw new IllegalArgumentException("no idea for trial " + trial);
        };
        var parts = new StudyParts(SPEC, broken, null, new ToyTrainer(), new MemoryStore(), 1);
        try (LocalStudy study = LocalStudy.start(parts, events::add)) {
            assertEquals("no idea for trial 2", failure(study).getMessage());
            List<String> recent = study.recent();
            assertTrue(recent.getFirst().endsWith("begin with 0 trials and 0 attempts"), recent.getFirst());
            assertTrue(recent.stream().anyMatch(line -> line.contains("proposed trial 1: ")), recent.toString());
        }
    }

    @Test
    void aStoreThatBreaksEndsTheStudy() {
        MemoryStore closed = new MemoryStore();
        closed.close();
        try (LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), closed, 1), events::add)) {
            assertInstanceOf(StoreException.class, failure(study));
        }
    }

    /** A bug in the machinery must not leave a study that waits for ever. */
    @Test
    void anExceptionThatNobodyExpectedEndsTheStudy() {
        StudyStore broken = new FailingStore(new MemoryStore(), 5, new AssertionError("out of its mind"));
        var parts = new StudyParts(SPEC, SEARCHER, null, new ToyTrainer(), broken, 1);
        try (LocalStudy study = LocalStudy.start(parts, events::add)) {
            assertEquals("out of its mind", failure(study).getMessage());
        }
    }

    @Test
    void aCoordinatorWithoutMemoryEndsTheStudy() {
        StudyStore full = new FailingStore(new MemoryStore(), 0, new OutOfMemoryError("Java heap space"));
        try (LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), full, 1), events::add)) {
            assertEquals("Java heap space", failure(study).getMessage());
        }
    }

    @Test
    void aListenerWithoutMemoryEndsTheStudy() {
        try (LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), new MemoryStore(), 1), _ -> {
            throw new OutOfMemoryError("Java heap space");
        })) {
            assertEquals("Java heap space", failure(study).getMessage());
        }
    }

    @Test
    void aSearcherWithoutMemoryEndsTheStudy() {
        Searcher greedy = (_, _, _) -> {
            throw new OutOfMemoryError("Java heap space");
        };
        var parts = new StudyParts(SPEC, greedy, null, new ToyTrainer(), new MemoryStore(), 1);
        try (LocalStudy study = LocalStudy.start(parts, events::add)) {
            assertEquals("Java heap space", failure(study).getMessage());
        }
    }

    @Test
    void aListenerThatThrowsEndsTheStudy() {
        try (LocalStudy study = LocalStudy.start(parts(new ToyTrainer(), new MemoryStore(), 1), _ -> {
            throw new IllegalStateException("deaf");
        })) {
            assertEquals("deaf", failure(study).getMessage());
        }
    }

    /** Trains as the toy does, each slice for another while. */
    private static final class UnevenTrainer extends ToyTrainer {
        private final AtomicInteger slices = new AtomicInteger();
        private final int seed;

        UnevenTrainer(int seed) {
            this.seed = seed;
        }

        @Override
        protected void pause() {
            try {
                Thread.sleep(Math.floorMod(((slices.incrementAndGet() + seed) * 0x9E3779B9) >> 8, 4));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    /** Fails at a trial on the thread of its caller, which no store may. */
    private record FailingStore(StudyStore store, long at, Error error) implements StudyStore {
        @Override
        public CompletionStage<Content> load() {
            return store.load();
        }

        @Override
        public CompletionStage<?> add(List<Trial> trials) {
            if (trials.getFirst().number() == at) throw error;
            return store.add(trials);
        }

        @Override
        public CompletionStage<?> begin(Attempt attempt) {
            return store.begin(attempt);
        }

        @Override
        public CompletionStage<Outcome> end(Attempt attempt, Outcome outcome) {
            return store.end(attempt, outcome);
        }

        @Override
        public CompletionStage<?> end(Attempt attempt, AttemptEnd how) {
            return store.end(attempt, how);
        }

        @Override
        public CompletionStage<?> enqueue(Enqueued enqueued) {
            return store.enqueue(enqueued);
        }

        @Override
        public CompletionStage<Duration> timeUsed() {
            return store.timeUsed();
        }

        @Override
        public CompletionStage<?> use(Duration inAll) {
            return store.use(inAll);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private record FakeTrainer(Training training) implements Trainer {
        @Override
        public Preparation prepare(ObjectNode document, Objective objective, Seeds seeds) {
            return Preparation.of(Map.of());
        }

        @Override
        public Training start(Assignment assignment) throws TrainingException {
            return training;
        }
    }
}
