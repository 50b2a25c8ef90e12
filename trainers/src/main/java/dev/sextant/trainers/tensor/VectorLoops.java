// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on 256-bit vectors: everything that touches the Vector API. Tiles of 4 rows × 16 columns fill eight
 * accumulators, which is what hides the latency of two multiply-adds a cycle; with twelve the compiler runs out of
 * registers and spills.
 *
 * <p>Before they are compiled these methods are slower than plain Java by orders of magnitude: see
 * {@link KernelWarmup}. So they are few and small, each vector stays inside one method, and the process is started with
 * options that have them compiled early.
 *
 * <p>What a loop carries from one round to the next is only ever an argument there, never called upon: the compiler
 * knows the species of what was just loaded, but of a carried vector only when it has seen enough calls, and compiled
 * without knowing it allocates every vector of the loop. So a loop's result is multiplied by one before anything is
 * called upon it: exact, and of a known species.
 */
final class VectorLoops {
    private static final int PANEL = Kernels.PANEL;
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
    private static final int HALF = 8;
    private static final VectorShuffle<Float> FOURS = VectorShuffle.fromValues(LANES, 4, 5, 6, 7, 0, 1, 2, 3);
    private static final VectorShuffle<Float> TWOS = VectorShuffle.fromValues(LANES, 2, 3, 0, 1, 6, 7, 4, 5);
    private static final VectorShuffle<Float> ONES = VectorShuffle.fromValues(LANES, 1, 0, 3, 2, 5, 4, 7, 6);

    private static final VectorMask<Float> UPPER_FOUR = VectorMask.fromLong(LANES, 0b1111_0000);
    private static final VectorMask<Float> UPPER_TWOS = VectorMask.fromLong(LANES, 0b1100_1100);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(LANES, 0b1010_1010);

    private VectorLoops() {}

    static void gatherRow(float[] source, int row, int stride, float[] panels, int to, int height) {
        for (int column = 0; column < stride; column += PANEL, to += height) {
            FloatVector.fromArray(LANES, source, row + column).intoArray(panels, to);
            FloatVector.fromArray(LANES, source, row + column + HALF).intoArray(panels, to + HALF);
        }
    }

    static void product(
            int rows,
            int aPanel,
            int depthPanels,
            float[] a,
            int a0,
            float[] b,
            int b0,
            float[] init,
            int init0,
            int initRow,
            float straight,
            float bent,
            float[] c,
            int c0) {
        for (int i = 0; i < rows * PANEL; i += Kernels.TILE * PANEL) {
            int from = init0 + i * initRow;
            int next = initRow * PANEL;
            FloatVector left0 = FloatVector.fromArray(LANES, init, from);
            FloatVector right0 = FloatVector.fromArray(LANES, init, from + HALF);
            FloatVector left1 = FloatVector.fromArray(LANES, init, from + next);
            FloatVector right1 = FloatVector.fromArray(LANES, init, from + next + HALF);
            FloatVector left2 = FloatVector.fromArray(LANES, init, from + 2 * next);
            FloatVector right2 = FloatVector.fromArray(LANES, init, from + 2 * next + HALF);
            FloatVector left3 = FloatVector.fromArray(LANES, init, from + 3 * next);
            FloatVector right3 = FloatVector.fromArray(LANES, init, from + 3 * next + HALF);
            int at = a0 + i;
            int bt = b0;
            for (int q = 0; q < depthPanels; q++) {
                for (int p = 0; p < PANEL; p++) {
                    FloatVector left = FloatVector.fromArray(LANES, b, bt + p * PANEL);
                    FloatVector right = FloatVector.fromArray(LANES, b, bt + p * PANEL + HALF);
                    FloatVector x = FloatVector.broadcast(LANES, a[at + p]);
                    left0 = x.fma(left, left0);
                    right0 = x.fma(right, right0);
                    x = FloatVector.broadcast(LANES, a[at + PANEL + p]);
                    left1 = x.fma(left, left1);
                    right1 = x.fma(right, right1);
                    x = FloatVector.broadcast(LANES, a[at + 2 * PANEL + p]);
                    left2 = x.fma(left, left2);
                    right2 = x.fma(right, right2);
                    x = FloatVector.broadcast(LANES, a[at + 3 * PANEL + p]);
                    left3 = x.fma(left, left3);
                    right3 = x.fma(right, right3);
                }
                at += aPanel;
                bt += Kernels.SQUARE;
            }
            // Written out: of eight calls, the compiler at times leaves the last one out for having seen enough.
            FloatVector one = broadcast(1f);
            FloatVector whole = broadcast(straight);
            FloatVector folded = broadcast(bent);
            int to = c0 + i;
            one.mul(left0).abs().fma(folded, whole.mul(left0)).intoArray(c, to);
            one.mul(right0).abs().fma(folded, whole.mul(right0)).intoArray(c, to + HALF);
            one.mul(left1).abs().fma(folded, whole.mul(left1)).intoArray(c, to + PANEL);
            one.mul(right1).abs().fma(folded, whole.mul(right1)).intoArray(c, to + PANEL + HALF);
            one.mul(left2).abs().fma(folded, whole.mul(left2)).intoArray(c, to + 2 * PANEL);
            one.mul(right2).abs().fma(folded, whole.mul(right2)).intoArray(c, to + 2 * PANEL + HALF);
            one.mul(left3).abs().fma(folded, whole.mul(left3)).intoArray(c, to + 3 * PANEL);
            one.mul(right3).abs().fma(folded, whole.mul(right3)).intoArray(c, to + 3 * PANEL + HALF);
        }
    }

    static void productTransposed(
            int tall,
            int depth,
            int aPanel,
            float[] a,
            int a0,
            float[] b,
            int b0,
            float[] init,
            int init0,
            int initRow,
            float[] c,
            int c0) {
        for (int i = 0; i < tall; i += Kernels.TILE) {
            int from = init0 + i * initRow * PANEL;
            int next = initRow * PANEL;
            FloatVector left0 = FloatVector.fromArray(LANES, init, from);
            FloatVector right0 = FloatVector.fromArray(LANES, init, from + HALF);
            FloatVector left1 = FloatVector.fromArray(LANES, init, from + next);
            FloatVector right1 = FloatVector.fromArray(LANES, init, from + next + HALF);
            FloatVector left2 = FloatVector.fromArray(LANES, init, from + 2 * next);
            FloatVector right2 = FloatVector.fromArray(LANES, init, from + 2 * next + HALF);
            FloatVector left3 = FloatVector.fromArray(LANES, init, from + 3 * next);
            FloatVector right3 = FloatVector.fromArray(LANES, init, from + 3 * next + HALF);
            int at = a0 + (i / PANEL) * aPanel + i % PANEL;
            for (int p = 0; p < depth; p++) {
                FloatVector left = FloatVector.fromArray(LANES, b, b0 + p * PANEL);
                FloatVector right = FloatVector.fromArray(LANES, b, b0 + p * PANEL + HALF);
                FloatVector x = FloatVector.broadcast(LANES, a[at + p * PANEL]);
                left0 = x.fma(left, left0);
                right0 = x.fma(right, right0);
                x = FloatVector.broadcast(LANES, a[at + p * PANEL + 1]);
                left1 = x.fma(left, left1);
                right1 = x.fma(right, right1);
                x = FloatVector.broadcast(LANES, a[at + p * PANEL + 2]);
                left2 = x.fma(left, left2);
                right2 = x.fma(right, right2);
                x = FloatVector.broadcast(LANES, a[at + p * PANEL + 3]);
                left3 = x.fma(left, left3);
                right3 = x.fma(right, right3);
            }
            FloatVector one = broadcast(1f);
            int to = c0 + i * PANEL;
            one.mul(left0).intoArray(c, to);
            one.mul(right0).intoArray(c, to + HALF);
            one.mul(left1).intoArray(c, to + PANEL);
            one.mul(right1).intoArray(c, to + PANEL + HALF);
            one.mul(left2).intoArray(c, to + 2 * PANEL);
            one.mul(right2).intoArray(c, to + 2 * PANEL + HALF);
            one.mul(left3).intoArray(c, to + 3 * PANEL);
            one.mul(right3).intoArray(c, to + 3 * PANEL + HALF);
        }
    }

    /**
     * One panel of a, as many squares, to as many panels of b. Four columns of eight rows at a time: what stands at the
     * eight rows' places in a vector of four and four comes from the loads already, and two exchanges within the fours
     * are left. One loop, since the compiler would write short ones out; and one method, too large to be compiled into
     * its caller: there the compiler has at times left vectors out of registers, a tenfold loss.
     */
    static void transpose(int squares, float[] a, int a0, int aStride, float[] b, int b0, int bStride) {
        for (int part = 0; part < 8 * squares; part++) {
            int column = 4 * (part & 3);
            int row = 8 * (part >> 2 & 1);
            int square = part >> 3;
            int at = a0 + square * aStride + row * PANEL + column;
            int to = b0 + square * bStride + column * PANEL + row;
            int below = at + 4 * PANEL - 4;
            FloatVector x0 =
                    FloatVector.fromArray(LANES, a, at).blend(FloatVector.fromArray(LANES, a, below), UPPER_FOUR);
            FloatVector x1 = FloatVector.fromArray(LANES, a, at + PANEL)
                    .blend(FloatVector.fromArray(LANES, a, below + PANEL), UPPER_FOUR);
            FloatVector x2 = FloatVector.fromArray(LANES, a, at + 2 * PANEL)
                    .blend(FloatVector.fromArray(LANES, a, below + 2 * PANEL), UPPER_FOUR);
            FloatVector x3 = FloatVector.fromArray(LANES, a, at + 3 * PANEL)
                    .blend(FloatVector.fromArray(LANES, a, below + 3 * PANEL), UPPER_FOUR);
            FloatVector y0 = x0.blend(x2.rearrange(TWOS), UPPER_TWOS);
            FloatVector y2 = x0.rearrange(TWOS).blend(x2, UPPER_TWOS);
            FloatVector y1 = x1.blend(x3.rearrange(TWOS), UPPER_TWOS);
            FloatVector y3 = x1.rearrange(TWOS).blend(x3, UPPER_TWOS);
            y0.blend(y1.rearrange(ONES), ODD).intoArray(b, to);
            y0.rearrange(ONES).blend(y1, ODD).intoArray(b, to + PANEL);
            y2.blend(y3.rearrange(ONES), ODD).intoArray(b, to + 2 * PANEL);
            y2.rearrange(ONES).blend(y3, ODD).intoArray(b, to + 3 * PANEL);
        }
    }

    static float max(int row, int panels, int height, float[] logits, float[] penalty) {
        FloatVector max = broadcast(Float.NEGATIVE_INFINITY);
        for (int panel = 0; panel < panels; panel++) {
            int at = panel * height + row;
            FloatVector left =
                    FloatVector.fromArray(LANES, logits, at).add(FloatVector.fromArray(LANES, penalty, panel * PANEL));
            FloatVector right = FloatVector.fromArray(LANES, logits, at + HALF)
                    .add(FloatVector.fromArray(LANES, penalty, panel * PANEL + HALF));
            max = larger(larger(left, right), max);
        }
        max = larger(max, max.rearrange(FOURS));
        max = larger(max, max.rearrange(TWOS));
        return larger(max, max.rearrange(ONES)).lane(0);
    }

    /** Cheaper than max, which orders zeros and keeps NaN; a row with NaN has a NaN loss either way. */
    private static FloatVector larger(FloatVector x, FloatVector y) {
        return x.blend(y, x.lt(y));
    }

    /** gradient ← e^(logit − max). One call of exp, so that it is compiled into its place. */
    static void exponentials(
            int row, int panels, int height, float max, float[] logits, float[] penalty, float[] gradient) {
        for (int half = 0; half < 2 * panels; half++) {
            int at = (half >> 1) * height + row + (half & 1) * HALF;
            exp(FloatVector.fromArray(LANES, logits, at)
                            .add(FloatVector.fromArray(LANES, penalty, half * HALF))
                            .sub(max))
                    .intoArray(gradient, at);
        }
    }

    static float sum(int row, int panels, int height, float[] values) {
        FloatVector left = FloatVector.zero(LANES);
        FloatVector right = left;
        for (int panel = 0; panel < panels; panel++) {
            left = FloatVector.fromArray(LANES, values, panel * height + row).add(left);
            right = FloatVector.fromArray(LANES, values, panel * height + row + HALF)
                    .add(right);
        }
        FloatVector sum = left.add(right);
        sum = sum.add(sum.rearrange(FOURS));
        sum = sum.add(sum.rearrange(TWOS));
        return sum.add(sum.rearrange(ONES)).lane(0);
    }

    static void scale(int row, int panels, int height, float factor, float[] values) {
        for (int at = row; at < panels * height; at += height) {
            FloatVector.fromArray(LANES, values, at).mul(factor).intoArray(values, at);
            FloatVector.fromArray(LANES, values, at + HALF).mul(factor).intoArray(values, at + HALF);
        }
    }

    /** The sum of squares in 64 partial sums; count is a multiple of 64. */
    static float squares(float[] values, int from, int count) {
        FloatVector s0 = FloatVector.zero(LANES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int at = from; at < from + count; at += Kernels.SUMS) {
            FloatVector x = FloatVector.fromArray(LANES, values, at);
            s0 = x.fma(x, s0);
            x = FloatVector.fromArray(LANES, values, at + HALF);
            s1 = x.fma(x, s1);
            x = FloatVector.fromArray(LANES, values, at + 2 * HALF);
            s2 = x.fma(x, s2);
            x = FloatVector.fromArray(LANES, values, at + 3 * HALF);
            s3 = x.fma(x, s3);
            x = FloatVector.fromArray(LANES, values, at + 4 * HALF);
            s4 = x.fma(x, s4);
            x = FloatVector.fromArray(LANES, values, at + 5 * HALF);
            s5 = x.fma(x, s5);
            x = FloatVector.fromArray(LANES, values, at + 6 * HALF);
            s6 = x.fma(x, s6);
            x = FloatVector.fromArray(LANES, values, at + 7 * HALF);
            s7 = x.fma(x, s7);
        }
        FloatVector one = broadcast(1f);
        FloatVector even = one.mul(s0).add(s4).add(one.mul(s2).add(s6));
        FloatVector odd = one.mul(s1).add(s5).add(one.mul(s3).add(s7));
        FloatVector sum = even.add(odd);
        sum = sum.add(sum.rearrange(FOURS));
        sum = sum.add(sum.rearrange(TWOS));
        return sum.add(sum.rearrange(ONES)).lane(0);
    }

    /** {@link Functions#exp} in every lane. */
    private static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.blend(Functions.EXP_LOW, x.lt(Functions.EXP_LOW));
        FloatVector shifted = bounded.mul(Functions.LOG2_E).add(Functions.ROUND);
        FloatVector n = shifted.sub(Functions.ROUND);
        FloatVector r = n.fma(broadcast(Functions.LN2_HIGH), bounded);
        r = n.fma(broadcast(Functions.LN2_LOW), r);
        FloatVector p = broadcast(Functions.EXP_5).fma(r, broadcast(Functions.EXP_4));
        p = p.fma(r, broadcast(Functions.EXP_3));
        p = p.fma(r, broadcast(Functions.EXP_2));
        p = p.fma(r, broadcast(Functions.EXP_1));
        p = p.fma(r, broadcast(Functions.EXP_0));
        p = p.fma(r.mul(r), r).add(1f);
        return p.mul(shifted.reinterpretAsInts()
                .add(127)
                .lanewise(VectorOperators.LSHL, 23)
                .reinterpretAsFloats());
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(LANES, value);
    }
}
