// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static dev.sextant.studies.api.Parameters.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose trials are asked for and told by hand. */
class AskedStudyIT {
    @TempDir
    Path folder;

    private static StudyBuilder line() {
        return Study.minimize("loss", Space.of(uniform("x", 0, 1)))
                .searcher("random")
                .trials(6)
                .window(2);
    }

    private static void train(Study study, RunningTrial trial) {
        try {
            study.tell(trial, Bowls.train(trial));
        } catch (TrialPruned over) {
            // The study knows.
        }
    }

    private static List<Trial> searched(Study study) {
        return study.trials().subList(0, 20);
    }

    @Test
    void theTrialsAreThoseOfAnObjectiveInWhateverOrderTheyAreTold() throws Exception {
        try (Study objective = Bowls.study().inMemory();
                Study told = Bowls.study().inMemory()) {
            objective.optimize(2, Bowls::train);
            Deque<RunningTrial> open = new ArrayDeque<>();
            while (!told.finished()) {
                while (open.size() < 4 && told.trials().size() < 20) open.add(told.ask());
                train(told, open.removeLast());
                while (!open.isEmpty()) train(told, open.removeLast());
            }
            assertEquals(searched(objective).toString(), told.trials().toString());
            assertTrue(told.trials().stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Pruned));
            assertEquals(
                    searched(objective).get((int) told.best().number()).outcome(),
                    told.best().outcome());
        }
    }

    @Test
    void aStudyInADirectoryGoesOnWithWhatIsOpen() throws Exception {
        Path directory = folder.resolve("asked");
        double first;
        try (Study study = line().open(directory)) {
            RunningTrial trial = study.ask();
            first = trial.number("x");
            study.tell(trial, 0.5);
            study.ask();
        }
        try (Study study = line().open(directory)) {
            assertEquals(2, study.trials().size());
            assertFalse(study.finished());
            RunningTrial open = study.pending().getFirst();
            assertEquals(1, open.number());
            study.tell(open, 0.25, Map.of("size", 3.0));
            assertEquals(0.25, study.bestValue());
            assertEquals(Map.of("x", first), study.parameters(study.trials().getFirst()));
            while (!study.finished()) study.fail(study.ask(), "no time");
            assertEquals(new Outcome.Failed("no time"), study.trials().get(5).outcome());
        }
        assertTrue(Files.readString(directory.resolve("report.json")).contains("\"finished\""));
        try (Study study = line().open(directory)) {
            assertEquals(1, study.best().number());
            assertTrue(study.finished());
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInTheWordsOfTheCommandLine() throws Exception {
        try (Study study = line().inMemory()) {
            RunningTrial zero = study.ask();
            RunningTrial one = study.ask();
            assertEquals(
                    "trial 0 must be told first: trial 2 is proposed from the results of trials 0 … 0 (the window is 2)",
                    assertThrows(StudyException.class, study::ask).getMessage());
            study.tell(zero, 0.5);
            study.tell(zero, 0.5);
            assertTrue(assertThrows(StudyException.class, () -> study.tell(zero, 0.6))
                    .getMessage()
                    .startsWith("trial 0 was told before and differently"));
            study.tell(one, Double.NaN);
            assertEquals("diverged", study.trials().get(1).outcome().state());
            while (!study.finished()) study.tell(study.ask(), 1);
            assertEquals(
                    "the budget is spent: all 6 trials were asked for",
                    assertThrows(StudyException.class, study::ask).getMessage());
            assertEquals(
                    "the trials of this study are asked for and told\n  Open another study for an objective.",
                    assertThrows(StudyException.class, () -> study.optimize(1, trial -> 0))
                            .getMessage());
        }
    }

    @Test
    void aMetricThatTheStudyJudgesByHasToBeTold() throws Exception {
        try (Study study = line().atMost("size", 10).inMemory()) {
            RunningTrial trial = study.ask();
            assertEquals(
                    """
                    the study judges by size, and it was not told of trial 0
                      Tell it with the value, or by metric("size", …).""",
                    assertThrows(StudyException.class, () -> study.tell(trial, 0.5))
                            .getMessage());
            trial.metric("size", 11);
            study.tell(trial, 0.5);
            assertThrows(StudyException.class, study::best);
        }
    }

    @Test
    void anObjectivesTrialsAreNotAskedFor() throws Exception {
        try (Study study = line().confirm(0, 1).inMemory()) {
            study.optimize(1, trial -> trial.number("x"));
            assertEquals(
                    "the trials of this study are trained by optimize or run\n  Open another study to ask for them.",
                    assertThrows(StudyException.class, study::ask).getMessage());
        }
    }
}
