// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a study is after: one objective or several, and what a result must keep beside.
 *
 * <p>The first objective is the one that trainings report after every epoch, that early stopping and pruners watch, and
 * by which trials of the same front are ordered. The others are read off a finished training.
 *
 * @param objectives at least one, each metric once
 * @param constraints on metrics of finished trainings
 */
public record Goals(List<Objective> objectives, List<Constraint> constraints) {
    /** Seconds of an epoch, measured by the engine where a study asks for it: the one metric that differs by run. */
    public static final String EPOCH_SECONDS = "epochSeconds";

    public Goals {
        objectives = List.copyOf(objectives);
        constraints = List.copyOf(constraints);
        if (objectives.isEmpty()) throw new IllegalArgumentException("a study needs an objective");
        Set<String> metrics = new HashSet<>();
        for (Objective objective : objectives)
            if (!metrics.add(objective.metric()))
                throw new IllegalArgumentException("%s is an objective twice".formatted(objective.metric()));
    }

    /** One objective, and nothing to keep. */
    public static Goals of(Objective objective) {
        return new Goals(List.of(objective), List.of());
    }

    /** The first objective. */
    public Objective first() {
        return objectives.getFirst();
    }

    public boolean several() {
        return objectives.size() > 1;
    }

    /** Every metric that is named, once: those of the objectives in their order, then those of the constraints. */
    public List<String> metrics() {
        return Stream.concat(
                        objectives.stream().map(Objective::metric),
                        constraints.stream().map(Constraint::metric))
                .distinct()
                .toList();
    }

    /** Whether one of the metrics is measured by the clock, so that no two runs need agree. */
    public boolean timed() {
        return metrics().contains(EPOCH_SECONDS);
    }

    /** The outcome without what the clock told, which is all that may differ when a trial is run again. */
    public static Outcome untimed(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed completed)
                || !completed.metrics().containsKey(EPOCH_SECONDS)) return outcome;
        Map<String, Double> metrics = new TreeMap<>(completed.metrics());
        metrics.remove(EPOCH_SECONDS);
        return new Outcome.Completed(completed.value(), completed.bestEpoch(), metrics, completed.curve());
    }

    /**
     * A completed trial's value of every objective, in the order of {@link #objectives}, each turned so that smaller is
     * better; NaN where the trial did not tell.
     */
    public double[] minimized(Outcome.Completed completed) {
        double[] values = new double[objectives.size()];
        for (int i = 0; i < values.length; i++) {
            Objective objective = objectives.get(i);
            double value = i == 0 ? completed.value() : metric(completed, objective.metric());
            values[i] = objective.direction().minimized(value);
        }
        return values;
    }

    /** Whether a completed trial tells a finite value of every objective; one that does not ranks as diverged. */
    public boolean told(Outcome.Completed completed) {
        for (double value : minimized(completed)) if (!Double.isFinite(value)) return false;
        return true;
    }

    /** How badly a completed trial violates the constraints, summed over them: 0 where it keeps them all. */
    public double violation(Outcome.Completed completed) {
        double sum = 0;
        for (Constraint constraint : constraints) sum += constraint.violation(metric(completed, constraint.metric()));
        return sum;
    }

    public boolean feasible(Outcome.Completed completed) {
        return violation(completed) == 0;
    }

    /** A metric of a completed trial by name, NaN where it is not told; the first objective's is the trial's value. */
    public double metric(Outcome.Completed completed, String name) {
        if (name.equals(first().metric())) return completed.value();
        return completed.metrics().getOrDefault(name, Double.NaN);
    }
}
