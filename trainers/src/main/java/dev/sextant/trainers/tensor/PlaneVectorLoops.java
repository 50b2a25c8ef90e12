// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on 256-bit vectors behind {@link VectorPlanes}, a row of 16 lanes at a time. Written as {@link VectorLoops}
 * are, and for the same reasons.
 */
final class PlaneVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
    private static final int HALF = 8;
    private static final int PANEL = Kernels.PANEL;

    private PlaneVectorLoops() {}

    static void sum(int from, int to, float[] x, float[] sums) {
        FloatVector low = FloatVector.zero(LANES);
        FloatVector high = low;
        for (int at = from; at < to; at += PANEL) {
            low = FloatVector.fromArray(LANES, x, at).add(low);
            high = FloatVector.fromArray(LANES, x, at + HALF).add(high);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f); // never call upon what a loop has carried
        one.mul(low).intoArray(sums, 0);
        one.mul(high).intoArray(sums, HALF);
    }

    static void squares(int from, int to, float[] x, float mean, float[] sums) {
        FloatVector middle = FloatVector.broadcast(LANES, mean);
        FloatVector low = FloatVector.zero(LANES);
        FloatVector high = low;
        for (int at = from; at < to; at += PANEL) {
            FloatVector a = FloatVector.fromArray(LANES, x, at).sub(middle);
            FloatVector b = FloatVector.fromArray(LANES, x, at + HALF).sub(middle);
            low = a.fma(a, low);
            high = b.fma(b, high);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        one.mul(low).intoArray(sums, 0);
        one.mul(high).intoArray(sums, HALF);
    }

    static void slopes(int from, int to, float[] dy, float[] x, float mean, float inverse, float[] sums) {
        FloatVector middle = FloatVector.broadcast(LANES, mean);
        FloatVector narrow = FloatVector.broadcast(LANES, inverse);
        FloatVector low = FloatVector.zero(LANES);
        FloatVector high = low;
        FloatVector lowLevel = low;
        FloatVector highLevel = low;
        for (int at = from; at < to; at += PANEL) {
            FloatVector a = FloatVector.fromArray(LANES, dy, at);
            FloatVector b = FloatVector.fromArray(LANES, dy, at + HALF);
            low = FloatVector.fromArray(LANES, x, at).sub(middle).mul(narrow).fma(a, low);
            high = FloatVector.fromArray(LANES, x, at + HALF)
                    .sub(middle)
                    .mul(narrow)
                    .fma(b, high);
            lowLevel = a.add(lowLevel);
            highLevel = b.add(highLevel);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        one.mul(low).intoArray(sums, 0);
        one.mul(high).intoArray(sums, HALF);
        one.mul(lowLevel).intoArray(sums, PANEL);
        one.mul(highLevel).intoArray(sums, PANEL + HALF);
    }
}
