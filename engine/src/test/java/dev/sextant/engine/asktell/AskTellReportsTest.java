// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.store.MemoryStore;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.study.Task;
import dev.sextant.engine.study.ToyStudy;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskTellReportsTest {
    private static final Searcher SEARCHER = new ToyStudy.HashingSearcher(Long.MAX_VALUE);

    /** After two epochs a trial must have reached 0.5. */
    private static final Pruner HALF = (view, trial, configuration) ->
            new StoppingPlan(List.of(new StoppingPlan.Rung(2, 0.5)), trial != 1, List.of());

    private final MemoryStore store = new MemoryStore();

    @TempDir
    Path folder;

    private static StudySpec spec(long trials, int window) {
        return ToyStudy.spec(trials, window, new ConfirmationRule(0, 5, false), Direction.MINIMIZE);
    }

    private AskTell session(StudySpec spec, Pruner pruner, int epochs, MemoryStore kept) throws Exception {
        return new AskTell(
                spec,
                SEARCHER,
                pruner,
                _ -> epochs,
                kept,
                new FileReportJournal(folder.resolve("reports.jsonl")),
                alarm -> {
                    throw new AssertionError(alarm);
                });
    }

    /** Of three trials that are asked for, with four epochs each. */
    private AskTell asked() throws Exception {
        AskTell session = session(spec(9, 4), HALF, 4, store);
        for (int i = 0; i < 3; i++) session.ask();
        return session;
    }

    /** What the toy trainer makes of the trial where nothing stops it. */
    private static Outcome whole(StudySpec spec, Trial trial) {
        Assignment assignment = new Assignment(
                spec.template().fill(trial.configuration()),
                spec.objective(),
                Seeds.ofSearch(spec.seed(), trial.number()),
                false);
        return ToyStudy.outcome(new Task(new Attempt(trial.number(), 1, 1, "w"), assignment, StoppingPlan.NONE));
    }

    private static String refusal(Executable call) {
        return assertThrows(RefusedCommandException.class, call).words();
    }

    @ParameterizedTest(name = "window {0}, seed {1}")
    @CsvSource({"1, 1", "2, 2", "3, 3", "5, 4", "5, 5", "40, 6"})
    void trialsEndAsInARunInWhateverPartsAndOrderTheirCurvesAreToldAndHoweverOftenItBeginsAnew(int window, long seed)
            throws Exception {
        StudySpec spec = spec(40, window);
        SplittableRandom chance = new SplittableRandom(seed);
        MemoryStore kept = new MemoryStore();
        AskTell session = session(spec, ToyStudy.HASHING_PRUNER, 5, kept);
        List<Long> open = new ArrayList<>();
        while (!session.complete()) {
            if (chance.nextInt(8) == 0) {
                kept = new MemoryStore(kept.content());
                session = session(spec, ToyStudy.HASHING_PRUNER, 5, kept);
            }
            int asked = session.trials().size();
            boolean room = asked < 40
                    && (open.isEmpty()
                            || asked < window + open.stream().min(Long::compare).orElseThrow());
            if (room && (open.isEmpty() || chance.nextBoolean())) {
                open.add(session.ask().trial());
                continue;
            }
            long trial = open.get(chance.nextInt(open.size()));
            Outcome whole = whole(spec, session.trials().get((int) trial));
            // The last epoch comes with the end.
            int epochs = whole.curve().epochs() - 1;
            Outcome end = null;
            // Some begin at the beginning again, some go on, some report nothing more.
            int from = chance.nextBoolean() ? 1 : session.reportedEpochs(trial) + 1;
            for (int epoch = from; epoch <= epochs && end == null && chance.nextInt(4) > 0; epoch++)
                end = session.report(trial, epoch, whole.curve().at(epoch));
            if (end == null && chance.nextInt(3) > 0) {
                end = session.tell(trial, whole);
                if (end.equals(whole)) assertEquals(whole, session.tell(trial, whole));
            }
            if (end != null) {
                open.remove(trial);
                assertEquals(end, session.trials().get((int) trial).outcome());
            }
        }
        List<Trial> expected = ToyStudy.straight(spec, SEARCHER, ToyStudy.HASHING_PRUNER);
        assertEquals(expected, session.trials(), "seed " + seed);
        assertEquals(expected, kept.content().trials());
        assertTrue(expected.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Pruned));
    }

    @Test
    void aTrialThatFallsShortIsOverAndTheControlTrialIsNot() throws Exception {
        AskTell session = asked();
        for (long trial : new long[] {0, 1}) assertNull(session.report(trial, 1, 0.75));
        Outcome end = session.report(0, 2, 0.625);
        assertEquals(new Outcome.Pruned(0.625, 2, new LearningCurve(new double[] {0.75, 0.625})), end);
        assertEquals(end, store.content().trials().getFirst().outcome());
        assertTrue(end != null && session.rung(0, end) != null);
        assertNull(session.report(1, 2, 0.625));
        assertEquals(
                List.of(1L, 2L), session.pending().stream().map(Asked::trial).toList());
    }

    @Test
    void whateverIsSaidOfAPrunedTrialItStaysPruned() throws Exception {
        AskTell session = asked();
        session.report(0, 1, 0.75);
        Outcome end = session.report(0, 2, 0.625);
        assertNull(session.report(0, 1, 0.75));
        assertEquals(end, session.report(0, 2, 0.625));
        assertEquals(end, session.report(0, 3, 0.125));
        assertEquals(end, session.tell(0, session.completed(0, 0.125, Map.of())));
        assertEquals(
                "trial 0 has ended (pruned), and nothing more can be reported of it",
                refusal(() -> session.report(0, 1, 0.5)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteEndsTheTrial(double value) throws Exception {
        AskTell session = asked();
        session.report(0, 1, 0.25);
        assertEquals(new Outcome.Diverged(new LearningCurve(new double[] {0.25, value})), session.report(0, 2, value));
        Outcome.Completed told = new Outcome.Completed(
                0.25, 1, Map.of("loss", 0.25), new LearningCurve(new double[] {0.25, value, 0.125}));
        assertEquals(new Outcome.Diverged(new LearningCurve(new double[] {0.25, value})), session.tell(2, told));
    }

    @Test
    void epochsComeInOrderAndNoMoreThanThereAre() throws Exception {
        AskTell session = asked();
        assertEquals(
                "epoch 2 of trial 0 cannot be reported before any other: report epoch 1 first",
                refusal(() -> session.report(0, 2, 0.5)));
        session.report(0, 1, 0.5);
        assertEquals(
                "epoch 3 of trial 0 cannot be reported after epoch 1: report epoch 2 first",
                refusal(() -> session.report(0, 3, 0.5)));
        assertEquals(
                "epoch 5 of trial 0 cannot be reported: of epochs a trial has 4 at most",
                refusal(() -> session.report(0, 5, 0.5)));
        assertEquals("epochs are counted from 1, got epoch 0 of trial 0", refusal(() -> session.report(0, 0, 0.5)));
        assertEquals("trial 7 was not asked for: those asked for are 0 … 2", refusal(() -> session.report(7, 1, 0.5)));
        assertEquals(
                List.of(),
                store.content().trials().stream()
                        .filter(trial -> trial.outcome() != null)
                        .toList());
    }

    @Test
    void reportingAnEpochOtherwiseIsRefusedAfterARestartToo() throws Exception {
        AskTell session = asked();
        session.report(0, 1, 0.5, Map.of("seconds", 3.0, "odd", Double.NaN));
        AskTell again = session(spec(9, 4), HALF, 4, new MemoryStore(store.content()));
        for (AskTell either : List.of(session, again)) {
            assertNull(either.report(0, 1, 0.5, Map.of("seconds", 4.0)));
            assertEquals(
                    "epoch 1 of trial 0 was reported before and differently (0.5), which stands",
                    refusal(() -> either.report(0, 1, 0.25)));
            assertEquals(3, either.reported(0).readings().at("seconds", 1));
        }
        LearningCurve other = new LearningCurve(new double[] {0.25, 0.125});
        assertEquals(
                "epoch 1 of trial 0 was reported before and differently (0.5), which stands",
                refusal(() -> again.tell(0, new Outcome.Completed(0.125, 2, Map.of(), other))));
        again.report(0, 2, 0.375);
        assertEquals(
                "a curve of 1 epochs was told of trial 0, and 2 were reported of it",
                refusal(() ->
                        again.tell(0, new Outcome.Completed(0.5, 1, Map.of(), new LearningCurve(new double[] {0.5})))));
    }

    @Test
    void aValueIsThatOfTheEpochThatHasItOrOfOneMore() throws Exception {
        AskTell session = asked();
        for (int epoch = 1; epoch <= 3; epoch++)
            session.report(0, epoch, 1.0 / (epoch + 1), Map.of("seconds", 1.0 * epoch));
        Outcome.Completed second = session.completed(0, 1.0 / 3, Map.of());
        assertEquals(2, second.bestEpoch());
        assertEquals(Map.of("loss", 1.0 / 3, "seconds", 2.0), second.metrics());
        assertEquals(3, second.curve().epochs());
        Outcome.Completed another = session.completed(0, 0.125, Map.of());
        assertEquals(4, another.bestEpoch());
        assertEquals(0.125, another.curve().at(4));
        session.report(0, 4, 0.25);
        assertEquals(4, session.completed(0, 0.125, Map.of()).curve().epochs());
        assertInstanceOf(Outcome.Completed.class, session.tell(0, session.completed(0, 0.125, Map.of())));
    }

    @Test
    void aStudyWithoutEpochsSaysHowItWouldHaveThem() throws Exception {
        AskTell session = session(spec(9, 3), HALF, 1, store);
        session.ask();
        String words = "of epochs a trial has 1, its end; the trainer's \"epochs\" say how many there are at most:"
                + " \"epochs\": 30";
        assertEquals("epoch 2 of trial 0 cannot be reported: " + words, refusal(() -> session.report(0, 2, 0.5)));
    }

    @Test
    void ofTrialsThatHaveEndedTheJournalKeepsNothing() throws Exception {
        AskTell session = asked();
        session.report(0, 1, 0.5);
        session.report(1, 1, 0.5);
        session.tell(0, session.completed(0, 0.5, Map.of()));
        Path journal = folder.resolve("reports.jsonl");
        session(spec(9, 4), HALF, 4, new MemoryStore(store.content()));
        assertEquals("{\"trial\":1,\"epoch\":1,\"value\":0.5}\n", Files.readString(journal));
        // A store that has not heard of the trial yet: what the journal says was answered to nobody.
        session(spec(9, 4), HALF, 4, new MemoryStore());
        assertFalse(Files.exists(journal));
    }
}
