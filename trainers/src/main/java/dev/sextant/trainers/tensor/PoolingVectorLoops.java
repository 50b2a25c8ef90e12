// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What pooling does to half a plane, the lanes from the given places on, and what a convolution does to a plane beside
 * its products; on 256-bit vectors, by the rules of {@link VectorLoops} and for the same reasons. Values are read once
 * or twice here, so wider vectors would wait for memory as long.
 */
final class PoolingVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

    /** Lanes that one call works on. */
    static final int WIDTH = 8;

    private static final int PIXEL = Kernels.PANEL;

    private PoolingVectorLoops() {}

    static void greatest(int[] corners, int[] pixels, int[] taps, float[] x, int x0, float[] y, int y0) {
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        for (int p = 0; p < corners.length; p++) {
            int at = x0 + corners[p];
            FloatVector most = FloatVector.fromArray(LANES, x, at);
            for (int tap : taps) {
                FloatVector v = FloatVector.fromArray(LANES, x, at + tap);
                most = v.blend(most, v.compare(VectorOperators.LE, most));
            }
            one.mul(most).intoArray(y, y0 + pixels[p]);
        }
    }

    /** @param overlapping whether dx holds what other windows gave; else what it holds is not looked at */
    static void greatestGradient(
            int[] corners,
            int[] pixels,
            int[] taps,
            boolean overlapping,
            float[] x,
            float[] dx,
            int x0,
            float[] y,
            float[] dy,
            int y0) {
        FloatVector zero = FloatVector.zero(LANES);
        VectorMask<Float> kept = LANES.maskAll(overlapping);
        for (int p = 0; p < corners.length; p++) {
            int at = x0 + corners[p];
            FloatVector most = FloatVector.fromArray(LANES, y, y0 + pixels[p]);
            FloatVector rest = FloatVector.fromArray(LANES, dy, y0 + pixels[p]);
            for (int tap : taps) {
                FloatVector v = FloatVector.fromArray(LANES, x, at + tap);
                FloatVector old = zero.blend(FloatVector.fromArray(LANES, dx, at + tap), kept);
                VectorMask<Float> found = v.eq(most);
                old.add(zero.blend(rest, found)).intoArray(dx, at + tap);
                rest = zero.blend(rest, found.not());
            }
        }
    }

    static void sum(int[] corners, int[] pixels, int[] taps, float factor, float[] x, int x0, float[] y, int y0) {
        FloatVector times = FloatVector.broadcast(LANES, factor);
        for (int p = 0; p < corners.length; p++) {
            int at = x0 + corners[p];
            FloatVector sum = FloatVector.zero(LANES);
            for (int tap : taps) sum = FloatVector.fromArray(LANES, x, at + tap).add(sum);
            times.mul(sum).intoArray(y, y0 + pixels[p]);
        }
    }

    static void sumGradient(
            int[] corners, int[] pixels, int[] taps, float factor, float[] dx, int x0, float[] dy, int y0) {
        for (int p = 0; p < corners.length; p++) {
            int at = x0 + corners[p];
            FloatVector share = FloatVector.fromArray(LANES, dy, y0 + pixels[p]).mul(factor);
            for (int tap : taps)
                FloatVector.fromArray(LANES, dx, at + tap).add(share).intoArray(dx, at + tap);
        }
    }

    /** dy becomes 0 where y is not above 0. */
    static void rectify(int from, int to, float[] y, float[] dy) {
        for (int at = from; at < to; at += WIDTH) {
            FloatVector held = FloatVector.fromArray(LANES, y, at);
            FloatVector.fromArray(LANES, dy, at)
                    .blend(0f, held.compare(VectorOperators.LE, 0f))
                    .intoArray(dy, at);
        }
    }

    /** sums += what stands in each pixel, lane by lane. */
    static void lanes(int from, int to, float[] values, float[] sums, int sums0) {
        FloatVector left = FloatVector.fromArray(LANES, sums, sums0);
        FloatVector right = FloatVector.fromArray(LANES, sums, sums0 + WIDTH);
        for (int at = from; at < to; at += PIXEL) {
            left = FloatVector.fromArray(LANES, values, at).add(left);
            right = FloatVector.fromArray(LANES, values, at + WIDTH).add(right);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        one.mul(left).intoArray(sums, sums0);
        one.mul(right).intoArray(sums, sums0 + WIDTH);
    }
}
