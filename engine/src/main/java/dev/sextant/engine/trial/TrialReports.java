// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else's code has reported of one trial, as a learning curve: a program, or an objective of a program in
 * which the engine is embedded.
 *
 * <p>Epochs between two reports have the value of the one before; those before the first have its own. The report of
 * the last epoch waits for the last word. Where there are no epochs the curve has one point, the result.
 *
 * <p>Threads: confined to one.
 */
public final class TrialReports {
    /**
     * An epoch that has ended.
     *
     * @param epoch from 1
     * @param value the objective after it
     * @param readings what else was reported with it, by name
     */
    public record Epoch(int epoch, double value, Map<String, Double> readings) {}

    /** A report that may be the trial's result. */
    private record Candidate(int number, int epoch, double value, Map<String, Double> metrics) {}

    private final int epochs;
    private final Objective objective;
    private final boolean bestCounts;
    private final CurveRecorder curve = new CurveRecorder();
    private final Map<String, List<Double>> asides = new HashMap<>();
    private @Nullable Candidate best;
    private @Nullable Candidate last;
    private double before = Double.NaN;

    /**
     * Nothing is reported yet.
     *
     * @param epochs the most there may be; 0 where there are none
     * @param objective whose values are reported
     * @param best whether the best report is the result where nobody says, rather than the last
     */
    public TrialReports(int epochs, Objective objective, boolean best) {
        this.epochs = epochs;
        this.objective = objective;
        this.bestCounts = best;
    }

    /**
     * Takes a report.
     *
     * @param step the epoch's number from 1, or 0 where it is the next
     * @param value the objective after it; finite
     * @param metrics the others that came with it
     * @return what is wrong with it, in words without the one who reported it, or null
     */
    public @Nullable String report(int step, double value, Map<String, Double> metrics) {
        int reached = reached();
        int epoch = step == 0 ? reached + 1 : step;
        if (epoch == reached) return null; // told twice
        if (epoch < reached) return "it reported step %d after step %d".formatted(epoch, reached);
        if (epochs > 0 && epoch > epochs)
            return step == 0
                    ? "it reported more values than the %d that its \"epochs\" allow".formatted(epochs)
                    : "it reported step %d, and its \"epochs\" are %d".formatted(epoch, epochs);
        before = last == null ? value : last.value();
        int number = last == null ? 1 : last.number() + 1;
        last = new Candidate(number, epoch, value, metrics);
        Direction direction = objective.direction();
        if (best == null || direction.better(last.value(), best.value())) best = last;
        return null;
    }

    /** Takes metrics that came without the objective: the n-th value of each belongs to the n-th report. */
    public void aside(Map<String, Double> metrics) {
        metrics.forEach((name, value) ->
                asides.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }

    /** The last epoch that was reported; 0 where there is none. */
    public int reached() {
        return last == null ? 0 : last.epoch();
    }

    /** The next epoch that the engine has not been told of; null where there is none. */
    public @Nullable Epoch next() {
        Candidate latest = last;
        int epoch = curve.epochs() + 1;
        if (latest == null || epoch > latest.epoch() || epoch >= epochs) return null;
        double value = epoch < latest.epoch() ? before : latest.value();
        Map<String, Double> readings = epoch < latest.epoch() ? Map.of() : latest.metrics();
        curve.add(value, readings);
        return new Epoch(epoch, value, readings);
    }

    /** The epochs that the engine was told of. */
    public LearningCurve curve() {
        return curve.curve();
    }

    /** The outcome of a training whose objective is not finite from now on. */
    public Outcome diverged(double value) {
        while (next() != null) {}
        if (curve.epochs() < Math.max(1, epochs)) curve.add(value, Map.of());
        return new Outcome.Diverged(curve.curve());
    }

    /**
     * The outcome of a training that has come to its end; null where nobody told of a value.
     *
     * @param said the result in the own words of whoever trained; null where the reports tell it
     * @param metrics that it said with it
     */
    public @Nullable Outcome end(@Nullable Double said, Map<String, Double> metrics) {
        if (said != null && !Double.isFinite(said)) return diverged(said);
        if (said != null) return completed(said, best != null && best.value() == said ? best : last, metrics);
        Candidate result = bestCounts ? best : last;
        return result == null ? null : completed(result.value(), result, metrics);
    }

    /** @param report that the value comes from, or that came last before it; null where there is none */
    private Outcome completed(double value, @Nullable Candidate report, Map<String, Double> metrics) {
        Map<String, Double> all = new TreeMap<>();
        if (report != null) all.putAll(metrics(report));
        all.putAll(metrics);
        all.values().removeIf(each -> !Double.isFinite(each));
        all.put(objective.metric(), value);
        while (next() != null) {}
        return new Outcome.Completed(value, epoch(value, report), all, curve.curve());
    }

    /** Ends the curve; the epoch at which it has the value. */
    private int epoch(double value, @Nullable Candidate report) {
        boolean reported = report != null && report.value() == value;
        Candidate latest = last;
        if (latest != null && latest.epoch() == epochs)
            curve.add(reported || at(value) > 0 ? latest.value() : value, latest.metrics());
        if (epochs > 0 && reported && report != null) return report.epoch();
        if (at(value) == 0) curve.add(value, Map.of());
        return at(value);
    }

    /** The first epoch with the value; 0 where there is none. */
    private int at(double value) {
        double[] values = curve.curve().toArray();
        for (int i = 0; i < values.length; i++) if (values[i] == value) return i + 1;
        return 0;
    }

    private Map<String, Double> metrics(Candidate report) {
        Map<String, Double> all = new TreeMap<>();
        asides.forEach((name, values) -> all.put(name, values.get(Math.min(report.number(), values.size()) - 1)));
        all.putAll(report.metrics());
        return all;
    }
}
