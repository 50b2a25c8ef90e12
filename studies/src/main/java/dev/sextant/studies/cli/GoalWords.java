// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a completed trial comes to by a study's goals, in words. */
final class GoalWords {
    private GoalWords() {}

    /** The value of every objective, by name. */
    static String values(Goals goals, Outcome.Completed completed) {
        List<String> parts = new ArrayList<>();
        for (Objective objective : goals.objectives())
            parts.add(objective.metric() + " " + Figures.number(goals.metric(completed, objective.metric())));
        return String.join(", ", parts);
    }

    /** The constraints that it breaks, by which values; empty where it breaks none. */
    static String broken(Goals goals, Outcome.Completed completed) {
        List<String> parts = new ArrayList<>();
        for (Constraint constraint : goals.constraints()) {
            double value = goals.metric(completed, constraint.metric());
            if (constraint.violation(value) > 0)
                parts.add(constraint.metric() + " " + Figures.number(value) + " is not " + constraint.rule());
        }
        return String.join(", ", parts);
    }
}
