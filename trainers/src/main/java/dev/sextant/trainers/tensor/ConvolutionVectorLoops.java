// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The convolution's loops on 256-bit vectors, half a pixel of 16 samples each, with eight accumulators. The rules of
 * {@link VectorLoops} hold here, and for the same reasons.
 */
final class ConvolutionVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
    private static final int PIXEL = Kernels.PANEL;
    private static final int HALF = PIXEL / 2;

    private ConvolutionVectorLoops() {}

    /** As in {@link WideConvolutionVectorLoops#products}, a pixel at a time. */
    static void products(
            int[] from,
            int[] to,
            int[] taps,
            int[] columns,
            int first,
            int end,
            int last,
            float[] x,
            int x0,
            float[] w,
            int w0,
            int wStep,
            float[] init,
            int init0,
            int initStep,
            int moving,
            float floor,
            float[] y,
            int y0,
            int yStep) {
        int f1 = Math.min(1, last);
        int f2 = Math.min(2, last);
        int wb = w0 + f1 * wStep;
        int wc = w0 + f2 * wStep;
        int wd = w0 + last * wStep;
        for (int p = first; p < end; p++) {
            int at = init0 + to[p] * moving;
            FloatVector a0 = FloatVector.fromArray(LANES, init, at);
            FloatVector a1 = FloatVector.fromArray(LANES, init, at + HALF);
            FloatVector b0 = FloatVector.fromArray(LANES, init, at + f1 * initStep);
            FloatVector b1 = FloatVector.fromArray(LANES, init, at + f1 * initStep + HALF);
            FloatVector c0 = FloatVector.fromArray(LANES, init, at + f2 * initStep);
            FloatVector c1 = FloatVector.fromArray(LANES, init, at + f2 * initStep + HALF);
            FloatVector d0 = FloatVector.fromArray(LANES, init, at + last * initStep);
            FloatVector d1 = FloatVector.fromArray(LANES, init, at + last * initStep + HALF);
            at = x0 + from[p];
            for (int k = 0; k < taps.length; k++) {
                int column = columns[k];
                FloatVector v0 = FloatVector.fromArray(LANES, x, at + taps[k]);
                FloatVector v1 = FloatVector.fromArray(LANES, x, at + taps[k] + HALF);
                FloatVector u = FloatVector.broadcast(LANES, w[w0 + column]);
                a0 = u.fma(v0, a0);
                a1 = u.fma(v1, a1);
                u = FloatVector.broadcast(LANES, w[wb + column]);
                b0 = u.fma(v0, b0);
                b1 = u.fma(v1, b1);
                u = FloatVector.broadcast(LANES, w[wc + column]);
                c0 = u.fma(v0, c0);
                c1 = u.fma(v1, c1);
                u = FloatVector.broadcast(LANES, w[wd + column]);
                d0 = u.fma(v0, d0);
                d1 = u.fma(v1, d1);
            }
            at = y0 + to[p];
            FloatVector one = FloatVector.broadcast(LANES, 1f);
            FloatVector ra0 = one.mul(a0);
            ra0.blend(0f, ra0.lt(floor)).intoArray(y, at);
            FloatVector ra1 = one.mul(a1);
            ra1.blend(0f, ra1.lt(floor)).intoArray(y, at + HALF);
            FloatVector rb0 = one.mul(b0);
            rb0.blend(0f, rb0.lt(floor)).intoArray(y, at + f1 * yStep);
            FloatVector rb1 = one.mul(b1);
            rb1.blend(0f, rb1.lt(floor)).intoArray(y, at + f1 * yStep + HALF);
            FloatVector rc0 = one.mul(c0);
            rc0.blend(0f, rc0.lt(floor)).intoArray(y, at + f2 * yStep);
            FloatVector rc1 = one.mul(c1);
            rc1.blend(0f, rc1.lt(floor)).intoArray(y, at + f2 * yStep + HALF);
            FloatVector rd0 = one.mul(d0);
            rd0.blend(0f, rd0.lt(floor)).intoArray(y, at + last * yStep);
            FloatVector rd1 = one.mul(d1);
            rd1.blend(0f, rd1.lt(floor)).intoArray(y, at + last * yStep + HALF);
        }
    }

    /**
     * As in {@link WideConvolutionVectorLoops#gradients}, for two k and half of the lanes: those from x, dy and sums.
     */
    static void gradients(
            int[] from,
            int[] at,
            int first,
            int end,
            float[] x,
            int tap0,
            int tap1,
            float[] dy,
            int dy0,
            int dyStep,
            float[] sums,
            int sums0) {
        FloatVector a0 = FloatVector.fromArray(LANES, sums, sums0);
        FloatVector a1 = FloatVector.fromArray(LANES, sums, sums0 + 1 * PIXEL);
        FloatVector a2 = FloatVector.fromArray(LANES, sums, sums0 + 2 * PIXEL);
        FloatVector a3 = FloatVector.fromArray(LANES, sums, sums0 + 3 * PIXEL);
        FloatVector b0 = FloatVector.fromArray(LANES, sums, sums0 + 4 * PIXEL);
        FloatVector b1 = FloatVector.fromArray(LANES, sums, sums0 + 5 * PIXEL);
        FloatVector b2 = FloatVector.fromArray(LANES, sums, sums0 + 6 * PIXEL);
        FloatVector b3 = FloatVector.fromArray(LANES, sums, sums0 + 7 * PIXEL);
        for (int p = first; p < end; p++) {
            int f = from[p];
            int d = dy0 + at[p];
            FloatVector u0 = FloatVector.fromArray(LANES, x, tap0 + f);
            FloatVector u1 = FloatVector.fromArray(LANES, x, tap1 + f);
            FloatVector v = FloatVector.fromArray(LANES, dy, d);
            a0 = v.fma(u0, a0);
            b0 = v.fma(u1, b0);
            v = FloatVector.fromArray(LANES, dy, d + dyStep);
            a1 = v.fma(u0, a1);
            b1 = v.fma(u1, b1);
            v = FloatVector.fromArray(LANES, dy, d + 2 * dyStep);
            a2 = v.fma(u0, a2);
            b2 = v.fma(u1, b2);
            v = FloatVector.fromArray(LANES, dy, d + 3 * dyStep);
            a3 = v.fma(u0, a3);
            b3 = v.fma(u1, b3);
        }
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        one.mul(a0).intoArray(sums, sums0);
        one.mul(a1).intoArray(sums, sums0 + 1 * PIXEL);
        one.mul(a2).intoArray(sums, sums0 + 2 * PIXEL);
        one.mul(a3).intoArray(sums, sums0 + 3 * PIXEL);
        one.mul(b0).intoArray(sums, sums0 + 4 * PIXEL);
        one.mul(b1).intoArray(sums, sums0 + 5 * PIXEL);
        one.mul(b2).intoArray(sums, sums0 + 6 * PIXEL);
        one.mul(b3).intoArray(sums, sums0 + 7 * PIXEL);
    }
}
