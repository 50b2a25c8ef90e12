// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asynchronous successive halving, stopping type, one bracket: a trial goes on past a rung only if it is as good there
 * as the best 1/eta of the trials before it.
 *
 * <p>Rungs: max(1, epochs/27), then times eta, below the last epoch. Threshold: among the n observed values at the rung
 * the floor(n/eta)-th best; none while n &lt; eta. The value of a trial is its best up to that epoch; a diverged trial
 * counts as worst, a failed one not at all.
 *
 * <p>Safeguards. Below a ninth of the epochs a trial is compared only with its own schedule's: schedules that decay
 * late look bad early. Trial 0 and every fifth trial run unpruned; a rung at which the values of at least five
 * completed ones of these do not foretell their final values (Spearman below 0.3) stops nobody.
 *
 * <p>Source: Li et al. 2020, "A system for massively parallel hyperparameter tuning", section 3.2, and the stopping
 * variant of its authors' later releases. Departures: thresholds come from the view, before the trial starts; the
 * safeguards.
 *
 * <p>Cost: O(rungs × observed × epochs). Threads: immutable.
 */
final class AshaPruner implements Pruner {
    /** The first rung is this part of the epochs. */
    private static final int FIRST_RUNG = 27;

    /** Before this part of the epochs only the same schedule compares. */
    private static final int SAME_SCHEDULE = 9;

    /** One trial in so many runs unpruned. */
    private static final int CONTROL_EVERY = 5;

    private static final int CONTROL_AT_LEAST = 5;
    private static final double CONTROL_CORRELATION = 0.3;

    private final int eta;
    private final int epochs;

    AshaPruner(int eta, int epochs) {
        if (eta < 2) throw new IllegalArgumentException("eta (%d) must be at least 2".formatted(eta));
        if (epochs < 1) throw new IllegalArgumentException("epochs (%d) must be at least 1".formatted(epochs));
        this.eta = eta;
        this.epochs = epochs;
    }

    @Override
    public StoppingPlan plan(View view, long trial, Configuration configuration) {
        if (control(trial)) return StoppingPlan.NONE;
        List<StoppingPlan.Rung> rungs = new ArrayList<>();
        for (long rung = Math.max(1, epochs / FIRST_RUNG); rung < epochs; rung *= eta) {
            int epoch = (int) rung;
            double threshold = threshold(view, epoch, configuration);
            if (Double.isFinite(threshold) && foretells(view, epoch))
                rungs.add(new StoppingPlan.Rung(epoch, threshold));
        }
        return new StoppingPlan(rungs);
    }

    static boolean control(long trial) {
        return trial == 0 || trial % CONTROL_EVERY == CONTROL_EVERY - 1;
    }

    /** The value to reach, or NaN where too few were observed or the best so few all diverged. */
    private double threshold(View view, int epoch, Configuration configuration) {
        boolean sameSchedule = (long) epoch * SAME_SCHEDULE < epochs;
        List<Double> values = new ArrayList<>();
        for (Observation observation : view.observed()) {
            if (sameSchedule
                    && !Objects.equals(
                            observation.configuration().get(Axes.SCHEDULE), configuration.get(Axes.SCHEDULE))) continue;
            switch (observation.outcome()) {
                case Outcome.Diverged _ -> values.add(Double.NaN);
                case Outcome.Failed _ -> {}
                case Outcome.Completed _, Outcome.Pruned _ -> {
                    if (observation.outcome().curve().epochs() >= epoch)
                        values.add(observation.outcome().curve().bestUpTo(epoch, view.direction()));
                }
            }
        }
        if (values.size() < eta) return Double.NaN;
        values.sort(view.direction()::compare);
        return values.get(Math.max(1, values.size() / eta) - 1);
    }

    /** Whether the unpruned trials' values at this epoch order them as their final values do, as far as is known. */
    private boolean foretells(View view, int epoch) {
        List<double[]> pairs = new ArrayList<>();
        for (Observation observation : view.observed())
            if (control(observation.trial())
                    && observation.outcome() instanceof Outcome.Completed completed
                    && completed.curve().epochs() >= epoch)
                pairs.add(new double[] {completed.curve().bestUpTo(epoch, view.direction()), completed.value()});
        if (pairs.size() < CONTROL_AT_LEAST) return true;
        return RankCorrelation.spearman(pairs) >= CONTROL_CORRELATION;
    }
}
