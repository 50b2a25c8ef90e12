// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.pareto.Crowding;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Which search trials deserve to be trained again, and which one wins. */
public final class Leaders {
    private Leaders() {}

    /**
     * The completed search trials in order of rank.
     *
     * @param trials of the search alone, so that its own values decide
     */
    static List<Trial> ranked(List<Trial> trials, Goals goals) {
        return ranked(trials, Standings.of(trials, goals));
    }

    private static List<Trial> ranked(List<Trial> trials, Standings standings) {
        return standings.ranked(trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search
                        && !standings.of(trial.number()).searched().isEmpty())
                .toList());
    }

    /**
     * The search trials to be confirmed: the {@code top} best, the best of every schedule, and the default
     * configuration (trial 0), as far as they completed and, all but the default, keep every constraint; in order of
     * rank. Empty when {@code top} is 0, or when no trial keeps every constraint. Each configuration once.
     *
     * <p>Of several objectives the best are those of the first front, then of the second, and so on; of a front that
     * has more members than room, the loneliest: the selection of NSGA-II (Deb et al. 2002, section III-C).
     */
    public static List<Trial> toConfirm(List<Trial> trials, Goals goals, Axes axes, int top) {
        Standings standings = Standings.of(trials, goals);
        List<Trial> ranked = ranked(trials, standings);
        List<Trial> feasible = ranked.stream()
                .filter(trial -> standings.of(trial.number()).feasible())
                .toList();
        if (top == 0 || feasible.isEmpty()) return List.of();
        Set<Long> chosen = goals.several() ? spread(feasible, standings, top) : new HashSet<>();
        if (!goals.several())
            for (Trial trial : feasible.subList(0, Math.min(top, feasible.size()))) chosen.add(trial.number());
        Set<String> schedules = new HashSet<>();
        for (Trial trial : feasible) {
            String schedule = axes.scheduleOf(trial.configuration());
            if (schedule != null && schedules.add(schedule)) chosen.add(trial.number());
        }
        chosen.add(0L);
        List<Trial> inOrder = new ArrayList<>();
        Set<Object> configurations = new HashSet<>();
        for (Trial trial : ranked)
            if (chosen.contains(trial.number()) && configurations.add(trial.configuration())) inOrder.add(trial);
        return inOrder;
    }

    /** Front by front, the loneliest of the last. */
    private static Set<Long> spread(List<Trial> ranked, Standings standings, int top) {
        Set<Long> chosen = new HashSet<>();
        for (int begin = 0; begin < ranked.size() && chosen.size() < top; ) {
            int front = standings.of(ranked.get(begin).number()).front();
            int end = begin;
            while (end < ranked.size() && standings.of(ranked.get(end).number()).front() == front) end++;
            List<Trial> members = ranked.subList(begin, end);
            int[] order = Crowding.order(members.stream()
                    .map(trial ->
                            standings.minimized(standings.of(trial.number()).searched()))
                    .toList());
            for (int at : order)
                if (chosen.size() < top) chosen.add(members.get(at).number());
            begin = end;
        }
        return chosen;
    }

    /**
     * The winner: the first-ranked trial, if it completed and keeps every constraint. Empty where none does.
     *
     * @param trials of all roles, in any order
     */
    public static OptionalLong winner(List<Trial> trials, Goals goals) {
        Standings standings = Standings.of(trials, goals);
        return standings
                .ranked(trials.stream()
                        .filter(trial -> trial.role() instanceof Role.Search
                                && standings.of(trial.number()).feasible())
                        .toList())
                .stream()
                .mapToLong(Trial::number)
                .findFirst();
    }

    /** The first objective of a completed trial, the best seen of a pruned one, otherwise NaN. */
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
