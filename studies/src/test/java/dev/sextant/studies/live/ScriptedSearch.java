// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.StudyEvent;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches whose every event is written down, and when it was told: the same picture on every machine. */
final class ScriptedSearch {
    static final long SECOND = 1_000_000_000;

    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    static final Goals ONE = Goals.of(LOSS);
    static final Goals TWO = new Goals(List.of(LOSS, new Objective("parameters", Direction.MINIMIZE)), List.of());

    /** Names of letters two cells wide, of letters with marks, and of what would move a cursor. */
    static final Space SPACE = Space.of(List.of(
            new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)),
            choice("schedule", "constant", "step", "cosine", "reduceOnPlateau"),
            choice("hidden", "[32]", "[64]", "[128]"),
            choice("層の数", "浅い", "とても深い", "cafe\u0301", "\u001b[2J")));

    private ScriptedSearch() {}

    private static Parameter choice(String path, String... labels) {
        List<Option> options = new ArrayList<>();
        for (String label : labels) options.add(Option.of(TextNode.valueOf(label)));
        Domain.Choice choice = new Domain.Choice(options);
        return new Parameter(path, choice, choice.chosen(0));
    }

    static WatchedStudy study(Goals goals, int epochs, int workers) {
        return new WatchedStudy(SPACE, goals, new Axes(null, Double.NaN), epochs, workers);
    }

    static Configuration configuration(double rate, int schedule, int hidden, int depth) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("learningRate", new Value.Real(rate));
        int[] chosen = {schedule, hidden, depth};
        for (int i = 0; i < chosen.length; i++) {
            Parameter parameter = SPACE.parameters().get(i + 1);
            if (parameter.domain() instanceof Domain.Choice options)
                values.put(parameter.path(), options.chosen(chosen[i]));
        }
        return new Configuration(values);
    }

    static Trial trial(long number, Role role, Configuration configuration, @Nullable Outcome outcome) {
        return new Trial(number, role, configuration, Note.EMPTY, StoppingPlan.NONE, "", outcome);
    }

    static Configuration of(long number) {
        double rate = 1e-4 * StrictMath.pow(10, number * 7 % 40 / 10.0);
        return configuration(rate, (int) (number % 3), (int) (number % 2), (int) (number % 4));
    }

    static Outcome completed(double value, double parameters) {
        return new Outcome.Completed(
                value, 2, Map.of("parameters", parameters), new LearningCurve(new double[] {2 * value, value}));
    }

    static Outcome outcome(long number) {
        double value = 2.4 / (1 + number % 13) + 0.001 * (number % 7);
        if (number % 11 == 10) return new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN}));
        if (number % 5 == 4) return new Outcome.Pruned(value, 1, new LearningCurve(new double[] {value}));
        if (number == 16) return new Outcome.Failed("the disk is full");
        return completed(value, 100.0 * (1 + (5 * number + 3) % 6));
    }

    /** Trials 0 to 23 of 60 have ended after 48 seconds, four are running and one waits. */
    static StudyInSight search(Goals goals, boolean curves) {
        StudyInSight inSight = new StudyInSight(study(goals, curves ? 30 : 1, 4));
        inSight.accept(new StudyEvent.Started(List.of(), 60), 0);
        inSight.accept(new StudyEvent.PhaseStarted(Phase.SEARCH, 60), 0);
        for (long number = 0; number < 24; number++) {
            inSight.accept(new StudyEvent.TrialStarted(trial(number, Role.SEARCH, of(number), null)), 0);
            inSight.accept(
                    new StudyEvent.TrialEnded(trial(number, Role.SEARCH, of(number), outcome(number))),
                    2 * (number + 1) * SECOND);
        }
        for (long number = 24; number < 29; number++)
            inSight.accept(new StudyEvent.TrialStarted(trial(number, Role.SEARCH, of(number), null)), 48 * SECOND);
        if (!curves) return inSight;
        for (long number = 24; number < 27; number++)
            for (int epoch = 1; epoch <= 4 + 9 * (number - 24); epoch++)
                inSight.accept(
                        new StudyEvent.EpochEnded(number, epoch, (number - 22) / (double) (epoch + 1)), 49 * SECOND);
        return inSight;
    }

    /** Then the leaders are being confirmed: three of six trainings have ended. */
    static StudyInSight confirmation() {
        StudyInSight inSight = search(ONE, true);
        for (long number = 24; number < 29; number++)
            inSight.accept(
                    new StudyEvent.TrialEnded(trial(number, Role.SEARCH, of(number), outcome(number))), 50 * SECOND);
        inSight.accept(new StudyEvent.SearchEnded(29, "5 trials in a row brought nothing better"), 50 * SECOND);
        inSight.accept(new StudyEvent.PhaseStarted(Phase.CONFIRMATION, 6), 50 * SECOND);
        for (long number = 29; number < 34; number++) {
            Role again = new Role.Confirmation(number % 2 == 0 ? 12 : 25, (int) (number - 28));
            inSight.accept(new StudyEvent.TrialStarted(trial(number, again, of(number), null)), 51 * SECOND);
            if (number < 32)
                inSight.accept(
                        new StudyEvent.TrialEnded(trial(number, again, of(number), completed(0.2 + 0.01 * number, 1))),
                        52 * SECOND);
        }
        return inSight;
    }
}
