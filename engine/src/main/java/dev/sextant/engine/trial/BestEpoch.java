// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import org.jspecify.annotations.Nullable;

/**
 * The best epoch of a training so far, and whether its plan or the study's limit ends it: the same decision wherever
 * the epochs come from.
 *
 * <p>Threads: confined to one.
 */
public final class BestEpoch {
    private final StoppingPlan plan;
    private final Direction direction;
    private final int trialEpochs;
    private double best = Double.NaN;
    private int bestEpoch;

    /** @param trialEpochs a trial ends after so many as if its plan had said so; 0 for any number */
    public BestEpoch(StoppingPlan plan, Direction direction, int trialEpochs) {
        this.plan = plan;
        this.direction = direction;
        this.trialEpochs = trialEpochs;
    }

    /**
     * Takes the next epoch's value.
     *
     * @param epoch from 1
     * @param value finite
     * @return whether the trial ends after it
     */
    public boolean endsAfter(int epoch, double value) {
        if (bestEpoch == 0 || direction.better(value, best)) {
            best = value;
            bestEpoch = epoch;
        }
        return epoch == trialEpochs || plan.stops(epoch, best, direction);
    }

    /**
     * Takes the epoch that has just been added to a curve. A value that is not finite ends the trial at once.
     *
     * @return how the trial ends after it; null where it goes on
     */
    public @Nullable Outcome end(CurveRecorder curve) {
        double value = curve.last();
        if (!Double.isFinite(value)) return new Outcome.Diverged(curve.curve());
        return endsAfter(curve.epochs(), value) ? new Outcome.Pruned(best, bestEpoch, curve.curve()) : null;
    }

    /** The best value; NaN before the first epoch. */
    public double best() {
        return best;
    }

    /** The first epoch with the best value; 0 before the first. */
    public int epoch() {
        return bestEpoch;
    }
}
