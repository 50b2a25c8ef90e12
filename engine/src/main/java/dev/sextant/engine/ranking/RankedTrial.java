// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search trial in its place.
 *
 * @param rank from 1
 * @param tie letters shared with the confirmed trials it cannot be told apart from; null where it was not confirmed
 * @param trial its number
 * @param value the first objective in the search: of the best epoch; for a pruned trial the best it had seen; otherwise
 *     NaN
 * @param plan what it was held against, or shows what it would have been
 * @param epochs how many were trained
 * @param bestEpoch from 1; 0 where there is none
 * @param confirmed what fresh seeds say; null where it was not confirmed
 * @param schedule its schedule's name; null where the trainer has none
 * @param rate its learning rate; NaN where the trainer has none
 * @param values every objective in the search, in the study's order; empty where it did not complete, or did not tell
 * @param breaches the constraints that it breaks, by its means where it was confirmed
 */
public record RankedTrial(
        int rank,
        @Nullable String tie,
        long trial,
        Configuration configuration,
        Outcome outcome,
        StoppingPlan plan,
        double value,
        int epochs,
        int bestEpoch,
        @Nullable Confirmed confirmed,
        @Nullable String schedule,
        double rate,
        List<Double> values,
        List<Breach> breaches) {
    public RankedTrial {
        values = List.copyOf(values);
        breaches = List.copyOf(breaches);
    }

    /** Whether it completed, told every objective, and keeps every constraint. */
    public boolean succeeded() {
        return !values.isEmpty() && breaches.isEmpty();
    }
}
