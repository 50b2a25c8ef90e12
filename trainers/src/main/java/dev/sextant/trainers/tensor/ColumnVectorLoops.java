// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on 256-bit vectors behind {@link VectorColumns}: each goes down eight columns of one panel, from the
 * element at from to that before to, a row at a time. Written as {@link VectorLoops} are, and for the same reasons.
 */
final class ColumnVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

    /** Columns that one call works on. */
    static final int WIDTH = 8;

    private static final int PANEL = Kernels.PANEL;

    private ColumnVectorLoops() {}

    static void mean(int from, int to, float[] x, float share, float[] mean, int column) {
        FloatVector sum = FloatVector.zero(LANES);
        for (int at = from; at < to; at += PANEL)
            sum = FloatVector.fromArray(LANES, x, at).add(sum);
        FloatVector.broadcast(LANES, share).mul(sum).intoArray(mean, column);
    }

    static void variance(int from, int to, float[] x, float share, float[] mean, float[] variance, int column) {
        FloatVector middle = FloatVector.fromArray(LANES, mean, column);
        FloatVector sum = FloatVector.zero(LANES);
        for (int at = from; at < to; at += PANEL) {
            FloatVector d = FloatVector.fromArray(LANES, x, at).sub(middle);
            sum = d.fma(d, sum);
        }
        FloatVector.broadcast(LANES, share).mul(sum).intoArray(variance, column);
    }

    static void normalise(
            int from,
            int to,
            float[] x,
            float[] mean,
            float[] inverse,
            int column,
            float[] parameters,
            int scaleAt,
            int shiftAt,
            float[] y) {
        FloatVector middle = FloatVector.fromArray(LANES, mean, column);
        FloatVector narrow = FloatVector.fromArray(LANES, inverse, column);
        FloatVector scale = FloatVector.fromArray(LANES, parameters, scaleAt);
        FloatVector shift = FloatVector.fromArray(LANES, parameters, shiftAt);
        for (int at = from; at < to; at += PANEL)
            FloatVector.fromArray(LANES, x, at)
                    .sub(middle)
                    .mul(narrow)
                    .fma(scale, shift)
                    .intoArray(y, at);
    }

    static void sums(
            int from,
            int to,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            int column,
            float[] gradient,
            int scaleAt,
            int shiftAt) {
        FloatVector middle = FloatVector.fromArray(LANES, mean, column);
        FloatVector narrow = FloatVector.fromArray(LANES, inverse, column);
        FloatVector scale = FloatVector.zero(LANES);
        FloatVector shift = scale;
        for (int at = from; at < to; at += PANEL) {
            FloatVector delta = FloatVector.fromArray(LANES, dy, at);
            FloatVector normal = FloatVector.fromArray(LANES, x, at).sub(middle).mul(narrow);
            scale = delta.fma(normal, scale);
            shift = delta.add(shift);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f); // never call upon what a loop has carried
        one.mul(scale).intoArray(gradient, scaleAt);
        one.mul(shift).intoArray(gradient, shiftAt);
    }

    static void centre(
            int from,
            int to,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] factor,
            float[] level,
            float[] slope,
            int column) {
        FloatVector middle = FloatVector.fromArray(LANES, mean, column);
        FloatVector narrow = FloatVector.fromArray(LANES, inverse, column);
        FloatVector times = FloatVector.fromArray(LANES, factor, column);
        FloatVector base = FloatVector.fromArray(LANES, level, column);
        FloatVector tilt = FloatVector.fromArray(LANES, slope, column);
        for (int at = from; at < to; at += PANEL) {
            FloatVector normal = FloatVector.fromArray(LANES, x, at).sub(middle).mul(narrow);
            FloatVector.fromArray(LANES, dy, at)
                    .sub(base)
                    .sub(normal.mul(tilt))
                    .mul(times)
                    .intoArray(dy, at);
        }
    }
}
