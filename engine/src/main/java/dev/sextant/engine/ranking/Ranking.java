// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Template;
import dev.sextant.engine.trial.Direction;
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
 * What a finished search says, ready to be written in any form. A function of the study and its trials alone: nothing
 * in it depends on time, machine, workers, or the order of the list.
 *
 * <p>Order of trials: the confirmed by missing replicates, then mean; then completed by value, completed whose every
 * replicate failed, those that break a constraint by how badly, pruned by best value, diverged, failed; equal ones by
 * number. With several objectives mean and value are the first objective's, and go front by front: see {@link Front}.
 *
 * <p>Cost: O(n log n) for n trials, plus {@link Ties} for the confirmed and, with several objectives, the fronts.
 *
 * @param study its name
 * @param asynchronous whether its trials were decided from whatever results there happened to be
 * @param template the trainer's document and the space
 * @param trials every search trial that ended, first-ranked first
 * @param schedules every schedule, first-ranked first, those never tried last; empty where the trainer has none
 * @param seeds replicates of the confirmation; 0 where nobody was confirmed
 * @param baseline the default configuration; null where trial 0 has not ended
 * @param pruning what stopping trials early saved and cost; null where no pruner took part
 * @param front null in a study with one objective
 * @param feasibility how the trials did by the study's constraints
 * @param ending why the search ended before its budget was spent; null where it did not
 * @param reached what the study's limits came to
 * @param insights what the trials say together; {@link Insights#NONE} until somebody looked
 */
public record Ranking(
        String study,
        boolean asynchronous,
        Template template,
        Goals goals,
        List<RankedTrial> trials,
        List<RankedSchedule> schedules,
        int seeds,
        @Nullable Baseline baseline,
        TestScore test,
        Counts counts,
        @Nullable PruningEffect pruning,
        List<Advice> advice,
        @Nullable Front front,
        Feasibility feasibility,
        @Nullable SearchEnding ending,
        LimitsReached reached,
        Insights insights) {
    public Ranking {
        trials = List.copyOf(trials);
        schedules = List.copyOf(schedules);
        advice = List.copyOf(advice);
    }

    /**
     * This ranking, of a study with limits.
     *
     * @param pruned whether the study has a pruner; otherwise no trial that was stopped was stopped by one
     */
    public Ranking limited(LimitsReached limits, boolean pruned) {
        return new Ranking(
                study,
                asynchronous,
                template,
                goals,
                trials,
                schedules,
                seeds,
                baseline,
                test,
                counts,
                pruned ? pruning : null,
                advice,
                front,
                feasibility,
                ending,
                limits,
                insights);
    }

    /** This ranking, with what its trials say together, and the advice that follows from it. */
    public Ranking with(Insights found) {
        List<Advice> all = new ArrayList<>(advice);
        all.removeIf(one -> one instanceof Advice.WidenRange);
        all.addAll(AdviceRules.of(this, found));
        return new Ranking(
                study,
                asynchronous,
                template,
                goals,
                trials,
                schedules,
                seeds,
                baseline,
                test,
                counts,
                pruning,
                all,
                front,
                feasibility,
                ending,
                reached,
                found);
    }

    /** Of a study with one objective and no constraints, whose search was not ended early. */
    public static Ranking of(String study, Template template, Objective objective, List<Trial> trials) {
        return of(study, template, Goals.of(objective), trials, null);
    }

    /** Of a study that is not asynchronous. */
    public static Ranking of(
            String study, Template template, Goals goals, List<Trial> trials, @Nullable SearchEnding ending) {
        return of(study, false, template, goals, trials, ending);
    }

    /**
     * Ranks these trials, of all roles and in any order; those without an outcome are only counted.
     *
     * @param asynchronous whether they were decided from whatever results there happened to be
     * @param ending why the search ended before its budget was spent; null where it did not
     */
    public static Ranking of(
            String study,
            boolean asynchronous,
            Template template,
            Goals goals,
            List<Trial> trials,
            @Nullable SearchEnding ending) {
        Direction direction = goals.first().direction();
        Axes axes = Axes.of(template);
        double overlap = Overlap.of(template);
        Standings standings = Standings.of(trials, goals);
        List<Trial> searched = standings.ranked(trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search && trial.outcome() != null)
                .toList());
        List<Confirmed> tested = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        for (Trial trial : searched) {
            Confirmed fresh = standings.confirmed(trial.number());
            if (fresh == null || fresh.interval().n() == 0) continue;
            places.put(trial.number(), tested.size());
            tested.add(fresh);
        }
        Letters letters = new Letters(places, Ties.of(tested, overlap));
        List<RankedTrial> ranked = ranked(
                searched,
                standings,
                letters.of(searched.stream().map(Trial::number).toList()),
                axes);
        List<RankedSchedule> schedules = Parts.ofSchedules(template, ranked, letters, direction);
        RankedTrial winner = winner(ranked);
        int seeds = standings.confirmed().values().stream()
                .mapToInt(fresh -> fresh.interval().n() + fresh.missing())
                .max()
                .orElse(0);
        Counts counts = Counts.of(trials);
        PruningEffect pruning = PruningEffect.of(trials, goals);
        Baseline baseline = Baseline.of(ranked, winner, direction, overlap);
        return new Ranking(
                study,
                asynchronous,
                template,
                goals,
                ranked,
                schedules,
                seeds,
                baseline,
                TestScore.of(
                        trials.stream()
                                .sorted(Comparator.comparingLong(Trial::number))
                                .toList(),
                        template),
                counts,
                pruning,
                AdviceRules.of(template, goals, winner, ranked, schedules, seeds, counts, pruning, baseline),
                goals.several() ? Front.of(ranked, standings) : null,
                Feasibility.of(ranked, goals.constraints()),
                ending,
                LimitsReached.NONE,
                Insights.NONE);
    }

    private static List<RankedTrial> ranked(
            List<Trial> order, Standings standings, Map<Long, String> letters, Axes axes) {
        List<RankedTrial> ranked = new ArrayList<>();
        for (Trial trial : order) {
            Outcome outcome = trial.outcome();
            if (outcome == null) continue;
            Standing standing = standings.of(trial.number());
            ranked.add(new RankedTrial(
                    ranked.size() + 1,
                    letters.get(trial.number()),
                    trial.number(),
                    trial.configuration(),
                    outcome,
                    trial.plan(),
                    Leaders.valueOf(trial),
                    outcome.curve().epochs(),
                    switch (outcome) {
                        case Outcome.Completed completed -> completed.bestEpoch();
                        case Outcome.Pruned pruned -> pruned.bestEpoch();
                        case Outcome.Diverged _ -> 0;
                        case Outcome.Failed _ -> 0;
                    },
                    standings.confirmed(trial.number()),
                    axes.scheduleOf(trial.configuration()),
                    axes.rateOf(trial.configuration()),
                    standing.searched(),
                    standing.breaches()));
        }
        return ranked;
    }

    private static @Nullable RankedTrial winner(List<RankedTrial> trials) {
        return !trials.isEmpty() && trials.getFirst().succeeded() ? trials.getFirst() : null;
    }

    /** The first-ranked trial, if it completed and keeps every constraint; null where no trial did. */
    public @Nullable RankedTrial winner() {
        return winner(trials);
    }

    /** Whether the same study file comes to the same result again, bit for bit. */
    public boolean reproducible() {
        return !asynchronous && !goals.timed() && !reached.byClock() && counts.enqueued() == 0;
    }

    /** The first objective: what trainings report after every epoch. */
    public Objective objective() {
        return goals.first();
    }
}
