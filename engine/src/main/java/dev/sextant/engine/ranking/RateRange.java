// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which learning rates suit a schedule.
 *
 * @param best of the schedule's first-ranked trial
 * @param low smallest rate among the completed trials that keep every constraint and whose value lies within
 *     {@link #NEAR} of the schedule's best value, and the first-ranked trial
 * @param high largest rate among these
 * @param divergesAbove see {@link #divergesAbove}; NaN where no such threshold shows
 */
public record RateRange(double best, double low, double high, double divergesAbove) {
    /** Share of |best value| that a value may be worse and still count as good. */
    public static final double NEAR = 0.05;

    /** Null where no trial succeeded or there are no rates; trials first-ranked first. */
    static @Nullable RateRange of(List<RankedTrial> trials, Direction direction) {
        List<RankedTrial> completed = trials.stream()
                .filter(trial -> trial.succeeded() && Double.isFinite(trial.rate()))
                .toList();
        if (completed.isEmpty()) return null;
        double best = Double.NaN;
        for (RankedTrial trial : completed) if (direction.better(trial.value(), best)) best = trial.value();
        double limit = direction.minimized(best) + NEAR * Math.abs(best);
        double first = completed.getFirst().rate();
        double low = first;
        double high = first;
        for (RankedTrial trial : completed)
            if (direction.minimized(trial.value()) <= limit) {
                low = Math.min(low, trial.rate());
                high = Math.max(high, trial.rate());
            }
        return new RateRange(first, low, high, divergesAbove(trials));
    }

    /**
     * The learning rate above which trainings diverge: of all thresholds, the one that misplaces the fewest trials
     * (diverged at or below it, trained above it); among equals the lowest. It lies in the middle between two
     * neighbouring rates (geometric where both are positive), or at the smallest rate where every training diverged.
     * NaN where nothing diverged, or where "none diverges" misplaces no more trials than any threshold.
     */
    static double divergesAbove(List<RankedTrial> trials) {
        List<RankedTrial> byRate = trials.stream()
                .filter(trial -> Double.isFinite(trial.rate()) && !(trial.outcome() instanceof Outcome.Failed))
                .sorted(Comparator.comparingDouble(RankedTrial::rate))
                .toList();
        int diverged = (int) byRate.stream().filter(RateRange::diverged).count();
        int fewest = diverged;
        double threshold = Double.NaN;
        int misplaced = byRate.size() - diverged;
        for (int i = 0; i < byRate.size(); i++) {
            double rate = byRate.get(i).rate();
            double below = i == 0 ? rate : byRate.get(i - 1).rate();
            if ((i == 0 || below < rate) && misplaced < fewest) {
                fewest = misplaced;
                threshold = below > 0 ? Math.sqrt(below) * Math.sqrt(rate) : below + (rate - below) / 2;
                if (i == 0) threshold = rate;
            }
            misplaced += diverged(byRate.get(i)) ? 1 : -1;
        }
        return threshold;
    }

    private static boolean diverged(RankedTrial trial) {
        return trial.outcome() instanceof Outcome.Diverged;
    }
}
