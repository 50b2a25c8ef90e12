// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.ranking.Comparison.Candidate;
import dev.sextant.engine.trial.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which runs stand on the same data, and which are the same variant: what {@link AverageRanks} is made of. */
final class Blocks {
    private Blocks() {}

    /** Null where fewer than two variants were run on enough data sets. */
    static @Nullable AverageRanks of(List<Candidate> candidates) {
        Map<String, Map<String, String>> conditions = new HashMap<>();
        Map<String, Map<String, List<Candidate>>> datasets = new LinkedHashMap<>();
        for (Candidate candidate : candidates)
            if (candidate
                    .conditions()
                    .equals(conditions.computeIfAbsent(candidate.dataset(), _ -> candidate.conditions())))
                datasets.computeIfAbsent(candidate.dataset(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(candidate.variant(), _ -> new ArrayList<>())
                        .add(candidate);
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (Map<String, List<Candidate>> variants : datasets.values())
            for (String variant : variants.keySet()) uses.merge(variant, 1, Integer::sum);
        uses.values().removeIf(used -> used < AverageRanks.ENOUGH_DATASETS);
        datasets.values().removeIf(variants -> !variants.keySet().containsAll(uses.keySet()));
        if (uses.size() < 2 || datasets.size() < AverageRanks.ENOUGH_DATASETS) return null;
        List<String> names = List.copyOf(uses.keySet());
        double[][][] values = new double[datasets.size()][names.size()][];
        double[] sign = new double[datasets.size()];
        Set<String> omitted = new LinkedHashSet<>();
        for (Candidate candidate : candidates) omitted.add(candidate.name());
        int confirmed = 0;
        int at = 0;
        for (Map<String, List<Candidate>> variants : datasets.values()) {
            variants.keySet().retainAll(uses.keySet());
            boolean fresh = true;
            for (List<Candidate> runs : variants.values())
                for (Candidate run : runs) {
                    omitted.remove(run.name());
                    fresh &= run.ranking().winner() == null || Comparison.confirmed(run) != null;
                    sign[at] = run.ranking().objective().direction() == Direction.MINIMIZE ? 1 : -1;
                }
            for (int j = 0; j < names.size(); j++)
                values[at][j] = values(variants.getOrDefault(names.get(j), List.of()), fresh);
            if (fresh) confirmed++;
            at++;
        }
        return AverageRanks.of(List.copyOf(datasets.keySet()), names, values, sign, confirmed, List.copyOf(omitted));
    }

    /** Of all runs of one variant on one data set, turned so that smaller is better. */
    private static double[] values(List<Candidate> runs, boolean fresh) {
        List<Double> values = new ArrayList<>();
        for (Candidate run : runs) {
            Direction direction = run.ranking().objective().direction();
            RankedTrial winner = run.ranking().winner();
            if (winner == null) continue;
            if (fresh && winner.confirmed() != null)
                for (Confirmed.Replicate replicate : winner.confirmed().values())
                    values.add(direction.minimized(replicate.value()));
            else values.add(direction.minimized(winner.value()));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
