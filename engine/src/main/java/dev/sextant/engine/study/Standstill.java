// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.pareto.Dominance;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a search has come to a standstill after its first n results, for every n: a {@link StopRule} applied to
 * growing views.
 *
 * <p>Better is a completed trial that keeps the constraints and is dominated or equalled by none before it: with one
 * objective, a new best value.
 *
 * <p>Cost: O(1) a result with one objective, O(front) with several.
 */
final class Standstill {
    private final StopRule rule;
    private final Goals goals;
    private final List<double[]> best = new ArrayList<>();

    /** For each number of results, how many of the last brought nothing better. */
    private final List<Integer> barren = new ArrayList<>(List.of(0));

    /** For each number of results, how many of the last promises in a row were low. */
    private final List<Integer> low = new ArrayList<>(List.of(0));

    Standstill(StopRule rule, Goals goals) {
        this.rule = rule;
        this.goals = goals;
    }

    /** The next result, in order of trials. */
    void observe(Observation observation) {
        barren.add(better(observation) ? 0 : barren.getLast() + 1);
        double gain = observation.note().content().path(Proposal.EXPECTED_GAIN).asDouble(Double.NaN);
        if (Double.isNaN(gain)) low.add(low.getLast());
        else low.add(gain < rule.expectedGainBelow() ? low.getLast() + 1 : 0);
    }

    private boolean better(Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Completed completed)) return false;
        if (!goals.told(completed) || !goals.feasible(completed)) return false;
        double[] values = goals.minimized(completed);
        for (double[] other : best)
            if (Arrays.equals(other, values) || Dominance.dominates(other, values)) return false;
        best.removeIf(other -> Dominance.dominates(values, other));
        best.add(values);
        return true;
    }

    /**
     * Why a search that has seen its first {@code results} results ends, in words for people; null where it goes on.
     */
    @Nullable
    String ending(int results) {
        if (rule.noBetterFor() > 0 && barren.get(results) >= rule.noBetterFor())
            return "%d trials in a row brought nothing better".formatted(barren.get(results));
        if (rule.expectedGainBelow() > 0 && low.get(results) >= StopRule.PROMISES)
            return "the searcher expected gains below %s of %d trials in a row"
                    .formatted(rule.expectedGainBelow(), low.get(results));
        return null;
    }
}
