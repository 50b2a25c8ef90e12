// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Leaders;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Studies to be reported: one that looks like a search on handwritten digits, and small ones written down by hand. */
final class ReportedStudy {
    static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String name;
    private final Template template;
    private final List<Trial> trials = new ArrayList<>();

    private ReportedStudy(String name, Template template) {
        this.name = name;
        this.template = template;
    }

    static ReportedStudy of(String name, Parameter... parameters) {
        return new ReportedStudy(name, new Template(JSON.objectNode(), Space.of(List.of(parameters))));
    }

    static Parameter log(String path, double low, double high, double preset) {
        return new Parameter(path, new Domain.Range(low, high, Scale.LOG), new Value.Real(preset));
    }

    static Parameter uniform(String path, double low, double high, double preset) {
        return new Parameter(path, new Domain.Range(low, high, Scale.LINEAR), new Value.Real(preset));
    }

    static Parameter choice(String path, Option... options) {
        Domain.Choice choice = new Domain.Choice(List.of(options));
        return new Parameter(path, choice, choice.chosen(0));
    }

    static Option branch(String label, Parameter... children) {
        return new Option(label, JSON.objectNode(), true, List.of(children));
    }

    static Option plain(JsonNode value) {
        return Option.of(value);
    }

    static Option layers(int... widths) {
        var array = JSON.arrayNode();
        for (int width : widths) array.add(width);
        return Option.of(array);
    }

    /** The space of the full example: layers, batch size, learning rate, optimizer, schedule. */
    static ReportedStudy digits() {
        Space space = Space.of(List.of(
                choice("hidden", layers(32), layers(64), layers(128), layers(64, 32)),
                choice("batchSize", plain(JSON.numberNode(16)), plain(JSON.numberNode(32)), plain(JSON.numberNode(64))),
                log("learningRate", 1e-4, 1, 0.01),
                choice(
                        "optimizer",
                        branch("sgd", uniform("optimizer.sgd.momentum", 0, 0.99, 0.9)),
                        branch("adam"),
                        branch("rmsprop")),
                choice(
                        "schedule",
                        branch("constant"),
                        branch(
                                "step",
                                new Parameter(
                                        "schedule.step.stepSize",
                                        new Domain.Whole(2, 15, Scale.LINEAR),
                                        new Value.Whole(10)),
                                uniform("schedule.step.gamma", 0.1, 0.9, 0.3)),
                        branch("exponential", uniform("schedule.exponential.gamma", 0.8, 0.999, 0.93)),
                        branch("cosine"),
                        branch("reduceOnPlateau"))));
        ObjectNode document = JSON.objectNode();
        document.putObject("data")
                .put("csv", "datasets/digits.csv")
                .put("test", 0.2)
                .put("validation", 0.2);
        return new ReportedStudy("digits-learning-rates", new Template(document, space));
    }

    /**
     * Learning rate, schedule and batch size; eight trials, four of them confirmed. The means, intervals and the gain
     * are SciPy's, as in the engine's test of the ranking.
     */
    static ReportedStudy small() {
        Space space = Space.of(List.of(
                log("learningRate", 1e-4, 1, 0.01),
                choice(
                        "schedule",
                        branch("constant"),
                        branch("step", uniform("schedule.step.gamma", 0, 1, 0.5)),
                        branch("cosine")),
                choice("batchSize", plain(JSON.numberNode(16)), plain(JSON.numberNode(32)))));
        return new ReportedStudy("small", withData(space))
                .search(completed(0.110), "learningRate", 0.01, "schedule", "constant", "batchSize", 16)
                .search(
                        new Outcome.Diverged(curve(Double.NaN, 2)),
                        "learningRate",
                        0.9,
                        "schedule",
                        "cosine",
                        "batchSize",
                        16)
                .search(
                        completed(0.0650),
                        "learningRate",
                        0.03,
                        "schedule",
                        "step",
                        "schedule.step.gamma",
                        0.25,
                        "batchSize",
                        32)
                .search(completed(0.0890), "learningRate", 0.02, "schedule", "constant", "batchSize", 32)
                .search(completed(0.0690), "learningRate", 0.05, "schedule", "cosine", "batchSize", 32)
                .search(completed(0.0720), "learningRate", 0.001, "schedule", "cosine", "batchSize", 16)
                .search(
                        new StoppingPlan(List.of(new StoppingPlan.Rung(3, 0.072, 5))),
                        new Outcome.Pruned(0.8, 2, curve(0.8, 3)),
                        "learningRate",
                        2e-4,
                        "schedule",
                        "step",
                        "schedule.step.gamma",
                        0.75,
                        "batchSize",
                        16)
                .search(new Outcome.Failed("no memory"), "learningRate", 0.5, "schedule", "constant", "batchSize", 16)
                .confirm(0, 0.1130, 0.1142, 0.1120, 0.1165, 0.1118)
                .confirm(2, 0.0711, 0.0729, 0.0699, 0.0751, 0.0706)
                .confirm(3, 0.0912, 0.0930, 0.0897, 0.0951, 0.0903)
                .confirm(4, 0.0702, 0.0731, 0.0688, 0.0745, 0.0694);
    }

    private static Template withData(Space space) {
        ObjectNode document = JSON.objectNode();
        document.putObject("data")
                .put("csv", "datasets/digits.csv")
                .put("test", 0.2)
                .put("validation", 0.2);
        return new Template(document, space);
    }

    /** The test rows, scored for the winner of {@link #small()}. */
    ReportedStudy tested() {
        return add(
                new Role.Test(4),
                trials.get(4).configuration(),
                new Outcome.Completed(
                        0.069,
                        7,
                        Map.of("validationLoss", 0.069, "testLoss", 0.0801, "testAccuracy", 0.975),
                        curve(0.069, 10)));
    }

    static final String HOSTILE = "</title><script>alert('x')</script> & \"co\"\u001b[31m";
    static final String HOSTILE_VALUE = "a,b|c\"d\"\n<script>alert(1)</script>";
    static final String HOSTILE_PATH = "x|<b>,\"y\"\u202e";

    /** A study whose every name would be acted on by a careless writer. */
    static ReportedStudy hostile() {
        String formula = "=cmd|' /C calc'!A0";
        String link = "[click](javascript:alert(1))";
        return of(
                        HOSTILE,
                        choice("=1+1", plain(JSON.textNode(HOSTILE_VALUE)), plain(JSON.textNode(formula))),
                        choice(HOSTILE_PATH, branch("@x"), branch(link)),
                        uniform("value", 0, 1, 0.5))
                .search(completed(0.5), "=1+1", HOSTILE_VALUE, HOSTILE_PATH, "@x", "value", 0.5)
                .search(completed(0.25), "=1+1", formula, HOSTILE_PATH, link, "value", 0.125)
                .search(
                        new Outcome.Failed("<img src=x onerror=alert(1)>\u001b[2J"),
                        "=1+1",
                        formula,
                        HOSTILE_PATH,
                        "@x",
                        "value",
                        0.25);
    }

    static final Objective PARAMETERS = new Objective("parameters", Direction.MINIMIZE);

    /** Loss, and the number of weights beside. */
    static final Goals LOSS_AND_SIZE = new Goals(List.of(LOSS, PARAMETERS), List.of());

    /** Loss of networks of at most 5000 weights. */
    static final Goals SMALL_NETWORKS =
            new Goals(List.of(LOSS), List.of(new Constraint("parameters", Constraint.Side.AT_MOST, 5000)));

    /** Both, with epochs of at most half a second. */
    static final Goals TIMED = new Goals(
            LOSS_AND_SIZE.objectives(),
            List.of(
                    new Constraint("parameters", Constraint.Side.AT_MOST, 9000),
                    new Constraint(Goals.EPOCH_SECONDS, Constraint.Side.AT_MOST, 0.5)));

    /** Both, in bounds that nothing breaks. */
    static final Goals BOUNDED =
            new Goals(LOSS_AND_SIZE.objectives(), List.of(new Constraint("parameters", Constraint.Side.AT_LEAST, 0)));

    /** Learning rate, schedule and width; seven trials that tell loss, weights and seconds, three of them confirmed. */
    static ReportedStudy sized() {
        Space space = Space.of(List.of(
                log("learningRate", 1e-4, 1, 0.01),
                choice("schedule", branch("constant"), branch("cosine")),
                choice("hidden", layers(64), layers(32), layers(128))));
        return new ReportedStudy("sized", withData(space))
                .sized(0.110, 4810, 0.25, 0.01, "constant", "[64]")
                .sized(0.065, 9610, 0.75, 0.03, "cosine", "[128]")
                .sized(0.098, 2410, 0.125, 0.02, "cosine", "[32]")
                .sized(0.072, 4810, 0.25, 0.05, "cosine", "[64]")
                .sized(0.070, 9610, 0.75, 0.05, "constant", "[128]")
                .search(
                        new Outcome.Diverged(curve(Double.NaN, 2)),
                        "learningRate",
                        0.9,
                        "schedule",
                        "constant",
                        "hidden",
                        "[32]")
                .sized(0.095, 2410, 0.125, 0.04, "cosine", "[32]")
                .again(0, 0.1130, 0.1142, 0.1120)
                .again(1, 0.0711, 0.0729, 0.0699)
                .again(3, 0.0752, 0.0790, 0.0747);
    }

    private ReportedStudy sized(
            double loss, double weights, double seconds, double rate, String schedule, String hidden) {
        return search(weighed(loss, weights, seconds), "learningRate", rate, "schedule", schedule, "hidden", hidden);
    }

    private static Outcome weighed(double loss, double weights, double seconds) {
        return new Outcome.Completed(
                loss,
                7,
                Map.of("validationLoss", loss, "parameters", weights, Goals.EPOCH_SECONDS, seconds),
                curve(loss, 10));
    }

    /** Replicates of a trial of {@link #sized()}. */
    private ReportedStudy again(long of, double... losses) {
        Trial trial = trials.get((int) of);
        if (!(trial.outcome() instanceof Outcome.Completed completed)) throw new AssertionError("it completed");
        for (int i = 0; i < losses.length; i++)
            add(
                    new Role.Confirmation(of, i + 1),
                    trial.configuration(),
                    weighed(
                            losses[i],
                            completed.metrics().getOrDefault("parameters", Double.NaN),
                            completed.metrics().getOrDefault(Goals.EPOCH_SECONDS, Double.NaN)));
        return this;
    }

    /**
     * So many random trials of {@link #digits()} under a made-up response, five leaders on five seeds, the test rows.
     */
    static ReportedStudy digitsSearched(int trials, int seeds) {
        ReportedStudy study = digits();
        Space space = study.template.space();
        Draws draws = new Draws(20261120, 0);
        for (int k = 0; k < trials; k++) {
            DrawSequence points = draws.of("point", k);
            double[] unit = new double[space.dimensions()];
            for (int i = 0; i < unit.length; i++) unit[i] = points.uniform();
            Configuration configuration = k == 0 ? space.preset() : space.fromUnit(unit);
            study.add(Role.SEARCH, configuration, response(configuration, draws.of("noise", k), true));
        }
        Axes axes = Axes.of(study.template);
        for (Trial leader : Leaders.toConfirm(study.trials, Goals.of(LOSS), axes, seeds == 0 ? 0 : 5))
            for (int replicate = 1; replicate <= seeds; replicate++)
                study.add(
                        new Role.Confirmation(leader.number(), replicate),
                        leader.configuration(),
                        response(
                                leader.configuration(),
                                draws.of("fresh", (int) (1000 * leader.number() + replicate)),
                                false));
        long winner = Leaders.winner(study.trials, Goals.of(LOSS)).orElseThrow();
        Trial won = study.trials.get((int) winner);
        Outcome.Completed again = (Outcome.Completed) won.outcome();
        if (again == null) throw new AssertionError("a winner completes");
        return study.add(
                new Role.Test(winner),
                won.configuration(),
                new Outcome.Completed(
                        again.value(),
                        again.bestEpoch(),
                        Map.of("validationLoss", again.value(), "testLoss", 0.0871234, "testAccuracy", 0.975),
                        again.curve()));
    }

    private static Outcome response(Configuration configuration, DrawSequence noise, boolean pruning) {
        double rate = ((Value.Real) value(configuration, "learningRate")).number();
        String optimizer = value(configuration, "optimizer").text();
        String schedule = value(configuration, "schedule").text();
        double best = optimizer.equals("sgd") ? -1.0 : -2.0;
        double off = StrictMath.log10(rate) - best;
        double edge = schedule.equals("constant") ? 0.9 : 1.4;
        if (off > edge) return new Outcome.Diverged(curve(Double.NaN, 2));
        double loss = 0.062 + 0.012 * off * off + (schedule.equals("constant") ? 0.02 : 0.004 * noise.uniform());
        loss += value(configuration, "hidden").text().equals("[128]") ? 0 : 0.008;
        loss += 0.004 * Math.abs(noise.normal());
        if (pruning && loss > 0.12) return new Outcome.Pruned(loss, 3, curve(loss, 4));
        int epochs = 12 + noise.below(18);
        return new Outcome.Completed(loss, epochs - 3, Map.of("validationLoss", loss), curve(loss, epochs));
    }

    static Value value(Configuration configuration, String path) {
        Value value = configuration.get(path);
        if (value == null) throw new AssertionError("no value for " + path);
        return value;
    }

    static LearningCurve curve(double value, int epochs) {
        double[] values = new double[epochs];
        Arrays.fill(values, value);
        return new LearningCurve(values);
    }

    static Outcome completed(double value) {
        return new Outcome.Completed(value, 7, Map.of(), curve(value, 10));
    }

    /** Values in the order of the space's parameters, the inactive left out. */
    Configuration configuration(Object... pathsAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            String path = (String) pathsAndValues[i];
            Object value = pathsAndValues[i + 1];
            values.put(
                    path,
                    switch (template.space()
                            .parameters()
                            .get(template.space().indexOf(path))
                            .domain()) {
                        case Domain.Range _ -> new Value.Real((Double) value);
                        case Domain.Whole _ -> new Value.Whole((Integer) value);
                        case Domain.Choice choice -> choice.chosen(choice.indexOf(value.toString()));
                    });
        }
        return new Configuration(values);
    }

    ReportedStudy search(Outcome outcome, Object... pathsAndValues) {
        return add(Role.SEARCH, configuration(pathsAndValues), outcome);
    }

    ReportedStudy search(StoppingPlan plan, Outcome outcome, Object... pathsAndValues) {
        return add(Role.SEARCH, configuration(pathsAndValues), plan, outcome);
    }

    ReportedStudy confirm(long of, double... values) {
        for (int i = 0; i < values.length; i++)
            add(
                    new Role.Confirmation(of, i + 1),
                    trials.get((int) of).configuration(),
                    Double.isNaN(values[i]) ? new Outcome.Diverged(curve(Double.NaN, 1)) : completed(values[i]));
        return this;
    }

    ReportedStudy add(Role role, Configuration configuration, Outcome outcome) {
        return add(role, configuration, StoppingPlan.NONE, outcome);
    }

    private ReportedStudy add(Role role, Configuration configuration, StoppingPlan plan, Outcome outcome) {
        trials.add(new Trial(trials.size(), role, configuration, Note.EMPTY, plan, "", outcome));
        return this;
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    Template template() {
        return template;
    }

    Ranking rank() {
        return rank(LOSS);
    }

    Ranking rank(Goals goals) {
        return rank(goals, null);
    }

    Ranking rank(Goals goals, @Nullable SearchEnding ending) {
        return Ranking.of(name, template, goals, trials, ending);
    }

    Ranking rank(Objective objective) {
        return Ranking.of(name, template, objective, trials);
    }
}
