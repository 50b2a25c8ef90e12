// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another choice in which the best trials of the options differ: it may be why they differ in their learning rates.
 *
 * @param path of the other choice
 * @param usual what two thirds or more of the best trials of each option have chosen; empty where there is no such, and
 *     where an option's trials are too few
 */
public record Apart(String path, List<String> usual) {
    public Apart {
        usual = List.copyOf(usual);
    }

    /** Of the choices that are active in every trial, without the one that trials are grouped by. */
    static List<Apart> of(List<RankedSchedule> values, String grouped, Space space) {
        List<Apart> apart = new ArrayList<>();
        for (Parameter other : space.roots()) {
            if (other.path().equals(grouped)
                    || other.path().equals(Axes.RATE)
                    || !(other.domain() instanceof Domain.Choice choice)
                    || choice.options().size() < 2) continue;
            List<String> usual = values.stream()
                    .map(value -> usual(value.trials(), other.path()))
                    .toList();
            if (usual.stream().filter(label -> !label.isEmpty()).distinct().count() > 1)
                apart.add(new Apart(other.path(), usual));
        }
        return apart;
    }

    private static String usual(List<RankedTrial> trials, String path) {
        List<RankedTrial> succeeded =
                trials.stream().filter(RankedTrial::succeeded).toList();
        if (succeeded.size() < BestRate.LEAST) return "";
        int best = RateResamples.best(succeeded.size());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RankedTrial trial : succeeded.subList(0, best)) {
            String label = Parts.label(trial, path);
            if (label != null) counts.merge(label, 1, Integer::sum);
        }
        for (Map.Entry<String, Integer> count : counts.entrySet())
            if (3 * count.getValue() >= 2 * best) return count.getKey();
        return "";
    }
}
