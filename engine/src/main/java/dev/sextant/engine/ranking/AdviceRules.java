// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.response.Importance;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When which {@link Advice} is given.
 *
 * <p>Cost: O(n) for n trials, beside a part of them for every parameter of a branch.
 */
final class AdviceRules {
    /** Of many more trials some, evenly over the ranks, say as much of a branch. */
    private static final int ENOUGH = 10_000;

    private final Template template;
    private final List<RankedTrial> trials;
    private final @Nullable RankedTrial winner;
    private final List<Advice> advice = new ArrayList<>();

    private AdviceRules(Template template, List<RankedTrial> trials, @Nullable RankedTrial winner) {
        this.template = template;
        this.trials = trials;
        this.winner = winner;
    }

    /** By the trials alone. */
    static List<Advice> of(
            Template template,
            Goals goals,
            @Nullable RankedTrial winner,
            List<RankedTrial> trials,
            List<RankedSchedule> schedules,
            int seeds,
            Counts counts,
            @Nullable PruningEffect pruning,
            @Nullable Baseline baseline) {
        AdviceRules rules = new AdviceRules(template, trials, winner);
        Advice constant = rules.constant();
        if (constant == null) rules.edgeOfRates();
        else rules.advice.add(constant);
        rules.diverged(counts);
        if (schedules.size() > 1)
            for (RankedSchedule schedule : schedules)
                if (schedule.completed() < Advice.ENOUGH_TRIALS)
                    rules.advice.add(new Advice.UnderSampled(schedule.schedule(), schedule.completed()));
        if (constant == null) {
            for (Parameter parameter : template.space().parameters()) rules.partlyUsed(parameter, goals);
            if (!rules.tied(goals, seeds)) rules.defaultNotBeaten(baseline);
            rules.overtuned(goals, baseline);
        }
        if (pruning != null && pruning.control().amongFirst() > 0)
            rules.advice.add(new Advice.PruneLess(pruning.control().amongFirst()));
        return rules.advice;
    }

    /** By what the trials say together: what is at an edge and matters. */
    static List<Advice> of(Ranking ranking, Insights insights) {
        AdviceRules rules = new AdviceRules(ranking.template(), ranking.trials(), ranking.winner());
        Importance importance = insights.importance();
        if (importance != null && rules.constant() == null)
            for (Importance.Share share : importance.parameters())
                if (share.share().mean() >= Advice.MATTERS) rules.edge(share.parameter());
        return rules.advice;
    }

    private Advice.@Nullable ConstantMetric constant() {
        int completed = 0;
        double first = Double.NaN;
        for (RankedTrial trial : trials) {
            if (!(trial.outcome() instanceof Outcome.Completed)) continue;
            if (completed++ == 0) first = trial.value();
            else if (trial.value() != first) return null;
        }
        return completed < Advice.CONSTANT_TRIALS ? null : new Advice.ConstantMetric(first, completed);
    }

    private void edgeOfRates() {
        Parameter rate = template.space().find(Axes.RATE);
        if (winner == null || rate == null || rate.domain() instanceof Domain.Choice) return;
        int side = side(rate.domain(), winner.configuration().get(Axes.RATE));
        if (side != 0)
            advice.add(new Advice.WidenRate(winner.rate(), low(rate.domain()), high(rate.domain()), side > 0));
    }

    private void edge(String path) {
        Parameter parameter = template.space().find(path);
        if (winner == null || parameter == null || path.equals(Axes.RATE)) return;
        Value value = winner.configuration().get(path);
        int side = side(parameter.domain(), value);
        // Nothing much lies below 0: a dropout, a momentum, a penalty ends there.
        if (side == 0 || value == null || (side < 0 && low(parameter.domain()) == 0)) return;
        advice.add(new Advice.WidenRange(
                path, number(value), low(parameter.domain()), high(parameter.domain()), side > 0));
    }

    /** At which end of its range, −1 or 1, or 0. */
    private static int side(Domain domain, @Nullable Value value) {
        if (value == null || domain instanceof Domain.Choice) return 0;
        double unit = domain.toUnit(value);
        if (domain instanceof Domain.Whole whole) {
            if (whole.count() < 3) return 0;
            if (number(value) == whole.low()) return -1;
            if (number(value) > whole.high() - whole.step()) return 1;
        }
        return unit < Advice.EDGE ? -1 : unit > 1 - Advice.EDGE ? 1 : 0;
    }

    private void diverged(Counts counts) {
        if (!(counts.diverged() > Advice.MANY_DIVERGED * counts.ended())) return;
        Parameter rate = template.space().find(Axes.RATE);
        advice.add(
                rate == null
                        ? new Advice.ManyDiverged(counts.diverged(), counts.ended())
                        : new Advice.NarrowRate(counts.diverged(), counts.ended(), high(rate.domain())));
    }

    /**
     * Of m places drawn evenly the probability that they all lie within a share w of the range is m wᵐ⁻¹ − (m − 1) wᵐ:
     * if that is small, the best trials are not where they are by chance.
     */
    private void partlyUsed(Parameter parameter, Goals goals) {
        Domain domain = parameter.domain();
        if (template.space().condition(parameter.path()) == null || domain instanceof Domain.Choice) return;
        int every = 1 + trials.size() / ENOUGH;
        List<RankedTrial> branch = IntStream.range(0, (trials.size() + every - 1) / every)
                .mapToObj(i -> trials.get(i * every))
                .filter(trial -> trial.succeeded() && trial.configuration().get(parameter.path()) != null)
                .sorted((a, b) -> goals.first().direction().compare(a.value(), b.value()))
                .toList();
        if (branch.size() < Advice.BRANCH_TRIALS) return;
        int best = (int) Math.ceil(Advice.BEST_OF_BRANCH * branch.size());
        double[] units = branch.stream()
                .mapToDouble(trial -> unit(domain, trial.configuration().get(parameter.path())))
                .toArray();
        double from = 1;
        double to = 0;
        for (int i = 0; i < best; i++) {
            from = Math.min(from, units[i]);
            to = Math.max(to, units[i]);
        }
        int elsewhere = 0;
        for (double unit : units) if (unit < from || unit > to) elsewhere++;
        double width = to - from;
        double chance = best * StrictMath.pow(width, best - 1) - (best - 1) * StrictMath.pow(width, best);
        if (width > 0.5 || elsewhere < best || chance > Ties.LEVEL) return;
        advice.add(new Advice.PartlyUsed(
                parameter.path(),
                best,
                number(domain.fromUnit(from)),
                number(domain.fromUnit(to)),
                number(domain.fromUnit(Math.max(0, from - width / 2))),
                number(domain.fromUnit(Math.min(1, to + width / 2)))));
    }

    /** Whether the winner cannot be told from any other. */
    private boolean tied(Goals goals, int seeds) {
        if (0 < seeds && seeds < Advice.ENOUGH_SEEDS) advice.add(new Advice.FewSeeds(seeds));
        List<RankedTrial> tested =
                trials.stream().filter(trial -> trial.tie() != null).toList();
        // Members of a front need not differ in the first objective: that they differ in another is enough.
        if (goals.several() || seeds < Advice.ENOUGH_SEEDS || tested.size() < 2) return false;
        RankedTrial first = tested.get(0);
        RankedTrial second = tested.get(1);
        int needed = needed(first.confirmed(), second.confirmed(), tested.size());
        if (tested.stream().allMatch(AdviceRules::leading)) {
            advice.add(new Advice.AllTied(tested.size(), seeds, needed));
            return true;
        }
        if (leading(second) && seeds < needed && needed <= Advice.PAYABLE_SEEDS)
            advice.add(new Advice.MoreSeeds(first.trial(), second.trial(), seeds, needed));
        return false;
    }

    private static boolean leading(RankedTrial trial) {
        return trial.tie() != null && trial.tie().contains("a");
    }

    /** At the level at which Holm's procedure begins. */
    private int needed(@Nullable Confirmed first, @Nullable Confirmed second, int candidates) {
        if (first == null || second == null) return 0;
        double[] differences = first.differences(second);
        double pairs = candidates * (candidates - 1) / 2.0;
        return differences.length < 2 ? 0 : Power.seeds(differences, Overlap.of(template), Ties.LEVEL / pairs);
    }

    private void defaultNotBeaten(@Nullable Baseline baseline) {
        Baseline.Gain gain = baseline == null ? null : baseline.gain();
        if (gain != null
                && gain.interval().n() >= Advice.ENOUGH_SEEDS
                && gain.interval().low() <= 0) advice.add(new Advice.DefaultNotBeaten(gain.interval()));
    }

    private void overtuned(Goals goals, @Nullable Baseline baseline) {
        Confirmed fresh = winner == null ? null : winner.confirmed();
        if (winner == null || fresh == null || fresh.interval().n() < Advice.ENOUGH_SEEDS) return;
        if (baseline == null || baseline.wins() || !(baseline.trial().outcome() instanceof Outcome.Completed)) return;
        double promised = goals.first().direction().minimized(baseline.trial().value())
                - goals.first().direction().minimized(winner.value());
        if (fresh.luck() > fresh.interval().half() && fresh.luck() > Advice.OVERTUNED * promised)
            advice.add(new Advice.Overtuned(fresh.luck(), promised));
    }

    private static double unit(Domain domain, @Nullable Value value) {
        return value == null ? Double.NaN : domain.toUnit(value);
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Real real -> real.number();
            case Value.Whole whole -> whole.number();
            case Value.Chosen _ -> Double.NaN;
        };
    }

    private static double low(Domain domain) {
        return switch (domain) {
            case Domain.Range range -> range.low();
            case Domain.Whole whole -> whole.low();
            case Domain.Choice _ -> Double.NaN;
        };
    }

    private static double high(Domain domain) {
        return switch (domain) {
            case Domain.Range range -> range.high();
            case Domain.Whole whole -> whole.high();
            case Domain.Choice _ -> Double.NaN;
        };
    }
}
