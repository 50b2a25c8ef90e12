// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * One network trained for a moment while its learning rate rises exponentially: the loss at every rate.
 *
 * <p>Source: Smith 2017, "Cyclical learning rates for training neural networks", section 3.3, in the form of fastai's
 * lr_find. Departure: a loss that is not finite ends the sweep; fastai goes on and cuts the curve there.
 *
 * @param range what was asked for
 * @param points one for each step whose loss was finite, in order; the last may be the one that ended the sweep
 * @param divergedAt the rate that ended the sweep before its last step, or NaN
 */
public record LearningRateSweep(SweepRange range, List<Point> points, double divergedAt) {
    /** Weight of the past in the running mean of the loss; as in fastai. */
    public static final double SMOOTHING = 0.98;

    /** The sweep ends where the smoothed loss is above this many times its least so far; as in fastai. */
    public static final double DIVERGED = 4;

    /**
     * One step.
     *
     * @param rate the learning rate it trained at
     * @param loss its mini-batch's mean loss, before the update
     * @param smoothed the running mean of the losses so far: v ← 0.98 v + 0.02 loss, divided by 1 − 0.98^n after n
     */
    public record Point(double rate, double loss, double smoothed) {}

    public LearningRateSweep {
        points = List.copyOf(points);
    }

    /** Whether the sweep ended before its last step. */
    public boolean diverged() {
        return !Double.isNaN(divergedAt);
    }

    /**
     * Goes through the range.
     *
     * @param step trains on the next mini-batch at a rate; gives the mean loss before the update, at least 0
     */
    public static LearningRateSweep of(SweepRange range, DoubleUnaryOperator step) {
        List<Point> points = new ArrayList<>();
        double mean = 0;
        double past = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < range.steps(); i++) {
            double rate = range.rate(i);
            double loss = step.applyAsDouble(rate);
            past *= SMOOTHING;
            // The debiased mean by its own recurrence, which leaves a constant loss exactly as it is: else rounding
            // would make valleys of it.
            mean += (loss - mean) * ((1 - SMOOTHING) / (1 - past));
            if (!Double.isFinite(loss) || !Double.isFinite(mean)) return new LearningRateSweep(range, points, rate);
            points.add(new Point(rate, loss, mean));
            least = Math.min(least, mean);
            if (mean > DIVERGED * least) return new LearningRateSweep(range, points, rate);
        }
        return new LearningRateSweep(range, points, Double.NaN);
    }
}
