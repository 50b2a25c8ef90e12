// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.Arrays;

/** The plain Java twin: the reference for the bits. */
final class ScalarPlanes implements PlaneKernels {
    static final ScalarPlanes INSTANCE = new ScalarPlanes();

    private static final int PANEL = Kernels.PANEL;

    private ScalarPlanes() {}

    @Override
    public void sum(int from, int to, float[] x, float[] sums) {
        Arrays.fill(sums, 0, PANEL, 0f);
        for (int at = from; at < to; at += PANEL) for (int j = 0; j < PANEL; j++) sums[j] += x[at + j];
    }

    @Override
    public void squares(int from, int to, float[] x, float mean, float[] sums) {
        Arrays.fill(sums, 0, PANEL, 0f);
        for (int at = from; at < to; at += PANEL)
            for (int j = 0; j < PANEL; j++) {
                float d = x[at + j] - mean;
                sums[j] = Math.fma(d, d, sums[j]);
            }
    }

    @Override
    public void slopes(int from, int to, float[] dy, float[] x, float mean, float inverse, float[] sums) {
        Arrays.fill(sums, 0, 2 * PANEL, 0f);
        for (int at = from; at < to; at += PANEL)
            for (int j = 0; j < PANEL; j++) {
                float normal = (x[at + j] - mean) * inverse;
                sums[j] = Math.fma(dy[at + j], normal, sums[j]);
                sums[PANEL + j] += dy[at + j];
            }
    }
}
