// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A study of learning rate (1e-4 … 1, log), batch norm, optimizer with a choice below one of its options, and schedule:
 * a valley over the logarithm of the rate, whose bottom lies elsewhere with batch norm and with each optimizer.
 */
final class GroupedStudy {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final Domain.Choice NORM =
            new Domain.Choice(List.of(Option.of(JSON.booleanNode(true)), Option.of(JSON.booleanNode(false))));
    private static final Domain.Choice NESTEROV = new Domain.Choice(
            List.of(Option.of(JSON.booleanNode(false)), Option.of(JSON.nullNode()), Option.of(JSON.numberNode(2))));
    private static final Domain.Choice OPTIMIZERS = new Domain.Choice(List.of(
            new Option(
                    "sgd",
                    JSON.objectNode(),
                    true,
                    List.of(new Parameter("optimizer.sgd.nesterov", NESTEROV, NESTEROV.chosen(0)))),
            new Option("adam", JSON.objectNode(), true, List.of())));

    private final List<Trial> trials = new ArrayList<>();

    static Template template() {
        ObjectNode document = JSON.objectNode();
        document.put("batchNorm", true).put("learningRate", 0.1);
        return new Template(
                document,
                Space.of(List.of(
                        new Parameter("learningRate", SmallStudy.RATES, new Value.Real(0.01)),
                        new Parameter("batchNorm", NORM, NORM.chosen(0)),
                        new Parameter("optimizer", OPTIMIZERS, OPTIMIZERS.chosen(0)),
                        new Parameter("schedule", SmallStudy.SCHEDULES, SmallStudy.SCHEDULES.chosen(0)))));
    }

    static Configuration configuration(double rate, boolean norm, String optimizer, String schedule, int nesterov) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("learningRate", new Value.Real(rate));
        values.put("batchNorm", NORM.chosen(norm ? 0 : 1));
        values.put("optimizer", OPTIMIZERS.chosen(OPTIMIZERS.indexOf(optimizer)));
        if (optimizer.equals("sgd")) values.put("optimizer.sgd.nesterov", NESTEROV.chosen(nesterov));
        values.put("schedule", SmallStudy.SCHEDULES.chosen(SmallStudy.SCHEDULES.indexOf(schedule)));
        return new Configuration(values);
    }

    GroupedStudy search(double rate, boolean norm, String optimizer, Outcome outcome) {
        return add(Role.SEARCH, configuration(rate, norm, optimizer, "cosine", 0), outcome);
    }

    GroupedStudy confirm(long of, double... values) {
        for (int i = 0; i < values.length; i++)
            add(
                    new Role.Confirmation(of, i + 1),
                    trials.get((int) of).configuration(),
                    SmallStudy.completed(values[i]));
        return this;
    }

    private GroupedStudy add(Role role, Configuration configuration, Outcome outcome) {
        trials.add(new Trial(trials.size(), role, configuration, Note.EMPTY, StoppingPlan.NONE, "", outcome));
        return this;
    }

    /**
     * So many trials drawn at random, whose noise is a twentieth of their value.
     *
     * @param norm the exponent of ten by which the best rate, 0.01, is larger with batch norm
     * @param sgd the same with sgd
     */
    static GroupedStudy random(int count, long seed, double norm, double sgd) {
        GroupedStudy study = new GroupedStudy();
        DrawSequence draws = new Draws(seed, 0).of("study");
        for (int i = 0; i < count; i++) {
            double exponent = -4 * draws.uniform();
            boolean with = draws.below(2) == 0;
            String optimizer = draws.below(2) == 0 ? "sgd" : "adam";
            String schedule = SmallStudy.SCHEDULES.options().get(draws.below(3)).label();
            double off = exponent + 2 - (with ? norm : 0) - (optimizer.equals("sgd") ? sgd : 0);
            double value = 0.05 * (1 + 0.6 * off * off) * (1 + 0.05 * draws.normal());
            Outcome outcome = off > 1.5 ? SmallStudy.diverged(2) : SmallStudy.completed(value);
            study.add(
                    Role.SEARCH,
                    configuration(StrictMath.pow(10, exponent), with, optimizer, schedule, draws.below(3)),
                    outcome);
        }
        return study;
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    Ranking rank() {
        return Ranking.of("grouped", template(), SmallStudy.LOSS, trials);
    }

    /** By this choice, without a model; all trials drawn independently. */
    Grouping by(String path) {
        return by(path, 1, true);
    }

    Grouping by(String path, long seed, boolean drawn) {
        return Insights.of(rank(), List.of(path), seed, _ -> drawn, null)
                .groupings()
                .getFirst();
    }
}
