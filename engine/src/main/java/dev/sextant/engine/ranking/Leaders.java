// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Which search trials deserve to be trained again, and which one wins. */
public final class Leaders {
    private Leaders() {}

    /** The completed search trials, best value first, equal values by number. */
    public static List<Trial> ranked(List<Trial> trials, Objective objective) {
        return trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() instanceof Outcome.Completed)
                .sorted(Comparator.comparingDouble(
                                (Trial trial) -> objective.direction().minimized(valueOf(trial)))
                        .thenComparingLong(Trial::number))
                .toList();
    }

    /**
     * The search trials to be confirmed: the {@code top} best, the best of every schedule, and the default
     * configuration (trial 0), as far as they completed; in order of rank. Empty when {@code top} is 0. Each
     * configuration once.
     */
    public static List<Trial> toConfirm(List<Trial> trials, Objective objective, Axes axes, int top) {
        if (top == 0) return List.of();
        List<Trial> ranked = ranked(trials, objective);
        Set<Trial> chosen = new LinkedHashSet<>(ranked.subList(0, Math.min(top, ranked.size())));
        Set<String> schedules = new HashSet<>();
        for (Trial trial : ranked) {
            String schedule = axes.scheduleOf(trial.configuration());
            if (schedule != null && schedules.add(schedule)) chosen.add(trial);
            if (trial.number() == 0) chosen.add(trial);
        }
        List<Trial> inOrder = new ArrayList<>();
        Set<Object> configurations = new HashSet<>();
        for (Trial trial : ranked)
            if (chosen.contains(trial) && configurations.add(trial.configuration())) inOrder.add(trial);
        return inOrder;
    }

    /**
     * The winner: among the confirmed the one with the best mean over its replicates (only those whose every replicate
     * completed count, if there is one); without confirmation the best search trial. Empty when no trial completed.
     */
    public static OptionalLong winner(List<Trial> trials, Objective objective) {
        long winner = -1;
        double best = Double.NaN;
        for (Trial trial : ranked(trials, objective)) {
            double sum = 0;
            int replicates = 0;
            boolean whole = true;
            for (Trial other : trials) {
                if (!(other.role() instanceof Role.Confirmation(long of, int _)) || of != trial.number()) continue;
                if (other.outcome() instanceof Outcome.Completed completed) {
                    sum += completed.value();
                    replicates++;
                } else whole = false;
            }
            if (replicates == 0 || !whole) continue;
            if (winner < 0 || objective.direction().better(sum / replicates, best)) {
                winner = trial.number();
                best = sum / replicates;
            }
        }
        if (winner >= 0) return OptionalLong.of(winner);
        return ranked(trials, objective).stream().mapToLong(Trial::number).findFirst();
    }

    static double valueOf(Trial trial) {
        return trial.outcome() instanceof Outcome.Completed completed ? completed.value() : Double.NaN;
    }
}
