// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.Arrays;

/**
 * The objective after each epoch of one trial: {@code at(1)} is the value after the first. Immutable. The last value
 * may be NaN or infinite where the trial diverged.
 */
public final class LearningCurve {
    public static final LearningCurve EMPTY = new LearningCurve(new double[0]);

    /** So many epochs without any change are worth telling a person. Ours. */
    public static final int STANDSTILL = 5;

    private final double[] values;
    private final Readings readings;

    /** A curve without readings. */
    public LearningCurve(double[] values) {
        this(values, Readings.NONE);
    }

    public LearningCurve(double[] values, Readings readings) {
        this.values = values.clone();
        this.readings = readings.names().isEmpty() ? Readings.NONE : readings;
    }

    /** Of so many epochs whose values went with whoever knew them: each is NaN. */
    public static LearningCurve lost(int epochs) {
        double[] values = new double[epochs];
        Arrays.fill(values, Double.NaN);
        return new LearningCurve(values);
    }

    /** What else was read after each epoch. */
    public Readings readings() {
        return readings;
    }

    /**
     * How many epochs at the end brought no change of the objective at all: 0 where the last one did. A training that
     * stands still has dead units, a rate that is too small to move a float, or a schedule that has reached 0.
     */
    public int still() {
        int still = 0;
        for (int i = values.length - 1; i > 0 && values[i] == values[i - 1]; i--) still++;
        return still;
    }

    public int epochs() {
        return values.length;
    }

    /** The value after this epoch, counted from 1. */
    public double at(int epoch) {
        return values[epoch - 1];
    }

    /** The best value up to and with this epoch; NaN if there is none. */
    public double bestUpTo(int epoch, Direction direction) {
        double best = Double.NaN;
        for (int i = 0; i < Math.min(epoch, values.length); i++)
            if (direction.better(values[i], best)) best = values[i];
        return best;
    }

    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearningCurve curve
                && Arrays.equals(values, curve.values)
                && readings.equals(curve.readings);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + readings.hashCode();
    }

    /** The objective alone: views are named by it. */
    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
