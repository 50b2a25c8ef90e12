// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The two products on 512-bit vectors, where a row of a panel is one vector: two panels at once, in tiles of 4 rows ×
 * 32 columns with eight accumulators. Two panels, because a loaded element of the left factor costs as much as a
 * vector: with one panel and 8 rows the loads take longer than the multiply-adds. Everything else, an odd last panel
 * too, stays with {@link VectorLoops}, whose rules hold here.
 *
 * <p>Measured only where a 512-bit multiply-add takes two turns of a 256-bit unit (AMD Zen 4); never on a processor
 * that does one at once.
 */
final class WideVectorLoops {
    private static final int PANEL = Kernels.PANEL;
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_512;

    private WideVectorLoops() {}

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
            int initPanel,
            int initRow,
            float straight,
            float bent,
            float[] c,
            int c0,
            int cPanel) {
        int apart = depthPanels * Kernels.SQUARE;
        for (int i = 0; i < rows * PANEL; i += Kernels.TILE * PANEL) {
            int from = init0 + i * initRow;
            int next = initRow * PANEL;
            FloatVector left0 = FloatVector.fromArray(LANES, init, from);
            FloatVector right0 = FloatVector.fromArray(LANES, init, from + initPanel);
            FloatVector left1 = FloatVector.fromArray(LANES, init, from + next);
            FloatVector right1 = FloatVector.fromArray(LANES, init, from + next + initPanel);
            FloatVector left2 = FloatVector.fromArray(LANES, init, from + 2 * next);
            FloatVector right2 = FloatVector.fromArray(LANES, init, from + 2 * next + initPanel);
            FloatVector left3 = FloatVector.fromArray(LANES, init, from + 3 * next);
            FloatVector right3 = FloatVector.fromArray(LANES, init, from + 3 * next + initPanel);
            int at = a0 + i;
            int bt = b0;
            for (int q = 0; q < depthPanels; q++) {
                for (int p = 0; p < PANEL; p++) {
                    FloatVector left = FloatVector.fromArray(LANES, b, bt + p * PANEL);
                    FloatVector right = FloatVector.fromArray(LANES, b, bt + p * PANEL + apart);
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
            FloatVector one = FloatVector.broadcast(LANES, 1f);
            FloatVector whole = FloatVector.broadcast(LANES, straight);
            FloatVector folded = FloatVector.broadcast(LANES, bent);
            int to = c0 + i;
            one.mul(left0).abs().fma(folded, whole.mul(left0)).intoArray(c, to);
            one.mul(left1).abs().fma(folded, whole.mul(left1)).intoArray(c, to + PANEL);
            one.mul(left2).abs().fma(folded, whole.mul(left2)).intoArray(c, to + 2 * PANEL);
            one.mul(left3).abs().fma(folded, whole.mul(left3)).intoArray(c, to + 3 * PANEL);
            one.mul(right0).abs().fma(folded, whole.mul(right0)).intoArray(c, to + cPanel);
            one.mul(right1).abs().fma(folded, whole.mul(right1)).intoArray(c, to + cPanel + PANEL);
            one.mul(right2).abs().fma(folded, whole.mul(right2)).intoArray(c, to + cPanel + 2 * PANEL);
            one.mul(right3).abs().fma(folded, whole.mul(right3)).intoArray(c, to + cPanel + 3 * PANEL);
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
            int bPanel,
            float[] init,
            int init0,
            int initPanel,
            int initRow,
            float[] c,
            int c0,
            int cPanel) {
        for (int i = 0; i < tall; i += Kernels.TILE) {
            int from = init0 + i * initRow * PANEL;
            int next = initRow * PANEL;
            FloatVector left0 = FloatVector.fromArray(LANES, init, from);
            FloatVector right0 = FloatVector.fromArray(LANES, init, from + initPanel);
            FloatVector left1 = FloatVector.fromArray(LANES, init, from + next);
            FloatVector right1 = FloatVector.fromArray(LANES, init, from + next + initPanel);
            FloatVector left2 = FloatVector.fromArray(LANES, init, from + 2 * next);
            FloatVector right2 = FloatVector.fromArray(LANES, init, from + 2 * next + initPanel);
            FloatVector left3 = FloatVector.fromArray(LANES, init, from + 3 * next);
            FloatVector right3 = FloatVector.fromArray(LANES, init, from + 3 * next + initPanel);
            int at = a0 + (i / PANEL) * aPanel + i % PANEL;
            for (int p = 0; p < depth; p++) {
                FloatVector left = FloatVector.fromArray(LANES, b, b0 + p * PANEL);
                FloatVector right = FloatVector.fromArray(LANES, b, b0 + p * PANEL + bPanel);
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
            FloatVector one = FloatVector.broadcast(LANES, 1f);
            int to = c0 + i * PANEL;
            one.mul(left0).intoArray(c, to);
            one.mul(left1).intoArray(c, to + PANEL);
            one.mul(left2).intoArray(c, to + 2 * PANEL);
            one.mul(left3).intoArray(c, to + 3 * PANEL);
            one.mul(right0).intoArray(c, to + cPanel);
            one.mul(right1).intoArray(c, to + cPanel + PANEL);
            one.mul(right2).intoArray(c, to + cPanel + 2 * PANEL);
            one.mul(right3).intoArray(c, to + cPanel + 3 * PANEL);
        }
    }
}
