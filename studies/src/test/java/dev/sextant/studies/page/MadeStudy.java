// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.Leaders;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Scale;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Surrogate;
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
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.function.DoubleUnaryOperator;

/**
 * A study of any size and kind, made up: random trials under a response that is a valley in the logarithm of the
 * learning rate, another one for each schedule, with divergence beyond it; leaders on fresh seeds, and the test rows.
 */
final class MadeStudy {
    static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int EPOCHS = 30;

    private final int size;
    private String name = "made";
    private String description = "A study that nobody ran.";
    private List<String> schedules = List.of("constant", "step", "exponential", "cosine", "reduceOnPlateau");
    private boolean rate = true;
    private boolean trains = true;
    private int seeds = 5;
    private DoubleUnaryOperator metric = loss -> loss;
    private Goals goals = Goals.of(LOSS);
    private String label = "adam";

    private MadeStudy(int size) {
        this.size = size;
    }

    /** So many search trials; of none of them anything else follows. */
    static MadeStudy of(int size) {
        return new MadeStudy(size);
    }

    MadeStudy named(String name, String description, String optimizer) {
        this.name = name;
        this.description = description;
        this.label = optimizer;
        return this;
    }

    /** None: trainings have no schedule. One: it is fixed. */
    MadeStudy schedules(List<String> names) {
        this.schedules = List.copyOf(names);
        return this;
    }

    MadeStudy withoutRate() {
        this.rate = false;
        return this;
    }

    MadeStudy divergingAlways() {
        this.trains = false;
        return this;
    }

    /** Of so many fresh seeds; 0 for no confirmation and no test. */
    MadeStudy seeds(int fresh) {
        this.seeds = fresh;
        return this;
    }

    /** What the loss, around 0.1, is turned into. */
    MadeStudy valued(DoubleUnaryOperator turned) {
        this.metric = turned;
        return this;
    }

    /** Trials tell {@code parameters} and {@code testedSeconds}, too. */
    MadeStudy after(Goals several) {
        this.goals = several;
        return this;
    }

    Page page() {
        List<Trial> trials = trials();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "0.1.0");
        facts.put("data", "rows 1 to 1797 of " + name);
        Ranking ranking = Ranking.of(name, template(), goals, trials, null);
        return new Page(ranking, trials, description, facts, Page.Ending.FINISHED);
    }

    /** The page with all that its trials say together. */
    Page analysed() {
        return analysed(page(), true);
    }

    /** @param independent whether its trials count as proposed without a look at results */
    static Page analysed(Page page, boolean independent) {
        Surrogate.Factory model =
                ServiceLoader.load(Surrogate.Factory.class).findFirst().orElseThrow();
        Insights insights = Insights.of(page.ranking(), 1, _ -> independent, model);
        return new Page(page.ranking().with(insights), page.trials(), page.description(), page.facts(), page.ending());
    }

    private Template template() {
        ObjectNode document = JSON.objectNode();
        document.putObject("data").put("csv", "digits.csv").put("test", 0.2).put("validation", 0.2);
        if (schedules.size() == 1) document.put("schedule", schedules.getFirst());
        List<Parameter> parameters = new ArrayList<>();
        if (rate)
            parameters.add(new Parameter("learningRate", new Domain.Range(1e-4, 1, Scale.LOG), new Value.Real(0.01)));
        if (schedules.size() > 1) {
            List<Option> options = new ArrayList<>();
            for (String schedule : schedules)
                options.add(new Option(
                        schedule,
                        JSON.objectNode(),
                        true,
                        schedule.equals("step") ? List.of(range("schedule.step.gamma", 0.1, 0.9)) : List.of()));
            parameters.add(choice("schedule", options));
        }
        parameters.add(choice(
                "optimizer",
                List.of(
                        new Option("sgd", JSON.objectNode(), true, List.of(range("optimizer.sgd.momentum", 0, 0.99))),
                        new Option(label, JSON.objectNode(), true, List.of()))));
        parameters.add(new Parameter("batchSize", new Domain.Whole(8, 128, Scale.LOG), new Value.Whole(32)));
        return new Template(document, Space.of(parameters));
    }

    private static Parameter range(String path, double low, double high) {
        return new Parameter(path, new Domain.Range(low, high, Scale.LINEAR), new Value.Real((low + high) / 2));
    }

    private static Parameter choice(String path, List<Option> options) {
        Domain.Choice choice = new Domain.Choice(options);
        return new Parameter(path, choice, choice.chosen(0));
    }

    private List<Trial> trials() {
        Template template = template();
        Space space = template.space();
        Draws draws = new Draws(20261126, 0);
        List<Trial> trials = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            DrawSequence points = draws.of("point", k);
            double[] unit = new double[space.dimensions()];
            for (int i = 0; i < unit.length; i++) unit[i] = points.uniform();
            Configuration configuration = k == 0 ? space.preset() : space.fromUnit(unit);
            add(trials, Role.SEARCH, configuration, outcome(configuration, draws.of("noise", k), true));
        }
        if (seeds == 0) return trials;
        for (Trial leader : Leaders.toConfirm(trials, goals, Axes.of(template), 5))
            for (int fresh = 1; fresh <= seeds; fresh++)
                add(
                        trials,
                        new Role.Confirmation(leader.number(), fresh),
                        leader.configuration(),
                        outcome(
                                leader.configuration(),
                                draws.of("fresh", (int) (1000 * leader.number() + fresh)),
                                false));
        OptionalLong winner = Leaders.winner(trials, goals);
        if (winner.isEmpty() || !(trials.get((int) winner.getAsLong()).outcome() instanceof Outcome.Completed won))
            return trials;
        Map<String, Double> metrics = new LinkedHashMap<>(won.metrics());
        metrics.put("testLoss", won.value());
        metrics.put("testAccuracy", 0.975);
        add(
                trials,
                new Role.Test(winner.getAsLong()),
                trials.get((int) winner.getAsLong()).configuration(),
                new Outcome.Completed(won.value(), won.bestEpoch(), metrics, won.curve()));
        return trials;
    }

    private static void add(List<Trial> trials, Role role, Configuration configuration, Outcome outcome) {
        Note note = Note.EMPTY;
        if (trials.size() > 8 && role instanceof Role.Search)
            note = new Note(JSON.objectNode().put("expectedGain", 0.05 / trials.size()));
        trials.add(new Trial(trials.size(), role, configuration, note, StoppingPlan.NONE, "", outcome));
    }

    private Outcome outcome(Configuration configuration, DrawSequence noise, boolean pruning) {
        if (!trains) return new Outcome.Diverged(new LearningCurve(new double[] {Double.NaN, Double.NaN}));
        double decades =
                configuration.get("learningRate") instanceof Value.Real real ? StrictMath.log10(real.number()) : -1.5;
        int schedule = configuration.get("schedule") instanceof Value.Chosen chosen ? chosen.index() % 7 : 0;
        double off = decades + 1.6 + 0.15 * schedule;
        if (off > 1.3 - 0.1 * schedule) return new Outcome.Diverged(new LearningCurve(new double[] {2.4, Double.NaN}));
        if (noise.uniform() < 0.01) return new Outcome.Failed("the training ran out of <b>memory</b>");
        long batch = configuration.get("batchSize") instanceof Value.Whole whole ? whole.number() : 32;
        double loss = 0.07 + 0.03 * off * off + 0.004 * schedule + 0.0001 * Math.abs(batch - 32);
        loss += 0.004 * Math.abs(noise.normal());
        boolean pruned = pruning && loss > 0.2;
        int epochs = pruned ? 4 : EPOCHS - noise.below(12);
        double[] values = new double[epochs];
        int best = 0;
        for (int i = 0; i < epochs; i++) {
            double left = StrictMath.exp(-(i + 1) / 5.0) - StrictMath.exp(-epochs / 5.0);
            values[i] = metric.applyAsDouble(loss + 2 * Math.max(0, left) + 0.002 * noise.uniform());
            if (goals.first().direction().better(values[i], values[best])) best = i;
        }
        LearningCurve curve = new LearningCurve(values);
        if (pruned) return new Outcome.Pruned(values[best], best + 1, curve);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(goals.first().metric(), values[best]);
        metrics.put("parameters", 40.0 * batch);
        metrics.put("validationAccuracy", 1 - loss / 3);
        return new Outcome.Completed(values[best], best + 1, metrics, curve);
    }
}
