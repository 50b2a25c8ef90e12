// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

/**
 * Which learning rates a sweep goes through: step i trains at from·(to / from)^(i / steps), i = 0 … steps − 1. The rate
 * {@code to} is where the next step would stand; as in fastai's lr_find it is not trained at.
 *
 * @param from first rate, above 0
 * @param to above from, finite
 * @param steps mini-batches, {@value #FEWEST_STEPS} to {@value #MOST_STEPS}
 */
public record SweepRange(double from, double to, int steps) {
    /** As in fastai. */
    public static final double DEFAULT_FROM = 1e-7;

    /** As in fastai. */
    public static final double DEFAULT_TO = 10;

    /** As in fastai. */
    public static final int DEFAULT_STEPS = 100;

    /** fastai's least; the last five steps are not looked at. */
    public static final int FEWEST_STEPS = 6;

    /** The valley takes time in the square of the steps. */
    public static final int MOST_STEPS = 10_000;

    public static final SweepRange DEFAULT = new SweepRange(DEFAULT_FROM, DEFAULT_TO, DEFAULT_STEPS);

    public SweepRange {
        if (!(from > 0))
            throw new IllegalArgumentException("the first learning rate (%s) must be above 0".formatted(from));
        if (!(from < to) || !Double.isFinite(to))
            throw new IllegalArgumentException(
                    "the first learning rate (%s) must be below the last (%s), both finite".formatted(from, to));
        if (steps < FEWEST_STEPS || steps > MOST_STEPS)
            throw new IllegalArgumentException(
                    "steps (%d) must be from %d to %d".formatted(steps, FEWEST_STEPS, MOST_STEPS));
    }

    /** The rate of a step; the step counts from 0. */
    public double rate(int step) {
        // In logarithms: to / from may be beyond what a double holds.
        double low = StrictMath.log(from);
        double at = low + (StrictMath.log(to) - low) * step / steps;
        return step == 0 ? from : Math.clamp(StrictMath.exp(at), from, to);
    }
}
