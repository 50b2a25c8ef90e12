// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.live.WatchedStudy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final Goals LOSS = Goals.of(new Objective("validationLoss", Direction.MINIMIZE));

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyEndedTrialSaysHowAndTheBestSoFar() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE);
        List<Trial> before = new ArrayList<>();
        for (int i = 0; i < 3; i++) before.add(trial(i, Role.SEARCH, new Outcome.Failed("before")));
        try (Progress progress = Progress.of(console, watched(LOSS))) {
            progress.accept(new StudyEvent.Started(before, 7));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 7));
            progress.accept(ended(3, Role.SEARCH, new Outcome.Diverged(curve(1, Double.NaN))));
            progress.accept(ended(4, Role.SEARCH, completed(0.25, Map.of())));
            progress.accept(ended(5, Role.SEARCH, new Outcome.Pruned(0.5, 2, curve(1, 0.5))));
            progress.accept(ended(6, Role.SEARCH, new Outcome.Failed("the disk is full")));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.CONFIRMATION, 1));
            progress.accept(ended(7, new Role.Confirmation(4, 1), completed(0.125, Map.of())));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.TEST, 1));
            progress.accept(ended(8, new Role.Test(4), completed(0.25, Map.of("testLoss", 0.3, "trainingLoss", 0.1))));
            progress.accept(new StudyEvent.Alarm("trial 4 gave two results"));
        }
        assertEquals("""
                going on after 3 trials
                [4/7] trial 3: diverged after 2 epochs
                [5/7] trial 4: validationLoss 0.25 at epoch 1 of 2, best 0.25 (trial 4)
                [6/7] trial 5: pruned after 2 epochs at 0.5, best 0.25 (trial 4)
                [7/7] trial 6: failed: the disk is full, best 0.25 (trial 4)
                confirming the leaders: 1 training on fresh seeds
                [1/1] trial 4 again with seed 1: validationLoss 0.125 at epoch 1 of 2
                training the winner once more, for its score on test rows
                [1/1] trial 4 on the test rows: testLoss 0.3
                warning: trial 4 gave two results
                """, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aTrainerWithoutTestRowsSaysSo() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE);
        try (Progress progress = Progress.of(console, watched(LOSS))) {
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.TEST, 1));
            progress.accept(ended(8, new Role.Test(4), completed(0.25, Map.of("validationLoss", 0.25))));
        }
        assertEquals("""
                training the winner once more, for its score on test rows
                [1/1] trial 4 once more: there are no test rows
                """, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatWasFoundBeforeAResumeCounts() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE);
        List<Trial> before = List.of(trial(0, Role.SEARCH, completed(0.125, Map.of())));
        try (Progress progress = Progress.of(console, watched(LOSS))) {
            progress.accept(new StudyEvent.Started(before, 2));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 2));
            progress.accept(ended(1, Role.SEARCH, completed(0.25, Map.of())));
        }
        assertEquals("""
                going on after 1 trial
                [2/2] trial 1: validationLoss 0.25 at epoch 1 of 2, best 0.125 (trial 0)
                """, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void severalObjectivesAndConstraintsAreShownTrialByTrial() {
        Goals goals = new Goals(
                List.of(LOSS.first(), new Objective("parameters", Direction.MINIMIZE)),
                List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 5000)));
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE);
        try (Progress progress = Progress.of(console, watched(goals))) {
            progress.accept(new StudyEvent.Started(List.of(), 60));
            progress.accept(new StudyEvent.PhaseStarted(StudyEvent.Phase.SEARCH, 60));
            progress.accept(ended(0, Role.SEARCH, completed(0.25, Map.of("parameters", 6000.0))));
            progress.accept(ended(1, Role.SEARCH, completed(0.5, Map.of("parameters", 4000.0))));
            progress.accept(ended(2, Role.SEARCH, completed(0.75, Map.of("parameters", 2000.0))));
            progress.accept(ended(3, Role.SEARCH, completed(0.375, Map.of("parameters", 4000.0))));
            progress.accept(new StudyEvent.SearchEnded(4, "2 trials in a row brought nothing better"));
        }
        assertEquals("""
                [1/60] trial 0: validationLoss 0.25, parameters 6000 at epoch 1 of 2, but parameters 6000 is not at most 5000
                [2/60] trial 1: validationLoss 0.5, parameters 4000 at epoch 1 of 2, best validationLoss 0.5 (trial 1), parameters 4000 (trial 1), 1 on the front
                [3/60] trial 2: validationLoss 0.75, parameters 2000 at epoch 1 of 2, best validationLoss 0.5 (trial 1), parameters 2000 (trial 2), 2 on the front
                [4/60] trial 3: validationLoss 0.375, parameters 4000 at epoch 1 of 2, best validationLoss 0.375 (trial 3), parameters 2000 (trial 2), 2 on the front
                the search ends after 4 trials: 2 trials in a row brought nothing better
                """, err.toString(StandardCharsets.UTF_8));
    }

    private static WatchedStudy watched(Goals goals) {
        return new WatchedStudy(Space.of(List.of()), goals, new Axes(null, Double.NaN), 2, 1);
    }

    private static Outcome completed(double value, Map<String, Double> metrics) {
        return new Outcome.Completed(value, 1, metrics, curve(value, value));
    }

    private static LearningCurve curve(double... values) {
        return new LearningCurve(values);
    }

    private static StudyEvent ended(long number, Role role, Outcome outcome) {
        return new StudyEvent.TrialEnded(trial(number, role, outcome));
    }

    private static Trial trial(long number, Role role, @Nullable Outcome outcome) {
        return new Trial(number, role, Configuration.EMPTY, Note.EMPTY, StoppingPlan.NONE, "", outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0833333, 0.08333",
        "12.5, 12.5",
        "1e-7, 1e-7",
        "123456, 123500",
        "1.5e9, 1.5e9",
        "NaN, NaN",
        "-0.00012344, -0.0001234",
        "1, 1"
    })
    void numbersHaveFourDigits(double value, String text) {
        assertEquals(text, Figures.number(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 1 s", "12, 12 s", "100, 2 min", "6000, 1 h 40 min"})
    void durationsAreRounded(long seconds, String text) {
        assertEquals(text, Figures.duration(Duration.ofSeconds(seconds)));
    }
}
