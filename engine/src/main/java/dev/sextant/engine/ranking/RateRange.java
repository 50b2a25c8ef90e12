// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which learning rates suit a schedule.
 *
 * @param best of the schedule's first-ranked trial
 * @param low smallest rate among the completed trials that keep every constraint and whose value lies within
 *     {@link #NEAR} of the schedule's best value, and the first-ranked trial
 * @param high largest rate among these
 * @param divergesAbove the largest rate at which fewer than a tenth of all trainings diverge, see
 *     {@link DivergenceThreshold}; NaN where no such threshold shows
 */
public record RateRange(double best, double low, double high, double divergesAbove) {
    /** Share of |best value| that a value may be worse and still count as good. */
    public static final double NEAR = 0.05;

    /**
     * Null where no trial succeeded or there are no rates; trials first-ranked first.
     *
     * @param logarithmic whether equal ratios of rates are equally far apart
     */
    static @Nullable RateRange of(List<RankedTrial> trials, Direction direction, boolean logarithmic) {
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
        return new RateRange(first, low, high, DivergenceThreshold.of(trials, logarithmic));
    }

    /** How wide the good region is, in decades; NaN where the rates are not above 0. */
    public double decades() {
        return low > 0 ? StrictMath.log10(high / low) : Double.NaN;
    }
}
