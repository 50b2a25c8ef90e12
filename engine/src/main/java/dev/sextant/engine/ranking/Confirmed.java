// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What fresh seeds say about one search trial's configuration.
 *
 * @param interval of the objective over the replicates that completed
 * @param missing replicates of the study that did not complete: diverged, failed, or not run yet
 * @param luck confirmed mean minus search value, turned so that positive means the search value was too good
 * @param values the completed replicates by replicate number, from 1
 * @param others of every other metric that the goals name, over the same replicates, by name
 */
public record Confirmed(
        Interval interval, int missing, double luck, List<Replicate> values, Map<String, Interval> others) {
    /** One training on the fresh seed and split {@code number}, from 1. */
    public record Replicate(int number, double value) {}

    public Confirmed {
        values = List.copyOf(values);
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /** Of a study with one objective and no constraints. */
    Confirmed(Interval interval, int missing, double luck, List<Replicate> values) {
        this(interval, missing, luck, values, Map.of());
    }

    /** Whether every replicate completed. */
    public boolean whole() {
        return missing == 0;
    }

    /** The confirmations in these trials by the number of the search trial they confirm, in whatever order given. */
    static Map<Long, Confirmed> of(List<Trial> trials, Goals goals) {
        int replicates = 0;
        Map<Long, TreeMap<Integer, Outcome.Completed>> completed = new HashMap<>();
        for (Trial trial : trials) {
            if (!(trial.role() instanceof Role.Confirmation(long of, int replicate))) continue;
            replicates = Math.max(replicates, replicate);
            TreeMap<Integer, Outcome.Completed> known = completed.computeIfAbsent(of, _ -> new TreeMap<>());
            if (trial.outcome() instanceof Outcome.Completed outcome && goals.told(outcome))
                known.put(replicate, outcome);
        }
        Map<Long, Double> searched = new HashMap<>();
        for (Trial trial : trials)
            if (trial.role() instanceof Role.Search && completed.containsKey(trial.number()))
                searched.put(trial.number(), Leaders.valueOf(trial));
        Map<Long, Confirmed> confirmed = new HashMap<>();
        int all = replicates;
        completed.forEach((of, known) ->
                confirmed.put(of, of(known, all, searched.getOrDefault(of, Double.NaN), goals)));
        return confirmed;
    }

    private static Confirmed of(
            TreeMap<Integer, Outcome.Completed> completed, int replicates, double searched, Goals goals) {
        List<Replicate> values = new ArrayList<>();
        completed.forEach((number, outcome) -> values.add(new Replicate(number, outcome.value())));
        Interval interval =
                Interval.of(values.stream().mapToDouble(Replicate::value).toArray());
        Map<String, Interval> others = new HashMap<>();
        for (String metric : goals.metrics())
            if (!metric.equals(goals.first().metric()))
                others.put(
                        metric,
                        Interval.of(completed.values().stream()
                                .mapToDouble(outcome -> goals.metric(outcome, metric))
                                .toArray()));
        Direction direction = goals.first().direction();
        return new Confirmed(
                interval,
                replicates - values.size(),
                direction.minimized(interval.mean()) - direction.minimized(searched),
                values,
                others);
    }

    /** The mean of one of the goals' metrics over the completed replicates; NaN where none completed. */
    double mean(String metric) {
        Interval other = others.get(metric);
        return other == null ? interval.mean() : other.mean();
    }

    /** This minus other, one number for each replicate that both completed. */
    double[] differences(Confirmed other) {
        Map<Integer, Double> theirs = new HashMap<>();
        for (Replicate replicate : other.values) theirs.put(replicate.number(), replicate.value());
        List<Double> differences = new ArrayList<>();
        for (Replicate replicate : values) {
            Double value = theirs.get(replicate.number());
            if (value != null) differences.add(replicate.value() - value);
        }
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
