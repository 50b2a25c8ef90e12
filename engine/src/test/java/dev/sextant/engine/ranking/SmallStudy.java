// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
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
import java.util.List;
import java.util.Map;

/** A study of learning rate (1e-4 … 1, log) and schedule, whose trials are written down one a line. */
final class SmallStudy {
    static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    static final Objective SIZE = new Objective("size", Direction.MINIMIZE);
    static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final Domain.Range RATES = new Domain.Range(1e-4, 1, Scale.LOG);
    static final Domain.Choice SCHEDULES = new Domain.Choice(List.of(
            new Option("constant", JSON.objectNode(), true, List.of()),
            new Option("step", JSON.objectNode(), true, List.of()),
            new Option("cosine", JSON.objectNode(), true, List.of())));

    private final List<Trial> trials = new ArrayList<>();

    static Template template() {
        ObjectNode document = JSON.objectNode();
        document.putObject("data").put("csv", "digits.csv").put("test", 0.2).put("validation", 0.2);
        document.putObject("learningRate").putArray("log").add(1e-4).add(1.0);
        document.putObject("schedule")
                .putArray("choice")
                .add("constant")
                .add("step")
                .add("cosine");
        return new Template(
                document,
                Space.of(List.of(
                        new Parameter("learningRate", RATES, new Value.Real(0.01)),
                        new Parameter("schedule", SCHEDULES, SCHEDULES.chosen(0)))));
    }

    static Configuration configuration(double rate, String schedule) {
        Map<String, Value> values = new java.util.LinkedHashMap<>();
        values.put("learningRate", new Value.Real(rate));
        values.put("schedule", SCHEDULES.chosen(SCHEDULES.indexOf(schedule)));
        return new Configuration(values);
    }

    /** The next trial of the search. */
    SmallStudy search(double rate, String schedule, Outcome outcome) {
        return add(Role.SEARCH, configuration(rate, schedule), outcome);
    }

    /** With a stopping plan. */
    SmallStudy search(double rate, String schedule, StoppingPlan plan, double value) {
        Configuration configuration = configuration(rate, schedule);
        trials.add(new Trial(trials.size(), Role.SEARCH, configuration, Note.EMPTY, plan, "", completed(value)));
        return this;
    }

    SmallStudy search(double rate, String schedule, double value) {
        return search(rate, schedule, completed(value));
    }

    /** A completed trial of loss and size. */
    SmallStudy sized(double rate, String schedule, double loss, double size) {
        return search(rate, schedule, completed(loss, size));
    }

    /** Replicates 1 … n of a search trial: loss, size, loss, size … */
    SmallStudy confirmSized(long of, double... lossesAndSizes) {
        Configuration configuration = trials.get((int) of).configuration();
        for (int i = 0; i < lossesAndSizes.length / 2; i++)
            add(
                    new Role.Confirmation(of, i + 1),
                    configuration,
                    completed(lossesAndSizes[2 * i], lossesAndSizes[2 * i + 1]));
        return this;
    }

    /** Replicates 1 … n of a search trial; NaN diverged. */
    SmallStudy confirm(long of, double... values) {
        Configuration configuration = trials.get((int) of).configuration();
        for (int i = 0; i < values.length; i++)
            add(
                    new Role.Confirmation(of, i + 1),
                    configuration,
                    Double.isNaN(values[i]) ? diverged(3) : completed(values[i]));
        return this;
    }

    SmallStudy add(Role role, Configuration configuration, Outcome outcome) {
        trials.add(new Trial(trials.size(), role, configuration, Note.EMPTY, StoppingPlan.NONE, "", outcome));
        return this;
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    Ranking rank() {
        return rank(LOSS);
    }

    Ranking rank(Objective objective) {
        return Ranking.of("small", template(), objective, trials);
    }

    Ranking rank(Goals goals) {
        return Ranking.of("small", template(), goals, trials, null);
    }

    /** Best after 7 of 12 epochs. */
    static Outcome.Completed completed(double value) {
        double[] curve = new double[12];
        java.util.Arrays.fill(curve, value + 1);
        curve[6] = value;
        return new Outcome.Completed(value, 7, Map.of("validationLoss", value), new LearningCurve(curve));
    }

    static Outcome.Completed completed(double loss, double size) {
        return new Outcome.Completed(
                loss,
                7,
                Map.of("validationLoss", loss, "size", size),
                completed(loss).curve());
    }

    static Outcome.Pruned pruned(double value) {
        return new Outcome.Pruned(value, 2, new LearningCurve(new double[] {value + 1, value, value + 2}));
    }

    static Outcome.Diverged diverged(int epochs) {
        double[] curve = new double[epochs];
        curve[epochs - 1] = Double.NaN;
        return new Outcome.Diverged(new LearningCurve(curve));
    }
}
