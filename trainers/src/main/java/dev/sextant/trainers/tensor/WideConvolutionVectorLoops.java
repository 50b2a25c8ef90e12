// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The convolution's loops on 512-bit vectors, where a pixel of 16 samples is one vector: sixteen accumulators, for
 * which four vectors and four more, or four weights, are loaded. The rules of {@link VectorLoops} hold here, and for
 * the same reasons; so does what {@link WideVectorLoops} says of other processors.
 */
final class WideConvolutionVectorLoops {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_512;
    private static final int PIXEL = Kernels.PANEL;

    private WideConvolutionVectorLoops() {}

    /**
     * y[f, p] = init[f, p] + sum over k of w[f, k] x[p, k], for four f and for pixels p from first to end, four at a
     * time; what is below the floor becomes 0. A tile that lies partly outside repeats its last f or p, and gives the
     * same again.
     *
     * @param from where each pixel stands in x, and {@code to} where in y; in init moving times that
     * @param taps where each k stands in x, and {@code columns} where in w
     * @param last the last f of the four, from 0
     */
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
        for (int p = first; p < end; p += 4) {
            int p1 = Math.min(p + 1, end - 1);
            int p2 = Math.min(p + 2, end - 1);
            int p3 = Math.min(p + 3, end - 1);
            int at0 = init0 + to[p] * moving;
            int at1 = init0 + to[p1] * moving;
            int at2 = init0 + to[p2] * moving;
            int at3 = init0 + to[p3] * moving;
            FloatVector a0 = FloatVector.fromArray(LANES, init, at0);
            FloatVector a1 = FloatVector.fromArray(LANES, init, at1);
            FloatVector a2 = FloatVector.fromArray(LANES, init, at2);
            FloatVector a3 = FloatVector.fromArray(LANES, init, at3);
            FloatVector b0 = FloatVector.fromArray(LANES, init, at0 + f1 * initStep);
            FloatVector b1 = FloatVector.fromArray(LANES, init, at1 + f1 * initStep);
            FloatVector b2 = FloatVector.fromArray(LANES, init, at2 + f1 * initStep);
            FloatVector b3 = FloatVector.fromArray(LANES, init, at3 + f1 * initStep);
            FloatVector c0 = FloatVector.fromArray(LANES, init, at0 + f2 * initStep);
            FloatVector c1 = FloatVector.fromArray(LANES, init, at1 + f2 * initStep);
            FloatVector c2 = FloatVector.fromArray(LANES, init, at2 + f2 * initStep);
            FloatVector c3 = FloatVector.fromArray(LANES, init, at3 + f2 * initStep);
            FloatVector d0 = FloatVector.fromArray(LANES, init, at0 + last * initStep);
            FloatVector d1 = FloatVector.fromArray(LANES, init, at1 + last * initStep);
            FloatVector d2 = FloatVector.fromArray(LANES, init, at2 + last * initStep);
            FloatVector d3 = FloatVector.fromArray(LANES, init, at3 + last * initStep);
            at0 = x0 + from[p];
            at1 = x0 + from[p1];
            at2 = x0 + from[p2];
            at3 = x0 + from[p3];
            for (int k = 0; k < taps.length; k++) {
                int tap = taps[k];
                int column = columns[k];
                FloatVector v0 = FloatVector.fromArray(LANES, x, at0 + tap);
                FloatVector v1 = FloatVector.fromArray(LANES, x, at1 + tap);
                FloatVector v2 = FloatVector.fromArray(LANES, x, at2 + tap);
                FloatVector v3 = FloatVector.fromArray(LANES, x, at3 + tap);
                FloatVector u = FloatVector.broadcast(LANES, w[w0 + column]);
                a0 = u.fma(v0, a0);
                a1 = u.fma(v1, a1);
                a2 = u.fma(v2, a2);
                a3 = u.fma(v3, a3);
                u = FloatVector.broadcast(LANES, w[wb + column]);
                b0 = u.fma(v0, b0);
                b1 = u.fma(v1, b1);
                b2 = u.fma(v2, b2);
                b3 = u.fma(v3, b3);
                u = FloatVector.broadcast(LANES, w[wc + column]);
                c0 = u.fma(v0, c0);
                c1 = u.fma(v1, c1);
                c2 = u.fma(v2, c2);
                c3 = u.fma(v3, c3);
                u = FloatVector.broadcast(LANES, w[wd + column]);
                d0 = u.fma(v0, d0);
                d1 = u.fma(v1, d1);
                d2 = u.fma(v2, d2);
                d3 = u.fma(v3, d3);
            }
            at0 = y0 + to[p];
            at1 = y0 + to[p1];
            at2 = y0 + to[p2];
            at3 = y0 + to[p3];
            FloatVector one = FloatVector.broadcast(LANES, 1f);
            FloatVector ra0 = one.mul(a0);
            ra0.blend(0f, ra0.lt(floor)).intoArray(y, at0);
            FloatVector ra1 = one.mul(a1);
            ra1.blend(0f, ra1.lt(floor)).intoArray(y, at1);
            FloatVector ra2 = one.mul(a2);
            ra2.blend(0f, ra2.lt(floor)).intoArray(y, at2);
            FloatVector ra3 = one.mul(a3);
            ra3.blend(0f, ra3.lt(floor)).intoArray(y, at3);
            FloatVector rb0 = one.mul(b0);
            rb0.blend(0f, rb0.lt(floor)).intoArray(y, at0 + f1 * yStep);
            FloatVector rb1 = one.mul(b1);
            rb1.blend(0f, rb1.lt(floor)).intoArray(y, at1 + f1 * yStep);
            FloatVector rb2 = one.mul(b2);
            rb2.blend(0f, rb2.lt(floor)).intoArray(y, at2 + f1 * yStep);
            FloatVector rb3 = one.mul(b3);
            rb3.blend(0f, rb3.lt(floor)).intoArray(y, at3 + f1 * yStep);
            FloatVector rc0 = one.mul(c0);
            rc0.blend(0f, rc0.lt(floor)).intoArray(y, at0 + f2 * yStep);
            FloatVector rc1 = one.mul(c1);
            rc1.blend(0f, rc1.lt(floor)).intoArray(y, at1 + f2 * yStep);
            FloatVector rc2 = one.mul(c2);
            rc2.blend(0f, rc2.lt(floor)).intoArray(y, at2 + f2 * yStep);
            FloatVector rc3 = one.mul(c3);
            rc3.blend(0f, rc3.lt(floor)).intoArray(y, at3 + f2 * yStep);
            FloatVector rd0 = one.mul(d0);
            rd0.blend(0f, rd0.lt(floor)).intoArray(y, at0 + last * yStep);
            FloatVector rd1 = one.mul(d1);
            rd1.blend(0f, rd1.lt(floor)).intoArray(y, at1 + last * yStep);
            FloatVector rd2 = one.mul(d2);
            rd2.blend(0f, rd2.lt(floor)).intoArray(y, at2 + last * yStep);
            FloatVector rd3 = one.mul(d3);
            rd3.blend(0f, rd3.lt(floor)).intoArray(y, at3 + last * yStep);
        }
    }

    /**
     * sums[k, f] += sum over pixels first … end of x[p, k] dy[f, p], lane by lane, for four f and four k; 16 floats
     * each, the four f of a k side by side.
     *
     * @param from where each pixel stands in x, and {@code at} where in dy
     * @param tap0 with the others, where each k stands in x
     */
    static void gradients(
            int[] from,
            int[] at,
            int first,
            int end,
            float[] x,
            int tap0,
            int tap1,
            int tap2,
            int tap3,
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
        FloatVector c0 = FloatVector.fromArray(LANES, sums, sums0 + 8 * PIXEL);
        FloatVector c1 = FloatVector.fromArray(LANES, sums, sums0 + 9 * PIXEL);
        FloatVector c2 = FloatVector.fromArray(LANES, sums, sums0 + 10 * PIXEL);
        FloatVector c3 = FloatVector.fromArray(LANES, sums, sums0 + 11 * PIXEL);
        FloatVector d0 = FloatVector.fromArray(LANES, sums, sums0 + 12 * PIXEL);
        FloatVector d1 = FloatVector.fromArray(LANES, sums, sums0 + 13 * PIXEL);
        FloatVector d2 = FloatVector.fromArray(LANES, sums, sums0 + 14 * PIXEL);
        FloatVector d3 = FloatVector.fromArray(LANES, sums, sums0 + 15 * PIXEL);
        for (int p = first; p < end; p++) {
            int f = from[p];
            int d = dy0 + at[p];
            FloatVector v0 = FloatVector.fromArray(LANES, dy, d);
            FloatVector v1 = FloatVector.fromArray(LANES, dy, d + dyStep);
            FloatVector v2 = FloatVector.fromArray(LANES, dy, d + 2 * dyStep);
            FloatVector v3 = FloatVector.fromArray(LANES, dy, d + 3 * dyStep);
            FloatVector u = FloatVector.fromArray(LANES, x, tap0 + f);
            a0 = u.fma(v0, a0);
            a1 = u.fma(v1, a1);
            a2 = u.fma(v2, a2);
            a3 = u.fma(v3, a3);
            u = FloatVector.fromArray(LANES, x, tap1 + f);
            b0 = u.fma(v0, b0);
            b1 = u.fma(v1, b1);
            b2 = u.fma(v2, b2);
            b3 = u.fma(v3, b3);
            u = FloatVector.fromArray(LANES, x, tap2 + f);
            c0 = u.fma(v0, c0);
            c1 = u.fma(v1, c1);
            c2 = u.fma(v2, c2);
            c3 = u.fma(v3, c3);
            u = FloatVector.fromArray(LANES, x, tap3 + f);
            d0 = u.fma(v0, d0);
            d1 = u.fma(v1, d1);
            d2 = u.fma(v2, d2);
            d3 = u.fma(v3, d3);
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
        one.mul(c0).intoArray(sums, sums0 + 8 * PIXEL);
        one.mul(c1).intoArray(sums, sums0 + 9 * PIXEL);
        one.mul(c2).intoArray(sums, sums0 + 10 * PIXEL);
        one.mul(c3).intoArray(sums, sums0 + 11 * PIXEL);
        one.mul(d0).intoArray(sums, sums0 + 12 * PIXEL);
        one.mul(d1).intoArray(sums, sums0 + 13 * PIXEL);
        one.mul(d2).intoArray(sums, sums0 + 14 * PIXEL);
        one.mul(d3).intoArray(sums, sums0 + 15 * PIXEL);
    }
}
