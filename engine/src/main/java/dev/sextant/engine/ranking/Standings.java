// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.pareto.Dominance;
import dev.sextant.engine.pareto.Fronts;
import dev.sextant.engine.ranking.Standing.Kind;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every search trial of a study stands by its goals, and so the order of ranks.
 *
 * <p>A trial that was confirmed is judged by the means of its fresh seeds, objectives and constraints alike; others by
 * what they told in the search. Values of the two kinds are never compared in order to rank: a single training is the
 * better for luck.
 *
 * <p>Cost: O(n) beside {@link Fronts}, which one objective does without.
 */
final class Standings {
    private final Goals goals;
    private final Map<Long, Confirmed> confirmed;
    private final Map<Long, Standing> standings = new HashMap<>();

    private Standings(Goals goals, Map<Long, Confirmed> confirmed) {
        this.goals = goals;
        this.confirmed = confirmed;
    }

    /** Of the search trials among these, which may be of all roles and in any order. */
    static Standings of(List<Trial> trials, Goals goals) {
        Standings all = new Standings(goals, Confirmed.of(trials, goals));
        for (Trial trial : trials)
            if (trial.role() instanceof Role.Search) all.standings.put(trial.number(), all.alone(trial));
        if (goals.several()) all.placeOnFronts();
        return all;
    }

    /** By what the trial itself told. */
    private Standing alone(Trial trial) {
        return switch (trial.outcome()) {
            case Outcome.Completed completed -> completed(completed, confirmed.get(trial.number()));
            case Outcome.Pruned _ -> Standing.without(Kind.PRUNED);
            case Outcome.Diverged _ -> Standing.without(Kind.DIVERGED);
            case Outcome.Failed _ -> Standing.without(Kind.FAILED);
            case null -> Standing.without(Kind.UNFINISHED);
        };
    }

    private Standing completed(Outcome.Completed completed, @Nullable Confirmed fresh) {
        if (!goals.told(completed)) return Standing.without(Kind.DIVERGED);
        boolean supported = fresh != null && fresh.interval().n() > 0;
        List<Double> searched = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        for (Objective objective : goals.objectives()) {
            searched.add(goals.metric(completed, objective.metric()));
            if (fresh != null && supported) means.add(fresh.mean(objective.metric()));
        }
        List<Breach> breaches = new ArrayList<>();
        double violation = 0;
        for (Constraint constraint : goals.constraints()) {
            double value = fresh != null && supported
                    ? fresh.mean(constraint.metric())
                    : goals.metric(completed, constraint.metric());
            double broken = constraint.violation(value);
            violation += broken;
            if (broken > 0) breaches.add(new Breach(constraint, value));
        }
        Kind kind = !breaches.isEmpty() ? Kind.INFEASIBLE : supported ? Kind.CONFIRMED : Kind.COMPLETED;
        return new Standing(kind, searched, means, breaches, violation, 0, false);
    }

    /** Fronts of the confirmed by their means; of the others among all that may win, by what the search found. */
    private void placeOnFronts() {
        List<Long> fresh = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        standings.forEach((trial, standing) -> {
            if (standing.kind() == Kind.CONFIRMED) fresh.add(trial);
            if (standing.feasible()) all.add(trial);
        });
        List<double[]> means =
                fresh.stream().map(trial -> minimized(of(trial).means())).toList();
        List<double[]> searched =
                all.stream().map(trial -> minimized(of(trial).searched())).toList();
        int[] freshFronts = Fronts.of(means);
        int[] searchFronts = Fronts.of(searched);
        List<double[]> best = new ArrayList<>();
        for (int i = 0; i < freshFronts.length; i++) {
            if (freshFronts[i] == 0) best.add(means.get(i));
            standings.put(fresh.get(i), of(fresh.get(i)).on(freshFronts[i], freshFronts[i] == 0));
        }
        for (int i = 0; i < searchFronts.length; i++) {
            double[] values = searched.get(i);
            Standing standing = of(all.get(i));
            if (standing.kind() == Kind.CONFIRMED) continue;
            boolean leading =
                    searchFronts[i] == 0 && best.stream().noneMatch(mean -> Dominance.dominates(mean, values));
            standings.put(all.get(i), standing.on(searchFronts[i], leading));
        }
    }

    /** Values of every objective, turned so that smaller is better. */
    double[] minimized(List<Double> values) {
        double[] turned = new double[values.size()];
        for (int i = 0; i < turned.length; i++)
            turned[i] = goals.objectives().get(i).direction().minimized(values.get(i));
        return turned;
    }

    Standing of(long trial) {
        Standing standing = standings.get(trial);
        if (standing == null) throw new IllegalArgumentException("trial %d is none of the search".formatted(trial));
        return standing;
    }

    /** What fresh seeds say about the trial; null where it was not confirmed. */
    @Nullable
    Confirmed confirmed(long trial) {
        return confirmed.get(trial);
    }

    Map<Long, Confirmed> confirmed() {
        return confirmed;
    }

    /** A trial and all that its rank depends on, looked up once: a sort compares each trial many times. */
    private record Place(Trial trial, Standing standing, int missing, double first) {}

    /**
     * These search trials, first-ranked first: by kind, then the less violated; among equals those with fewer missing
     * replicates, then front by front, then by the first objective (its mean where there is one), then by number.
     */
    List<Trial> ranked(List<Trial> trials) {
        List<Place> places = new ArrayList<>(trials.size());
        for (Trial trial : trials) places.add(place(trial));
        places.sort(Comparator.comparing((Place place) -> place.standing().kind())
                .thenComparingDouble(place -> place.standing().violation())
                .thenComparingInt(Place::missing)
                .thenComparingInt(place -> place.standing().front())
                .thenComparing(Place::first, goals.first().direction()::compare)
                .thenComparingLong(place -> place.trial().number()));
        return places.stream().map(Place::trial).toList();
    }

    private Place place(Trial trial) {
        Standing standing = of(trial.number());
        Confirmed fresh = confirmed.get(trial.number());
        double first = standing.means().isEmpty()
                ? Leaders.valueOf(trial)
                : standing.means().getFirst();
        return new Place(trial, standing, fresh == null ? 0 : fresh.missing(), first);
    }
}
