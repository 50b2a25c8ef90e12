// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static dev.sextant.studies.api.Parameters.choice;
import static dev.sextant.studies.api.Parameters.integer;
import static dev.sextant.studies.api.Parameters.log;
import static dev.sextant.studies.api.Parameters.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies in memory whose trials an objective trains. */
class ObjectiveStudyIT {
    private static final Space LINE = Space.of(uniform("x", 0, 1));

    private static StudyBuilder line(int trials) {
        return Study.minimize("loss", LINE).searcher("random").trials(trials).confirm(0, 1);
    }

    private static List<Outcome> outcomes(Study study) {
        return study.trials().stream().map(Trial::outcome).toList();
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {2, 5})
    void theResultIsThatOfOneWorker(int workers) throws Exception {
        try (Study study = Bowls.study().inMemory()) {
            study.optimize(workers, Bowls::train);
            assertEquals(Bowls.expected(), Bowls.result(study));
            assertTrue(outcomes(study).stream().anyMatch(Outcome.Pruned.class::isInstance), "none was pruned");
            assertTrue(study.finished());
        }
    }

    @Test
    void aTestMayAssertTheBestValue() throws Exception {
        try (Study study = Bowls.study().inMemory()) {
            study.optimize(2, Bowls::train);
            assertEquals(0.26809376836480847, study.bestValue());
            assertEquals("adam", study.parameters(study.best()).get("optimizer"));
        }
    }

    @Test
    void leadersAreTrainedAgainOnSeedsThatTheyShare() throws Exception {
        Set<String> searched = new ConcurrentSkipListSet<>();
        Set<String> confirmed = new ConcurrentSkipListSet<>();
        try (Study study = Bowls.study().inMemory()) {
            study.optimize(3, trial -> {
                (trial.confirms() ? confirmed : searched).add(Integer.toString(trial.seed()));
                return Bowls.train(trial);
            });
            long leaders = study.ranking().trials().stream()
                    .filter(ranked -> ranked.confirmed() != null)
                    .count();
            assertTrue(leaders >= 2, leaders + " leaders");
            RankedTrial first = study.ranking().trials().getFirst();
            assertEquals(3, first.confirmed().values().size());
            assertTrue(
                    first.confirmed().interval().low()
                            < first.confirmed().interval().high(),
                    "the seeds change nothing");
            assertEquals(first.trial(), study.best().number());
            assertTrue(study.trials().stream().noneMatch(trial -> trial.role() instanceof Role.Test));
        }
        assertEquals(20, searched.size());
        assertEquals(3, confirmed.size());
        assertTrue(Collections.disjoint(searched, confirmed));
    }

    @Test
    void anObjectiveThatThrowsFailsItsTrialWithItsMessage() throws Exception {
        try (Study study = line(6).inMemory()) {
            study.optimize(2, trial -> {
                if (trial.number() == 2) throw new IllegalStateException("the disk is full\nand more");
                if (trial.number() == 4) throw new AssertionError();
                if (trial.number() == 5) return trial.number("y");
                return trial.number("x");
            });
            List<Outcome> outcomes = outcomes(study);
            assertEquals(new Outcome.Failed("java.lang.IllegalStateException: the disk is full"), outcomes.get(2));
            assertEquals(new Outcome.Failed("java.lang.AssertionError"), outcomes.get(4));
            assertEquals(new Outcome.Failed("the trial has no parameter \"y\""), outcomes.get(5));
            assertTrue(study.finished());
            assertTrue(study.best().number() < 4);
        }
    }

    @Test
    void whereEveryTrialFailsTheFirstOnesMessageIsTold() throws Exception {
        try (Study study = line(3).inMemory()) {
            study.optimize(1, trial -> {
                throw new IllegalStateException("no data");
            });
            StudyException none = assertThrows(StudyException.class, study::best);
            assertEquals("""
                    no trial of 3 succeeded
                      The first failure, trial 0: java.lang.IllegalStateException: no data""", none.getMessage());
        }
    }

    @Test
    void valuesThatAreNoNumbersAreDivergence() throws Exception {
        try (Study study = line(4).epochs(3).inMemory()) {
            List<String> after = Collections.synchronizedList(new ArrayList<>());
            study.optimize(1, trial -> {
                if (trial.number() == 1) return Double.NaN;
                trial.report(1, 0.5);
                if (trial.number() == 2) {
                    trial.report(2, Double.POSITIVE_INFINITY);
                    after.add("went on");
                }
                return trial.number("x");
            });
            assertEquals("diverged", outcomes(study).get(1).state());
            assertEquals("diverged", outcomes(study).get(2).state());
            assertEquals(2, outcomes(study).get(2).curve().epochs());
            assertEquals(List.of(), after);
        }
    }

    @Test
    void aTrialThatEndsBeforeItsEpochsIsComplete() throws Exception {
        try (Study study = line(1).epochs(10).inMemory()) {
            study.optimize(1, trial -> {
                trial.report(1, 0.9);
                trial.report(3, 0.5, Map.of("size", 4.0));
                trial.metric("seconds", 2);
                return 0.5;
            });
            Outcome.Completed completed = (Outcome.Completed) outcomes(study).getFirst();
            assertEquals(
                    List.of(0.9, 0.9, 0.5),
                    Arrays.stream(completed.curve().toArray()).boxed().toList());
            assertEquals(3, completed.bestEpoch());
            assertEquals(Map.of("loss", 0.5, "size", 4.0, "seconds", 2.0), Map.copyOf(completed.metrics()));
        }
    }

    @Test
    void epochsThatCannotBeReportedAreRefusedWithTheRule() throws Exception {
        List<String> words = Collections.synchronizedList(new ArrayList<>());
        try (Study study = line(1).epochs(3).inMemory()) {
            study.optimize(1, trial -> {
                trial.report(2, 0.5);
                for (int epoch : new int[] {0, 1, 4})
                    words.add(assertThrows(StudyException.class, () -> trial.report(epoch, 0.4))
                            .getMessage());
                trial.report(3, 0.3);
                return 0.3;
            });
            assertEquals("completed", outcomes(study).getFirst().state());
        }
        assertEquals(
                List.of(
                        "epoch 0 was reported\n  Epochs are counted from 1.",
                        "it reported step 1 after step 2\n  Report each epoch once, from 1 to 3: see epochs().",
                        "it reported step 4, and its \"epochs\" are 3\n  Report each epoch once, from 1 to 3: see"
                                + " epochs()."),
                words);
    }

    @Test
    void severalObjectivesAndBoundsAreJudgedByWhatIsTold() throws Exception {
        try (Study study = Study.minimize("loss", Space.of(uniform("x", 0, 1), integer("units", 1, 64)))
                .alsoMinimize("size")
                .atMost("seconds", 0.75)
                .searcher("random")
                .trials(20)
                .confirm(0, 1)
                .inMemory()) {
            study.optimize(2, trial -> {
                trial.metric("size", trial.whole("units"));
                trial.metric("seconds", trial.number("x"));
                return trial.number("x") + 1.0 / trial.whole("units");
            });
            assertTrue(study.ranking().front() != null);
            double x = (double) study.parameters(study.best()).get("x");
            assertTrue(x <= 0.75, "x is " + x);
        }
    }

    @Test
    void asManyTrialsRunAtOnceAsThereAreWorkers() throws Exception {
        Set<String> threads = new TreeSet<>();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        try (Study study = line(9).window(9).inMemory()) {
            study.optimize(3, trial -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread().getName());
                }
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                three.await(5, TimeUnit.SECONDS);
                now.decrementAndGet();
                return trial.number("x");
            });
            assertTrue(study.finished());
        }
        assertEquals(3, most.get());
        assertTrue(
                threads.size() <= 6 && threads.stream().allMatch(name -> name.startsWith("sextant-trial-")),
                threads::toString);
    }

    @Test
    void twoStudiesRunInOneProcessAtOnce() throws Exception {
        String expected = Bowls.expected();
        List<String> results = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++)
            threads.add(Thread.ofVirtual().start(() -> {
                try (Study study = Bowls.study().inMemory()) {
                    study.optimize(2, Bowls::train);
                    results.add(Bowls.result(study));
                } catch (InterruptedException unexpected) {
                    Thread.currentThread().interrupt();
                }
            }));
        for (Thread thread : threads) thread.join();
        assertEquals(List.of(expected, expected), results);
    }

    @Test
    void aStudyThatWasInterruptedGoesOnToTheSameResult() throws Exception {
        String expected = Bowls.expected();
        try (Study study = Bowls.study().inMemory()) {
            Thread caller = Thread.currentThread();
            assertThrows(
                    InterruptedException.class,
                    () -> study.optimize(2, trial -> {
                        if (trial.number() == 9) caller.interrupt();
                        if (trial.number() >= 9) Thread.sleep(10_000);
                        return Bowls.train(trial);
                    }));
            assertFalse(study.finished());
            assertTrue(
                    outcomes(study).stream().noneMatch(Outcome.Failed.class::isInstance), "interrupted is not failed");
            study.optimize(5, Bowls::train);
            assertEquals(expected, Bowls.result(study));
        }
    }

    @Test
    void aStudyThatIsFinishedEarlyGoesOnWhereItStood() throws Exception {
        String expected = Bowls.expected();
        try (Study study = Bowls.study().inMemory()) {
            study.optimize(1, trial -> {
                if (trial.number() == 5) study.finish();
                return Bowls.train(trial);
            });
            long ended = outcomes(study).stream().filter(Objects::nonNull).count();
            assertTrue(6 <= ended && ended < 20, ended + " have ended");
            assertFalse(study.finished());
            study.optimize(2, Bowls::train);
            assertEquals(expected, Bowls.result(study));
        }
    }

    @Test
    void closingFromAnotherThreadEndsIt() throws Exception {
        Study study = line(100).inMemory();
        Thread closer = Thread.ofPlatform().unstarted(study::close);
        study.optimize(2, trial -> {
            if (trial.number() == 3) {
                closer.start();
                Thread.sleep(10_000);
            }
            return trial.number("x");
        });
        closer.join();
        assertFalse(study.finished());
        StudyException closed = assertThrows(StudyException.class, () -> study.optimize(1, trial -> 0));
        assertEquals("the study is closed\n  Open it again to go on with it.", closed.getMessage());
        assertEquals(StudyException.Reason.USAGE, closed.reason());
    }

    @Test
    void anObjectiveMayCloseItsOwnStudy() throws Exception {
        try (Study study = line(50).inMemory()) {
            study.optimize(1, trial -> {
                if (trial.number() == 3) study.close();
                return trial.number("x");
            });
            assertFalse(study.finished());
        }
    }

    @Test
    void whatIsWrongWithAStudyIsToldAtOnceInTheWordsOfTheCommandLine() {
        StudyException wrong = assertThrows(
                StudyException.class,
                () -> Study.minimize("loss", Space.of(log("rate", 0, 1), choice("schedule", "cosine", "cosine")))
                        .searcher("baysian")
                        .trials(0)
                        .inMemory());
        assertEquals(StudyException.Reason.STUDY, wrong.reason());
        for (String words : List.of(
                "study.json:",
                "/trainer/parameters/rate",
                "/trainer/parameters/schedule",
                "did you mean \"bayesian\"",
                "/search/trials")) assertTrue(wrong.getMessage().contains(words), words + " in\n" + wrong.getMessage());
        assertFalse(wrong.getMessage().contains("\tat "));
    }

    @Test
    void aStudyNeedsAWorker() {
        try (Study study = line(1).inMemory()) {
            StudyException none = assertThrows(StudyException.class, () -> study.optimize(0, trial -> 0));
            assertEquals("workers (0) must be at least 1\n  Say how many trials may run at once.", none.getMessage());
        }
    }

    @Test
    void whatAStudyFileTrainsNeedsNoObjective() {
        try (Study study =
                Study.of("{\"trainer\": {\"data\": {\"builtin\": \"iris\"}}}").inMemory()) {
            StudyException network = assertThrows(StudyException.class, () -> study.optimize(1, trial -> 0));
            assertTrue(network.getMessage()
                    .startsWith("the trials of study.json are trained by Sextant: its trainer is network"));
        }
        try (Study study = line(1).inMemory()) {
            StudyException embedded = assertThrows(StudyException.class, () -> study.run(1));
            assertEquals(
                    "the trials of study.json are not trained by Sextant: its trainer is embedded\n"
                            + "  Say what trains them: optimize(workers, objective).",
                    embedded.getMessage());
        }
    }
}
