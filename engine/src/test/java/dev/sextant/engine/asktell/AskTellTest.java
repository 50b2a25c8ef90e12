// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.local.LocalStudy;
import dev.sextant.engine.local.StudyParts;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.Parallelism;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskTellTest {
    private static final ConfirmationRule NOBODY = new ConfirmationRule(0, 5, false);
    private static final Searcher SEARCHER = new ToyStudy.HashingSearcher(Long.MAX_VALUE);

    private static StudySpec spec(long trials, int window) {
        return ToyStudy.spec(trials, window, NOBODY, Direction.MINIMIZE);
    }

    private static AskTell session(StudySpec spec, MemoryStore store) throws Exception {
        return new AskTell(spec, SEARCHER, null, store, AskTellTest::unwanted);
    }

    private static void unwanted(String alarm) {
        throw new AssertionError(alarm);
    }

    /** What the toy trainer makes of the trial. */
    private static Outcome outcome(StudySpec spec, Trial trial) {
        Assignment assignment = new Assignment(
                spec.template().fill(trial.configuration()),
                spec.objective(),
                Seeds.ofSearch(spec.seed(), trial.number()),
                false);
        return ToyStudy.outcome(new Task(new Attempt(trial.number(), 1, 1, "w"), assignment, trial.plan()));
    }

    private static Outcome completed(double value) {
        return new Outcome.Completed(value, 1, Map.of("loss", value), new LearningCurve(new double[] {value}));
    }

    @ParameterizedTest(name = "window {0}, seed {1}")
    @CsvSource({"1, 1", "1, 2", "2, 3", "2, 4", "5, 5", "5, 6", "5, 7", "40, 8"})
    void theTrialsAreThoseOfARunInWhateverOrderTheyAreToldAndHoweverOftenItBeginsAnew(int window, long seed)
            throws Exception {
        StudySpec spec = spec(30, window);
        Pruner pruner = ToyStudy.HASHING_PRUNER;
        SplittableRandom chance = new SplittableRandom(seed);
        MemoryStore store = new MemoryStore();
        AskTell session = new AskTell(spec, SEARCHER, pruner, store, AskTellTest::unwanted);
        List<Long> open = new ArrayList<>();
        while (!session.complete()) {
            if (chance.nextInt(10) == 0) {
                store = new MemoryStore(store.content());
                session = new AskTell(spec, SEARCHER, pruner, store, AskTellTest::unwanted);
                assertEquals(
                        open.stream().sorted().toList(),
                        session.pending().stream().map(Asked::trial).toList());
            }
            boolean room = session.trials().size() < 30
                    && (open.isEmpty()
                            || session.trials().size()
                                    < window + open.stream().min(Long::compare).orElseThrow());
            if (room && (open.isEmpty() || chance.nextBoolean()))
                open.add(session.ask().trial());
            else {
                long told = open.remove(chance.nextInt(open.size()));
                session.tell(told, outcome(spec, session.trials().get((int) told)));
            }
        }
        assertEquals(ToyStudy.straight(spec, SEARCHER, pruner), session.trials());
        assertEquals(session.trials(), store.content().trials());
    }

    /** The program's trainer says nothing of what an epoch costs. */
    private static List<Trial> run(StudySpec spec, Pruner pruner) throws Exception {
        ToyStudy.ToyTrainer trainer = new ToyStudy.ToyTrainer() {
            @Override
            public long epochCost(ObjectNode document) {
                return 1;
            }
        };
        try (LocalStudy study =
                LocalStudy.start(new StudyParts(spec, SEARCHER, pruner, trainer, new MemoryStore(), 2), _ -> {})) {
            assertEquals(
                    LocalStudy.Ending.FINISHED,
                    study.ending().toCompletableFuture().get(30, TimeUnit.SECONDS));
            return study.trials();
        }
    }

    @ParameterizedTest(name = "{0} slots, seed {1}")
    @CsvSource({"1, 1", "2, 2", "2, 3", "5, 4", "5, 5", "5, 6", "40, 7"})
    void inVirtualTimeTooTheTrialsAreThoseOfARun(int slots, long seed) throws Exception {
        StudySpec spec =
                ToyStudy.spec(30, new Parallelism.VirtualTime(slots), NOBODY, Direction.MINIMIZE, StopRule.NEVER);
        Pruner pruner = ToyStudy.HASHING_PRUNER;
        SplittableRandom chance = new SplittableRandom(seed);
        MemoryStore store = new MemoryStore();
        AskTell session = new AskTell(spec, SEARCHER, pruner, store, AskTellTest::unwanted);
        List<Long> open = new ArrayList<>();
        while (!session.complete()) {
            if (chance.nextInt(10) == 0) {
                store = new MemoryStore(store.content());
                session = new AskTell(spec, SEARCHER, pruner, store, AskTellTest::unwanted);
            }
            if (session.trials().size() < 30 && (open.isEmpty() || chance.nextBoolean())) {
                try {
                    open.add(session.ask().trial());
                    assertTrue(open.size() <= slots, "open " + open);
                    continue;
                } catch (RefusedCommandException full) {
                    assertFalse(open.isEmpty(), full::words);
                    assertEquals(
                            "%d trials are open and some must be told first (the study has %d slots of virtual time)"
                                    .formatted(open.size(), slots),
                            full.words());
                }
            }
            long told = open.remove(chance.nextInt(open.size()));
            session.tell(told, outcome(spec, session.trials().get((int) told)));
        }
        assertEquals(run(spec, pruner), session.trials(), "seed " + seed);
        assertEquals(session.trials(), store.content().trials());
    }

    @Test
    void withAWindowOfOneATrialMustBeToldBeforeTheNext() throws Exception {
        AskTell session = session(spec(9, 1), new MemoryStore());
        assertEquals(0, session.ask().trial());
        assertEquals(
                "trial 0 must be told first: trial 1 is proposed from the results of trials 0 … 0 (the window is 1)",
                refusal(session));
        session.tell(0, completed(0.5));
        assertEquals(1, session.ask().trial());
    }

    @Test
    void theOldestOpenTrialOfAWindowIsTheOneToTell() throws Exception {
        AskTell session = session(spec(9, 3), new MemoryStore());
        for (int i = 0; i < 3; i++) session.ask();
        session.tell(1, completed(0.5));
        session.tell(2, completed(0.5));
        assertEquals(
                "trial 0 must be told first: trial 3 is proposed from the results of trials 0 … 0 (the window is 3)",
                refusal(session));
    }

    @Test
    void aSpentBudgetSaysSoAndWhatIsStillOpen() throws Exception {
        AskTell session = session(spec(3, 3), new MemoryStore());
        for (int i = 0; i < 3; i++) session.ask();
        assertEquals(
                "the budget is spent: all 3 trials were asked for; 3 of them are still to be told", refusal(session));
        session.tell(0, completed(0.5));
        session.tell(2, completed(0.5));
        assertEquals(
                "the budget is spent: all 3 trials were asked for; 1 of them is still to be told", refusal(session));
        assertFalse(session.complete());
        session.tell(1, completed(0.5));
        assertEquals("the budget is spent: all 3 trials were asked for", refusal(session));
        assertTrue(session.complete());
    }

    @Test
    void aSearcherWithoutFurtherConfigurationsSaysSo() throws Exception {
        StudySpec spec = spec(30, 8);
        AskTell session =
                new AskTell(spec, new ToyStudy.HashingSearcher(2), null, new MemoryStore(), AskTellTest::unwanted);
        for (int i = 0; i < 4; i++) session.ask();
        assertEquals(
                "hashing has no more configurations: all 4 were asked for; 4 of them are still to be told",
                refusal(session));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSearchThatEndsEarlySaysWhy(boolean anew) throws Exception {
        StudySpec spec = ToyStudy.spec(30, 1, NOBODY, Direction.MINIMIZE, new StopRule(4, 0));
        MemoryStore store = new MemoryStore();
        AskTell session = session(spec, store);
        for (int i = 0; i < 5; i++) session.tell(session.ask().trial(), completed(i));
        if (anew) session = session(spec, new MemoryStore(store.content()));
        assertEquals("the search has ended after 5 trials: 4 trials in a row brought nothing better", refusal(session));
        assertTrue(session.complete());
    }

    @Test
    void tellingTheSameAgainChangesNothingAndTellingOtherwiseIsRefused() throws Exception {
        AskTell session = session(spec(9, 3), new MemoryStore());
        session.ask();
        session.tell(0, completed(0.5));
        session.tell(0, completed(0.5));
        assertEquals(
                "trial 0 was told before and differently (completed with 0.5), which stands",
                assertThrows(RefusedCommandException.class, () -> session.tell(0, completed(0.25)))
                        .words());
        assertEquals(completed(0.5), session.trials().getFirst().outcome());
    }

    @Test
    void aTrialThatNobodyAskedForCannotBeTold() throws Exception {
        AskTell session = session(spec(9, 3), new MemoryStore());
        assertEquals(
                "trial 0 was not asked for",
                assertThrows(RefusedCommandException.class, () -> session.tell(0, completed(1)))
                        .words());
        session.ask();
        for (long trial : new long[] {-1, 1, Long.MAX_VALUE})
            assertEquals(
                    "trial " + trial + " was not asked for: those asked for are 0 … 0",
                    assertThrows(RefusedCommandException.class, () -> session.tell(trial, completed(1)))
                            .words());
    }

    @Test
    void aTrialIsStoredBeforeItIsHandedOutAndItsValueBeforeItIsAcknowledged() throws Exception {
        MemoryStore store = new MemoryStore();
        AskTell session = session(spec(9, 3), store);
        Asked asked = session.ask();
        assertEquals(session.trials().getFirst(), store.content().trials().get((int) asked.trial()));
        session.tell(0, completed(0.5));
        assertEquals(completed(0.5), store.content().trials().getFirst().outcome());
    }

    @Test
    void aStudyWithConfirmationsIsNotForOthersToTrain() {
        StudySpec spec = ToyStudy.spec(9, 3, ConfirmationRule.DEFAULT, Direction.MINIMIZE);
        assertThrows(IllegalArgumentException.class, () -> session(spec, new MemoryStore()));
    }

    private static String refusal(AskTell session) {
        return assertThrows(RefusedCommandException.class, session::ask).words();
    }
}
