// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a trial's page says of it, as far as it follows from the study and the trial: the sentences are those of
 * {@link TrialReport}, the numbers are drawn. Null stands for a number that there is not.
 *
 * <p>Size: bounded; of more epochs than a picture has room for some are left out.
 */
public final class TrialJson {
    /** Epochs that are drawn; of more evenly spaced ones, the first, the best and the last. */
    private static final int MOST = 2_000;

    private final Template template;
    private final Goals goals;
    private final String searcher;

    /** @param searcher the name of the study's */
    public TrialJson(Template template, Goals goals, String searcher) {
        this.template = template;
        this.goals = goals;
        this.searcher = searcher;
    }

    /** One object. */
    public ObjectNode of(Trial trial) {
        TrialReport report = new TrialReport(template.space(), goals, searcher, trial);
        Outcome outcome = trial.outcome();
        LearningCurve curve = outcome == null ? LearningCurve.EMPTY : outcome.curve();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", trial.number());
        role(json, trial.role());
        json.put("state", outcome == null ? "unfinished" : outcome.state());
        number(
                json,
                "value",
                switch (outcome) {
                    case Outcome.Completed completed -> completed.value();
                    case Outcome.Pruned pruned -> pruned.value();
                    case null, default -> Double.NaN;
                });
        json.put("bestEpoch", report.best()).put("epochs", curve.epochs());
        json.put("message", outcome instanceof Outcome.Failed(String message, var _) ? message : "");
        json.set("configuration", template.space().write(trial.configuration()));
        json.set("document", template.fill(trial.configuration()));
        sentence(json, "proposal", ProposalWording.of(trial, searcher, goals.first()));
        sentence(json, "pruning", PlanWording.of(trial, goals.first()));
        plan(json.putArray("plan"), trial, curve);
        Set<Integer> epochs = drawn(curve.epochs(), report.best());
        ObjectNode drawn = json.putObject("curve");
        ArrayNode numbers = drawn.putArray("epochs");
        epochs.forEach(numbers::add);
        ArrayNode values = drawn.putArray("values");
        for (int epoch : epochs) add(values, curve.at(epoch));
        ArrayNode readings = json.putArray("readings");
        for (String name : report.order(curve.readings())) {
            ObjectNode series = readings.addObject().put("name", name);
            ArrayNode read = series.putArray("values");
            for (int epoch : epochs) add(read, curve.readings().at(name, epoch));
        }
        List<String> broken = report.broken();
        String breaks = broken.isEmpty() ? "" : "It breaks " + GoalsWording.listed(broken) + ".";
        ArrayNode health = json.putArray("health");
        for (String sentence : List.of(breaks, report.health())) if (!sentence.isEmpty()) health.add(sentence);
        return json;
    }

    private static void role(ObjectNode json, Role role) {
        switch (role) {
            case Role.Search _ -> json.put("role", "search").putNull("of").putNull("replicate");
            case Role.Confirmation(long of, int replicate) ->
                json.put("role", "confirmation").put("of", of).put("replicate", replicate);
            case Role.Test(long of) -> json.put("role", "test").put("of", of).putNull("replicate");
        }
    }

    private void plan(ArrayNode json, Trial trial, LearningCurve curve) {
        Direction direction = goals.first().direction();
        Outcome outcome = trial.outcome();
        StoppingPlan.Rung missed = outcome == null ? null : trial.plan().missed(outcome, direction);
        for (StoppingPlan.Rung rung : trial.plan().rungs()) {
            ObjectNode one = json.addObject().put("epoch", rung.epoch());
            number(one, "threshold", rung.threshold());
            boolean there = curve.epochs() >= rung.epoch();
            number(one, "reached", there ? curve.bestUpTo(rung.epoch(), direction) : Double.NaN);
            one.put("missed", rung.equals(missed));
        }
    }

    private static Set<Integer> drawn(int all, int best) {
        TreeSet<Integer> epochs = new TreeSet<>();
        int even = Math.min(all, MOST - 1);
        for (int i = 0; i < even; i++) epochs.add(even == 1 ? 1 : 1 + (int) ((long) i * (all - 1) / (even - 1)));
        if (0 < best && best <= all) epochs.add(best);
        return epochs;
    }

    private static void sentence(ObjectNode json, String name, String sentence) {
        ArrayNode sentences = json.putArray(name);
        if (!sentence.isEmpty()) sentences.add(sentence);
    }

    private static void number(ObjectNode json, String name, double number) {
        if (Double.isFinite(number)) json.put(name, number);
        else json.putNull(name);
    }

    private static void add(ArrayNode json, double number) {
        if (Double.isFinite(number)) json.add(number);
        else json.addNull();
    }
}
