// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One trial for people who want to know what happened in it: what it was, why it was proposed, how it ended, why it was
 * stopped or not, and everything that was read after each epoch.
 */
public final class TrialReport {
    /** Epochs in a table; of more, evenly spaced ones, the first, the best and the last. */
    private static final int EPOCHS = 24;

    private static final int NARROWEST = 40;
    private static final int MEASURE = 100;
    private static final int DIGITS = 4;
    private static final int INDENT = 2;

    private final Space space;
    private final Goals goals;
    private final Objective objective;
    private final String searcher;
    private final Trial trial;
    private final LearningCurve curve;

    /** @param searcher the name of the study's */
    public TrialReport(Space space, Goals goals, String searcher, Trial trial) {
        this.space = space;
        this.goals = goals;
        this.objective = goals.first();
        this.searcher = searcher;
        this.trial = trial;
        Outcome outcome = trial.outcome();
        this.curve = outcome == null ? LearningCurve.EMPTY : outcome.curve();
    }

    /** Lines of at most {@code columns} characters, each ended by a newline. */
    public String text(int columns) {
        int width = Math.max(NARROWEST, columns);
        int measure = Math.min(width, MEASURE);
        List<String> lines = new ArrayList<>(Lines.wrap(title() + ": " + ending(), measure, 0));
        List<String> parameters = Naming.parameters(space, trial.configuration(), _ -> true);
        if (!parameters.isEmpty()) below(lines, String.join(", ", parameters), measure);
        if (trial.outcome() instanceof Outcome.Completed completed
                && !completed.metrics().isEmpty()) {
            List<String> metrics = new ArrayList<>();
            completed.metrics().forEach((name, value) -> metrics.add(name + " " + Figures.number(value, DIGITS)));
            below(lines, String.join(", ", metrics), measure);
        }
        String breaks = broken().isEmpty() ? "" : "It breaks " + GoalsWording.listed(broken()) + ".";
        for (String sentence : List.of(
                breaks, ProposalWording.of(trial, searcher, objective), PlanWording.of(trial, objective), health()))
            if (!sentence.isEmpty()) below(lines, sentence, measure);
        if (curve.epochs() > 0) {
            lines.add("");
            lines.addAll(Lines.table(table(), width, measure));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void below(List<String> lines, String text, int measure) {
        for (String line : Lines.wrap(text, measure - INDENT, 0)) lines.add(" ".repeat(INDENT) + line);
    }

    private String title() {
        return switch (trial.role()) {
            case Role.Search _ -> "trial " + trial.number();
            case Role.Confirmation(long of, int replicate) ->
                "trial %d, which is trial %d again with seed %d".formatted(trial.number(), of, replicate);
            case Role.Test(long of) -> "trial %d, which is trial %d on the test rows".formatted(trial.number(), of);
        };
    }

    private String ending() {
        return switch (trial.outcome()) {
            case null -> "not finished";
            case Outcome.Completed completed ->
                "completed, %s %s at epoch %d of %d"
                        .formatted(
                                objective.metric(),
                                Figures.number(completed.value(), DIGITS),
                                completed.bestEpoch(),
                                curve.epochs());
            case Outcome.Pruned pruned ->
                "pruned after epoch %d at %s %s"
                        .formatted(curve.epochs(), objective.metric(), Figures.number(pruned.value(), DIGITS));
            case Outcome.Diverged _ -> "diverged in epoch %d".formatted(curve.epochs()) + step();
            case Outcome.Failed(String message, var _) -> "failed: " + message;
        };
    }

    private String step() {
        double step = curve.readings().at("divergedAtStep", curve.epochs());
        return Double.isNaN(step) ? "" : ", at step %d of it".formatted((long) step);
    }

    /** The constraints that this training breaks, as rules. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (trial.outcome() instanceof Outcome.Completed completed)
            for (Constraint constraint : goals.constraints())
                if (constraint.violation(goals.metric(completed, constraint.metric())) > 0)
                    broken.add(constraint.metric() + " " + constraint.rule());
        return broken;
    }

    String health() {
        int still = curve.still();
        return still < LearningCurve.STANDSTILL
                ? ""
                : ("It stood still: %s did not change in the last %d epochs. Look at the learning rate, the gradient"
                                + " norms and the dead units.")
                        .formatted(objective.metric(), still);
    }

    private Table table() {
        List<Integer> epochs = shown();
        Readings readings = curve.readings();
        int best = best();
        var table = new Table.Builder<>(epochs)
                .number("epoch", 0, epoch -> epoch + (epoch == best ? "*" : ""))
                .number(Naming.words(objective.metric()), 0, epoch -> Figures.number(curve.at(epoch), DIGITS));
        int optional = 1;
        for (String name : order(readings))
            table.number(Naming.words(name), optional++, epoch -> Figures.number(readings.at(name, epoch), DIGITS));
        List<String> notes = new ArrayList<>();
        if (best > 0) notes.add("* the best epoch, whose weights count.");
        if (epochs.size() < curve.epochs())
            notes.add("%d of %d epochs; all of them: --format csv.".formatted(epochs.size(), curve.epochs()));
        return table.build("Epoch by epoch", notes);
    }

    /** The learning rate first; what the objective repeats is left out. */
    List<String> order(Readings readings) {
        List<String> names = new ArrayList<>(readings.names());
        names.remove(objective.metric());
        names.remove("divergedAtStep");
        if (names.remove("learningRate")) names.addFirst("learningRate");
        return names;
    }

    int best() {
        return switch (trial.outcome()) {
            case Outcome.Completed completed -> completed.bestEpoch();
            case Outcome.Pruned pruned -> pruned.bestEpoch();
            case null, default -> 0;
        };
    }

    private List<Integer> shown() {
        List<Integer> epochs = new ArrayList<>();
        int stride = Math.ceilDiv(curve.epochs(), EPOCHS);
        for (int epoch = 1; epoch <= curve.epochs(); epoch++)
            if ((epoch - 1) % stride == 0 || epoch == best() || epoch == curve.epochs()) epochs.add(epoch);
        return epochs;
    }

    /**
     * One line an epoch, after a header: what was read, what the plan asked for, and what the searcher noted, the same
     * in every line.
     */
    public String csv() {
        Readings readings = curve.readings();
        List<String> names = order(readings);
        Map<Integer, Double> thresholds = new TreeMap<>();
        for (StoppingPlan.Rung rung : trial.plan().rungs()) thresholds.put(rung.epoch(), rung.threshold());
        Map<String, String> note = ProposalWording.cells(trial);
        List<String> head = new ArrayList<>(List.of("epoch", objective.metric()));
        head.addAll(names);
        if (!thresholds.isEmpty()) head.add(trial.plan().enforced() ? "threshold" : "controlThreshold");
        head.addAll(note.keySet());
        StringBuilder csv = new StringBuilder();
        CsvReport.line(csv, head);
        for (int epoch = 1; epoch <= curve.epochs(); epoch++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(epoch), cell(curve.at(epoch))));
            for (String name : names) line.add(cell(readings.at(name, epoch)));
            if (!thresholds.isEmpty()) line.add(cell(thresholds.getOrDefault(epoch, Double.NaN)));
            line.addAll(note.values());
            CsvReport.line(csv, line);
        }
        return csv.toString();
    }

    private static String cell(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    /** Everything, for programs; null stands for what is not finite. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("trial", trial.number());
        switch (trial.role()) {
            case Role.Search _ -> json.put("role", "search");
            case Role.Confirmation(long of, int replicate) ->
                json.put("role", "confirmation").put("of", of).put("replicate", replicate);
            case Role.Test(long of) -> json.put("role", "test").put("of", of);
        }
        json.set("configuration", space.write(trial.configuration()));
        json.set("note", trial.note().content());
        json.put("why", ProposalWording.of(trial, searcher, objective));
        Outcome outcome = trial.outcome();
        json.put("state", outcome == null ? "unfinished" : outcome.state());
        json.put("objective", objective.metric())
                .put("direction", objective.direction() == Direction.MINIMIZE ? "minimize" : "maximize");
        if (outcome instanceof Outcome.Failed(String message, var _)) json.put("message", message);
        if (outcome instanceof Outcome.Completed completed) {
            json.put("value", completed.value()).put("bestEpoch", completed.bestEpoch());
            ObjectNode metrics = json.putObject("metrics");
            for (Map.Entry<String, Double> metric : completed.metrics().entrySet())
                put(metrics, metric.getKey(), metric.getValue());
            if (!goals.constraints().isEmpty()) json.put("feasible", broken().isEmpty());
        }
        json.set("plan", PlanWording.json(trial.plan()));
        StoppingPlan.Rung missed = outcome == null ? null : trial.plan().missed(outcome, objective.direction());
        if (missed == null) json.putNull("missedRung");
        else
            json.putObject("missedRung")
                    .put("epoch", missed.epoch())
                    .put("threshold", missed.threshold())
                    .put("trials", missed.trials())
                    .put("best", curve.bestUpTo(missed.epoch(), objective.direction()));
        json.put("pruning", PlanWording.of(trial, objective));
        json.put("still", curve.still());
        numbers(json.putArray("curve"), curve.toArray());
        ObjectNode readings = json.putObject("readings");
        for (String name : curve.readings().names())
            numbers(readings.putArray(name), curve.readings().series(name));
        return json;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) json.put(name, value);
        else json.putNull(name);
    }

    private static void numbers(ArrayNode json, double[] values) {
        for (double value : values)
            if (Double.isFinite(value)) json.add(value);
            else json.addNull();
    }
}
