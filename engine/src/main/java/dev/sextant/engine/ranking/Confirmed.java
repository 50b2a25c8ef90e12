// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What fresh seeds say about one search trial's configuration.
 *
 * @param interval of the objective over the replicates that completed
 * @param missing replicates of the study that did not complete: diverged, failed, or not run yet
 * @param luck confirmed mean minus search value, turned so that positive means the search value was too good
 * @param values the completed replicates by replicate number, from 1
 */
public record Confirmed(Interval interval, int missing, double luck, List<Replicate> values) {
    /** One training on the fresh seed and split {@code number}, from 1. */
    public record Replicate(int number, double value) {}

    public Confirmed {
        values = List.copyOf(values);
    }

    /** Whether every replicate completed. */
    public boolean whole() {
        return missing == 0;
    }

    /** The confirmations in these trials by the number of the search trial they confirm, in whatever order given. */
    static Map<Long, Confirmed> of(List<Trial> trials, Direction direction) {
        int replicates = 0;
        Map<Long, List<Replicate>> values = new HashMap<>();
        Map<Long, Double> searched = new HashMap<>();
        for (Trial trial : trials) {
            if (trial.role() instanceof Role.Search) searched.put(trial.number(), Leaders.valueOf(trial));
            if (!(trial.role() instanceof Role.Confirmation(long of, int replicate))) continue;
            replicates = Math.max(replicates, replicate);
            List<Replicate> completed = values.computeIfAbsent(of, _ -> new ArrayList<>());
            if (trial.outcome() instanceof Outcome.Completed outcome)
                completed.add(new Replicate(replicate, outcome.value()));
        }
        Map<Long, Confirmed> confirmed = new HashMap<>();
        int all = replicates;
        values.forEach((of, completed) -> {
            completed.sort(Comparator.comparingInt(Replicate::number));
            Interval interval =
                    Interval.of(completed.stream().mapToDouble(Replicate::value).toArray());
            double value = searched.getOrDefault(of, Double.NaN);
            confirmed.put(
                    of,
                    new Confirmed(
                            interval,
                            all - completed.size(),
                            direction.minimized(interval.mean()) - direction.minimized(value),
                            completed));
        });
        return confirmed;
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
