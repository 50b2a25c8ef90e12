// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        Set<Long> chosen = new HashSet<>();
        for (Trial trial : ranked.subList(0, Math.min(top, ranked.size()))) chosen.add(trial.number());
        Set<String> schedules = new HashSet<>();
        for (Trial trial : ranked) {
            String schedule = axes.scheduleOf(trial.configuration());
            if (schedule != null && schedules.add(schedule)) chosen.add(trial.number());
            if (trial.number() == 0) chosen.add(trial.number());
        }
        List<Trial> inOrder = new ArrayList<>();
        Set<Object> configurations = new HashSet<>();
        for (Trial trial : ranked)
            if (chosen.contains(trial.number()) && configurations.add(trial.configuration())) inOrder.add(trial);
        return inOrder;
    }

    /** The winner: the first of {@link #order}, if it completed. Empty when no trial completed. */
    public static OptionalLong winner(List<Trial> trials, Objective objective) {
        Map<Long, Confirmed> confirmed = Confirmed.of(trials, objective.direction());
        return trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() instanceof Outcome.Completed)
                .min(order(confirmed, objective.direction()))
                .map(trial -> OptionalLong.of(trial.number()))
                .orElseGet(OptionalLong::empty);
    }

    /**
     * First-ranked first: the confirmed by missing replicates, then mean; then completed by value, completed without
     * one completed replicate, pruned by best value, diverged, failed, not ended; equal ones by number.
     */
    static Comparator<Trial> order(Map<Long, Confirmed> confirmed, Direction direction) {
        return Comparator.comparingInt((Trial trial) -> standing(trial, confirmed.get(trial.number())))
                .thenComparingInt(trial -> missing(confirmed.get(trial.number())))
                .thenComparing(
                        trial -> {
                            Confirmed fresh = confirmed.get(trial.number());
                            return fresh != null && supported(fresh)
                                    ? fresh.interval().mean()
                                    : valueOf(trial);
                        },
                        direction::compare)
                .thenComparingLong(Trial::number);
    }

    private static int standing(Trial trial, @Nullable Confirmed confirmed) {
        return switch (trial.outcome()) {
            case Outcome.Completed _ -> supported(confirmed) ? 0 : 1;
            case Outcome.Pruned _ -> 2;
            case Outcome.Diverged _ -> 3;
            case Outcome.Failed _ -> 4;
            case null -> 5;
        };
    }

    private static boolean supported(@Nullable Confirmed confirmed) {
        return confirmed != null && confirmed.interval().n() > 0;
    }

    private static int missing(@Nullable Confirmed confirmed) {
        return confirmed == null ? 0 : confirmed.missing();
    }

    /** The objective of a completed trial, the best seen of a pruned one, otherwise NaN. */
    static double valueOf(Trial trial) {
        return switch (trial.outcome()) {
            case Outcome.Completed completed -> completed.value();
            case Outcome.Pruned pruned -> pruned.value();
            case Outcome.Diverged _ -> Double.NaN;
            case Outcome.Failed _ -> Double.NaN;
            case null -> Double.NaN;
        };
    }
}
