// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.ConfirmationRule;
import dev.sextant.engine.study.StopRule;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run with one trial of every kind, for exports. */
final class MadeRun {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** When its first trial began; each begins two seconds after the one before and takes one and a half. */
    static final Instant BEGAN = Instant.parse("2026-03-04T05:06:07.000008Z");

    static final Goals LOSS = Goals.of(new Objective("loss", Direction.MINIMIZE));

    private static final Domain.Choice SCHEDULES = new Domain.Choice(List.of(
            new Option("constant", JSON.objectNode(), true, List.of()),
            new Option(
                    "=step",
                    JSON.objectNode(),
                    true,
                    List.of(new Parameter(
                            "schedule.step.gamma",
                            new Domain.Range(0.1, 0.9, Scale.LINEAR, 0.1, 5),
                            new Value.Real(0.5))))));

    static final Space SPACE = Space.of(List.of(
            new Parameter("rate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)),
            new Parameter("schedule", SCHEDULES, SCHEDULES.chosen(0)),
            new Parameter("units", new Domain.Whole(1, 64, Scale.LOG), new Value.Whole(4)),
            new Parameter(
                    "batch",
                    new Domain.Choice(List.of(Option.of(JSON.numberNode(16)), Option.of(JSON.numberNode(32)))),
                    new Value.Chosen(1, "32"))));

    private final Goals goals;
    private final List<Trial> trials = new ArrayList<>();

    MadeRun(Goals goals) {
        this.goals = goals;
    }

    /** Trials 0 to 3 completed, pruned, diverged and failed; 4 runs, 5 waits; 6 and 7 repeat the first. */
    static ExportedRun ofEveryKind() {
        return new MadeRun(LOSS)
                .search(0.1, false, completed(1.0 / 3, Map.of("loss", 1.0 / 3, "accuracy", 0.1 + 0.2)))
                .search(2.5e-4, true, new Outcome.Pruned(0.25, 2, new LearningCurve(new double[] {0.75, 0.25, 0.5})))
                .search(0.9, false, new Outcome.Diverged(new LearningCurve(new double[] {2, Double.NaN})))
                .search(0.5, true, new Outcome.Failed("=it said \"no\",\nand ended"))
                .search(0.3, false, null)
                .search(0.4, false, null)
                .add(new Role.Confirmation(0, 1), 0.1, false, completed(0.375, Map.of("loss", 0.375, "accuracy", 0.5)))
                .add(new Role.Test(0), 0.1, false, completed(1.0 / 3, Map.of("loss", 1.0 / 3, "testLoss", 0.4)))
                .run();
    }

    static Outcome completed(double value, Map<String, Double> metrics) {
        Readings readings = new Readings(Map.of("gradientNorm", new double[] {4, Double.POSITIVE_INFINITY}));
        return new Outcome.Completed(value, 1, metrics, new LearningCurve(new double[] {value, 1}, readings));
    }

    MadeRun search(double rate, boolean step, @Nullable Outcome outcome) {
        return add(Role.SEARCH, rate, step, outcome);
    }

    MadeRun add(Role role, double rate, boolean step, @Nullable Outcome outcome) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("rate", new Value.Real(rate));
        values.put("schedule", SCHEDULES.chosen(step ? 1 : 0));
        if (step) values.put("schedule.step.gamma", new Value.Real(0.30000000000000004));
        values.put("units", new Value.Whole(17));
        values.put("batch", new Value.Chosen(1, "32"));
        Note note = trials.isEmpty() ? new Note(JSON.objectNode().put("why", "default")) : Note.EMPTY;
        StoppingPlan plan = new StoppingPlan(List.of(), trials.size() != 2, List.of());
        trials.add(new Trial(trials.size(), role, new Configuration(values), note, plan, "", outcome));
        return this;
    }

    StudySpec spec() {
        return new StudySpec(
                "made & \"named\"",
                "",
                7,
                "toy",
                new Template(JSON.objectNode(), SPACE),
                goals,
                new StudySpec.Selection("random", JSON.objectNode()),
                null,
                6,
                8,
                StopRule.NEVER,
                List.of(),
                new ConfirmationRule(1, 1, true));
    }

    /** The last of the search that has not ended has not begun either. */
    ExportedRun run() {
        Map<Long, ExportedRun.Times> times = new HashMap<>();
        long waiting = -1;
        for (Trial trial : trials) if (trial.outcome() == null) waiting = trial.number();
        for (Trial trial : trials) {
            Instant began = BEGAN.plusSeconds(2 * trial.number());
            if (trial.number() != waiting)
                times.put(
                        trial.number(),
                        new ExportedRun.Times(began, trial.outcome() == null ? null : began.plusMillis(1500)));
        }
        return new ExportedRun(spec(), trials, times);
    }
}
