// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import java.util.Arrays;

/**
 * The objective after each epoch of one trial: {@code at(1)} is the value after the first. Immutable. The last value
 * may be NaN or infinite where the trial diverged.
 */
public final class LearningCurve {
    public static final LearningCurve EMPTY = new LearningCurve(new double[0]);

    private final double[] values;

    public LearningCurve(double[] values) {
        this.values = values.clone();
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
        return other instanceof LearningCurve curve && Arrays.equals(values, curve.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
