// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.pareto.Hypervolume;
import java.util.ArrayList;
import java.util.List;

/**
 * What a study with several objectives found: the trials that keep every constraint and that no other betters in one
 * objective without being worse in another (the Pareto front).
 *
 * <p>A confirmed trial is on it where no other confirmed one dominates it by the means of fresh seeds. One that was not
 * confirmed is on it where no trial dominates it by what the search found, and none by its means.
 *
 * <p>Cost: that of {@link Hypervolume}.
 *
 * @param members first-ranked first
 * @param hypervolume what the search found, confirmed or not, in the objectives' own units: the volume dominated up to
 *     the reference by every trial that keeps the constraints
 * @param reference of each objective the worst value in the search among the trials that keep every constraint
 */
public record Front(List<RankedTrial> members, double hypervolume, List<Double> reference) {
    public Front {
        members = List.copyOf(members);
        reference = List.copyOf(reference);
    }

    /** @param trials first-ranked first */
    static Front of(List<RankedTrial> trials, Standings standings) {
        List<RankedTrial> members = new ArrayList<>();
        List<double[]> searched = new ArrayList<>();
        List<Double> reference = List.of();
        double[] worst = {};
        for (RankedTrial trial : trials) {
            Standing standing = standings.of(trial.trial());
            if (!standing.feasible()) continue;
            if (standing.leading()) members.add(trial);
            double[] values = standings.minimized(standing.searched());
            if (searched.isEmpty()) worst = values.clone();
            for (int i = 0; i < worst.length; i++) worst[i] = Math.max(worst[i], values[i]);
            searched.add(values);
        }
        if (!searched.isEmpty()) {
            List<Double> turned = new ArrayList<>();
            for (double value : worst) turned.add(value);
            List<Double> back = new ArrayList<>();
            for (double value : standings.minimized(turned)) back.add(value);
            reference = back;
        }
        return new Front(members, Hypervolume.of(searched, worst), reference);
    }
}
