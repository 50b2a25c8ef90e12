// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * How the trials of a search did by the study's constraints.
 *
 * @param completed search trials that completed
 * @param kept how many of them keep every constraint
 * @param broken for each constraint, in the study's order, how many break it
 */
public record Feasibility(int completed, int kept, List<Broken> broken) {
    /** How many trials break one constraint. */
    public record Broken(Constraint constraint, int trials) {}

    public Feasibility {
        broken = List.copyOf(broken);
    }

    static Feasibility of(List<RankedTrial> trials, List<Constraint> constraints) {
        int completed = 0;
        int kept = 0;
        for (RankedTrial trial : trials) {
            if (trial.outcome() instanceof Outcome.Completed) completed++;
            if (trial.succeeded()) kept++;
        }
        List<Broken> broken = new ArrayList<>();
        for (Constraint constraint : constraints)
            broken.add(new Broken(constraint, (int) trials.stream()
                    .filter(trial -> trial.breaches().stream()
                            .anyMatch(breach -> breach.constraint().equals(constraint)))
                    .count()));
        return new Feasibility(completed, kept, broken);
    }
}
