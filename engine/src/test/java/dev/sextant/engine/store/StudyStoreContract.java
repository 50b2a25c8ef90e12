// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store is held to; the numbers are those of {@link StudyStore}. */
public abstract class StudyStoreContract {
    protected static final StudySpec SPEC =
            ToyStudy.spec(1000, 8, new ConfirmationRule(3, 2, true), Direction.MINIMIZE);

    /** A store of {@link #SPEC} that holds nothing. */
    protected abstract StudyStore open() throws StoreException;

    /** Closes the store and opens it again. */
    protected abstract StudyStore reopen(StudyStore store) throws StoreException;

    @Test
    void aNewStoreIsEmpty() throws StoreException {
        try (StudyStore store = open()) {
            assertEquals(new StudyStore.Content(List.of(), List.of()), done(store.load()));
        }
    }

    @Test
    void theTimeThatWasUsedIsTheLastThatWasTold() throws StoreException {
        try (StudyStore store = open()) {
            assertEquals(Duration.ZERO, done(store.timeUsed()));
            done(store.use(Duration.ofMillis(1_234)));
            done(store.use(Duration.ofHours(5)));
            assertEquals(Duration.ofHours(5), done(store.timeUsed()));
        }
    }

    @Test
    void whatWasEnqueuedComesBackInItsPlace() throws StoreException { // 3
        StudyStore store = open();
        List<Enqueued> enqueued = new ArrayList<>();
        for (int place = 0; place < 5; place++) {
            double at = place / 7.0;
            enqueued.add(new Enqueued(place, SPEC.space().fromUnit(new double[] {at, 1 - at, at, 0.5})));
            done(store.enqueue(enqueued.getLast()));
        }
        assertEquals(enqueued, done(store.load()).enqueued());
        try (StudyStore again = reopen(store)) {
            assertEquals(enqueued, done(again.load()).enqueued());
        }
    }

    @Test
    void aPlaceThatWasPassedIsRefused() throws StoreException {
        StudyStore store = open();
        done(store.enqueue(new Enqueued(3, SPEC.space().preset())));
        try (StudyStore again = reopen(store)) {
            Throwable refused =
                    failure(again.enqueue(new Enqueued(3, SPEC.space().preset())));
            assertInstanceOf(StoreException.class, refused);
            assertEquals(
                    "a configuration was enqueued at place 3, which was passed before: another process goes on with this"
                            + " study",
                    refused.getMessage());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasStoredComesBackEqual(long seed) throws StoreException { // 3
        StudyStore store = open();
        List<Trial> expected = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            DrawSequence draws = new Draws(seed, number).of("store");
            Trial trial = DelicateTrials.trial(number, draws);
            done(store.add(List.of(trial)));
            if (draws.below(4) > 0) {
                Attempt attempt = new Attempt(number, 1, 100 + number, "worker " + draws.below(3));
                attempts.add(attempt);
                done(store.begin(attempt));
                if (draws.below(4) > 0) {
                    Outcome outcome = DelicateTrials.outcome(draws);
                    assertEquals(outcome, done(store.end(attempt, outcome)));
                    trial = trial.ended(outcome);
                }
            }
            expected.add(trial);
        }
        assertEquals(new StudyStore.Content(expected, attempts), done(store.load()));
        try (StudyStore again = reopen(store)) {
            assertEquals(new StudyStore.Content(expected, attempts), done(again.load()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsCalledLeavesWhatMemoryHolds(long seed) throws StoreException {
        StudyStore store = open();
        StudyStore memory = new MemoryStore();
        RandomCalls calls = new RandomCalls(seed);
        for (int i = 0; i < 300; i++) {
            List<CompletionStage<?>> stages = calls.next(List.of(memory, store));
            if (i % 7 == 0 && done(stages.get(1)) instanceof Outcome stands)
                assertEquals(done(stages.get(0)), stands, "call " + i);
        }
        assertEquals(done(memory.load()), done(store.load()));
        assertEquals(done(memory.timeUsed()), done(store.timeUsed()));
        try (StudyStore again = reopen(store)) {
            assertEquals(done(memory.load()), done(again.load()));
        }
    }

    @Test
    void theFirstOutcomeStands() throws StoreException { // 4
        StudyStore store = open();
        done(store.add(plain(0, 2)));
        Attempt first = new Attempt(0, 1, 1, "a");
        Attempt second = new Attempt(0, 2, 2, "b");
        Outcome outcome = completed(0.5);
        done(store.begin(first));
        done(store.begin(second));
        assertEquals(outcome, done(store.end(second, outcome)));
        assertEquals(outcome, done(store.end(first, completed(0.7))));
        try (StudyStore again = reopen(store)) {
            assertEquals(outcome, done(again.end(first, completed(0.9))));
            assertEquals(outcome, done(again.load()).trials().getFirst().outcome());
        }
    }

    @Test
    void howAttemptsEndedIsKeptAndTheFirstEndingStands() throws StoreException { // 4
        StudyStore store = open();
        done(store.add(plain(0, 1)));
        AttemptEnd lost = new AttemptEnd(AttemptEnd.Kind.LOST, "nothing was heard of it");
        AttemptEnd broke = new AttemptEnd(AttemptEnd.Kind.BROKE, "out of 'memory'");
        AttemptEnd superseded = new AttemptEnd(AttemptEnd.Kind.SUPERSEDED, "");
        List<Attempt> attempts = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            attempts.add(new Attempt(0, number, 10 + number, "w"));
            done(store.begin(attempts.getLast()));
        }
        done(store.end(attempts.get(0), lost));
        done(store.end(attempts.get(0), broke));
        done(store.end(attempts.get(1), broke));
        done(store.end(attempts.get(2), completed(0.5)));
        done(store.end(attempts.get(2), superseded));
        done(store.end(attempts.get(3), superseded));
        Map<Long, AttemptEnd> ends = Map.of(11L, lost, 12L, broke, 14L, superseded);
        assertEquals(ends, done(store.load()).ends());
        try (StudyStore again = reopen(store)) {
            assertEquals(ends, done(again.load()).ends());
            assertEquals(attempts, done(again.load()).attempts());
        }
    }

    @Test
    void aFenceThatWasPassedIsRefused() throws StoreException { // 5
        for (long stale : new long[] {6, 7}) {
            try (StudyStore store = open()) {
                done(store.add(plain(0, 2)));
                done(store.begin(new Attempt(0, 1, 7, "w")));
                Throwable refused = failure(store.begin(new Attempt(1, 1, stale, "w")));
                assertInstanceOf(StoreException.class, refused);
                assertEquals(
                        "attempt 1 at trial 1 has fence %d, which was passed before: another process goes on with this study"
                                .formatted(stale),
                        refused.getMessage());
            }
        }
    }

    @Test
    void stagesCompleteInTheOrderOfTheCalls() throws StoreException { // 1
        try (StudyStore store = open()) {
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int call = i;
                CompletionStage<?> stage =
                        i % 2 == 0 ? store.add(plain(i / 2, 1)) : store.begin(new Attempt(i / 2, 1, i, "w"));
                all.add(stage.thenAccept(_ -> order.add(call)).toCompletableFuture());
            }
            all.forEach(CompletableFuture::join);
            assertEquals(IntStream.range(0, 400).boxed().toList(), order);
        }
    }

    @Test
    void aCallIsStoredWholeOrNotAtAll() throws StoreException { // 2
        StudyStore store = open();
        done(store.add(plain(0, 3)));
        List<Trial> gap = List.of(plain(3, 1).getFirst(), plain(5, 1).getFirst());
        assertInstanceOf(StoreException.class, failure(store.add(gap)));
        try (StudyStore again = reopen(store)) {
            assertEquals(plain(0, 3), done(again.load()).trials());
        }
    }

    @Test
    void afterAFailureEveryLaterCallFails() throws StoreException { // 6
        try (StudyStore store = open()) {
            done(store.add(plain(0, 1)));
            assertInstanceOf(StoreException.class, failure(store.add(plain(7, 1))));
            assertInstanceOf(StoreException.class, failure(store.add(plain(1, 1))));
            assertInstanceOf(StoreException.class, failure(store.end(new Attempt(0, 1, 1, "w"), completed(1))));
        }
    }

    @Test
    void whatWasNotAddedCannotBeginOrEnd() throws StoreException {
        try (StudyStore store = open()) {
            assertInstanceOf(StoreException.class, failure(store.begin(new Attempt(0, 1, 1, "w"))));
        }
        StudyStore store = open();
        try (store) {
            assertInstanceOf(StoreException.class, failure(store.end(new Attempt(3, 1, 1, "w"), completed(1))));
        }
    }

    @Test
    void fencesRiseOverRestartsToo() throws StoreException { // 7
        StudyStore store = open();
        done(store.add(plain(0, 3)));
        List<Attempt> attempts =
                List.of(new Attempt(2, 1, 5, "a"), new Attempt(0, 1, 9, "b"), new Attempt(2, 2, 11, "a"));
        for (Attempt attempt : attempts) done(store.begin(attempt));
        assertEquals(attempts, done(store.load()).attempts());
        StudyStore again = reopen(store);
        assertEquals(attempts, done(again.load()).attempts());
        assertEquals(
                "attempt 2 at trial 0 has fence 11, which was passed before: another process goes on with this study",
                String.valueOf(failure(again.begin(new Attempt(0, 2, 11, "c"))).getMessage()));
        StudyStore third = reopen(again);
        assertInstanceOf(StoreException.class, failure(third.begin(new Attempt(0, 2, 10, "c"))));
        try (StudyStore last = reopen(third)) {
            done(last.begin(new Attempt(0, 2, 12, "c")));
            assertEquals(4, done(last.load()).attempts().size());
        }
    }

    @Test
    void closingStoresWhatWasCalledBeforeAndRefusesTheRest() throws StoreException {
        StudyStore store = open();
        List<CompletionStage<?>> calls = new ArrayList<>();
        for (int number = 0; number < 300; number++) calls.add(store.add(plain(number, 1)));
        StudyStore again = reopen(store);
        for (CompletionStage<?> call : calls) {
            assertTrue(call.toCompletableFuture().isDone());
            assertFalse(call.toCompletableFuture().isCompletedExceptionally());
        }
        store.close();
        assertInstanceOf(StoreException.class, failure(store.load()));
        assertEquals(300, done(again.load()).trials().size());
        again.close();
    }

    @Test
    void manyThreadsMayCall() throws Exception { // 7
        StudyStore store = open();
        done(store.add(plain(0, 400)));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int number = from; number < 400; number += 4)
                    done(store.end(new Attempt(number, 1, number, "w"), completed(number)));
            }));
        }
        for (Thread thread : threads) thread.join();
        try (StudyStore again = reopen(store)) {
            for (Trial trial : done(again.load()).trials())
                assertEquals(completed((double) trial.number()), trial.outcome());
        }
    }

    /** Waits for the stage. */
    protected static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    protected static Throwable failure(CompletionStage<?> stage) {
        return java.util.Objects.requireNonNull(assertThrows(
                        CompletionException.class,
                        () -> stage.toCompletableFuture().join())
                .getCause());
    }

    /** Search trials with the default configuration. */
    protected static List<Trial> plain(long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(number ->
                        new Trial(number, Role.SEARCH, SPEC.space().preset(), Note.EMPTY, StoppingPlan.NONE, "", null))
                .toList();
    }

    protected static Outcome completed(double value) {
        return new Outcome.Completed(value, 1, Map.of("loss", value), new LearningCurve(new double[] {value}));
    }
}
