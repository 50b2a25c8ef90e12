// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.pareto.Dominance;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** What a search has found so far that keeps its constraints: the best value of the first objective, and the front. */
final class BestSoFar {
    private final Goals goals;
    private final List<double[]> front = new ArrayList<>();
    private double best = Double.NaN;
    private long trial;

    BestSoFar(Goals goals) {
        this.goals = goals;
    }

    /** Only completed trials of the search count. */
    void add(Trial ended, Outcome.Completed completed) {
        if (!(ended.role() instanceof Role.Search) || !goals.told(completed) || !goals.feasible(completed)) return;
        if (goals.first().direction().better(completed.value(), best)) {
            best = completed.value();
            trial = ended.number();
        }
        if (!goals.several()) return;
        double[] values = goals.minimized(completed);
        if (front.stream().anyMatch(other -> Dominance.dominates(other, values))) return;
        front.removeIf(other -> Dominance.dominates(values, other));
        front.add(values);
    }

    boolean none() {
        return Double.isNaN(best);
    }

    /** {@code best 0.25 (trial 4)}, and with several objectives {@code 3 on the front}. */
    String text() {
        return "best " + Figures.number(best) + " (trial " + trial + ")"
                + (goals.several() ? ", " + front.size() + " on the front" : "");
    }

    /** The value of every objective, by name. */
    String values(Outcome.Completed completed) {
        List<String> parts = new ArrayList<>();
        for (Objective objective : goals.objectives())
            parts.add(objective.metric() + " " + Figures.number(goals.metric(completed, objective.metric())));
        return String.join(", ", parts);
    }

    /** The constraints that it breaks, by which values; empty where it breaks none. */
    String broken(Outcome.Completed completed) {
        List<String> parts = new ArrayList<>();
        for (Constraint constraint : goals.constraints()) {
            double value = goals.metric(completed, constraint.metric());
            if (constraint.violation(value) > 0)
                parts.add(constraint.metric() + " " + Figures.number(value) + " is not " + constraint.rule());
        }
        return String.join(", ", parts);
    }
}
