// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Goals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to do next, as far as the ranking itself shows it. */
public sealed interface Advice {
    /** A value this near to an end of its range, as a share of the range on its scale, is at the edge. */
    double EDGE = 0.05;

    /** A schedule with fewer completed trials is under-sampled. */
    int ENOUGH_TRIALS = 5;

    /** A confirmation with fewer seeds says little. */
    int ENOUGH_SEEDS = 3;

    /** A larger share of diverged trials is a waste. */
    double MANY_DIVERGED = 1.0 / 3;

    /** The winner's learning rate lies at an edge of its range: the best may lie outside. */
    record WidenRate(double rate, double low, double high, boolean upwards) implements Advice {}

    /** More than a third of the search diverged: the range of learning rates reaches too high. */
    record NarrowRate(int diverged, int ended, double high) implements Advice {}

    /** More than a third of the search diverged, and no learning rate is searched that could be lowered. */
    record ManyDiverged(int diverged, int ended) implements Advice {}

    /** Too few completed trials to judge this schedule. */
    record UnderSampled(String schedule, int completed) implements Advice {}

    /** Confirmed on too few seeds. */
    record FewSeeds(int seeds) implements Advice {}

    /** None of the confirmed trials can be told from the winner, though there were enough seeds for an interval. */
    record AllTied(int candidates, int seeds) implements Advice {}

    /** The pruner would have stopped some of the first trials, had they not been control trials. */
    record PruneLess(int lost) implements Advice {}

    static List<Advice> of(
            Template template,
            Goals goals,
            @Nullable RankedTrial winner,
            List<RankedTrial> trials,
            List<RankedSchedule> schedules,
            int seeds,
            Counts counts,
            @Nullable PruningEffect pruning) {
        List<Advice> advice = new ArrayList<>();
        Parameter rate = template.space().find(Axes.RATE);
        Value best = winner == null ? null : winner.configuration().get(Axes.RATE);
        if (winner != null && rate != null && best != null && !(rate.domain() instanceof Domain.Choice)) {
            double unit = rate.domain().toUnit(best);
            if (unit < EDGE || unit > 1 - EDGE)
                advice.add(new WidenRate(winner.rate(), low(rate.domain()), high(rate.domain()), unit > 0.5));
        }
        if (counts.diverged() > MANY_DIVERGED * counts.ended())
            advice.add(
                    rate == null
                            ? new ManyDiverged(counts.diverged(), counts.ended())
                            : new NarrowRate(counts.diverged(), counts.ended(), high(rate.domain())));
        if (schedules.size() > 1)
            for (RankedSchedule schedule : schedules)
                if (schedule.completed() < ENOUGH_TRIALS)
                    advice.add(new UnderSampled(schedule.schedule(), schedule.completed()));
        if (0 < seeds && seeds < ENOUGH_SEEDS) advice.add(new FewSeeds(seeds));
        List<String> ties =
                trials.stream().map(RankedTrial::tie).filter(tie -> tie != null).toList();
        // Members of a front need not differ in the first objective: that they differ in another is enough.
        if (!goals.several()
                && seeds >= ENOUGH_SEEDS
                && ties.size() > 1
                && ties.stream().allMatch(tie -> tie.contains("a"))) advice.add(new AllTied(ties.size(), seeds));
        if (pruning != null && pruning.control().amongFirst() > 0)
            advice.add(new PruneLess(pruning.control().amongFirst()));
        return advice;
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
