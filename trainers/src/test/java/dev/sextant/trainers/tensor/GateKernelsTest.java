// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateKernelsTest {
    private static final int COUNT = 48;

    /** Around 0, where sigmoid and tanh bend, and where they are flat; and what is not a number. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 8, 1e-3, 1e30, Double.NaN})
    void bothTwinsHaveTheSameBits(double scale) {
        assumeTrue(Kernels.twins().size() > 1, Kernels.description());
        float[][] plain = results(ScalarGates.INSTANCE, scale);
        float[][] vectors = results(VectorGates.INSTANCE, scale);
        for (int r = 0; r < plain.length; r++) assertArrayEquals(plain[r], vectors[r], "result " + r);
    }

    /** Every array that any of them writes, whole. */
    private static float[][] results(GateKernels kernels, double scale) {
        float[] squashed = random("squashed", scale);
        kernels.sigmoid(COUNT, squashed, 3);
        kernels.tanh(COUNT, squashed, 3 + COUNT);
        float[] lstm = random("gates", scale);
        float[] c = random("c", scale);
        float[] h = random("h", scale);
        kernels.lstmState(COUNT, lstm, 1, 1 + COUNT, 1 + 2 * COUNT, 1 + 3 * COUNT, c, 0, c, COUNT, h, 2);
        float[] back = lstm.clone();
        float[] slopes = random("slopes", scale);
        kernels.lstmGradient(COUNT, back, 1, 1 + COUNT, 1 + 2 * COUNT, 1 + 3 * COUNT, c, 0, c, COUNT, h, 2, slopes, 5);
        float[] gru = random("gates", scale);
        float[] q = random("q", scale);
        float[] state = random("state", scale);
        kernels.gruCandidate(COUNT, gru, 0, COUNT, q, 7);
        kernels.gruState(COUNT, gru, 2 * COUNT, COUNT, state, 0, state, COUNT);
        float[] gruBack = gru.clone();
        float[] qBack = q.clone();
        float[] gradient = random("gradient", scale);
        kernels.gruGradient(
                COUNT, gruBack, 0, 2 * COUNT, COUNT, qBack, 7, state, 0, gradient, COUNT, gradient, 2 * COUNT);
        return new float[][] {squashed, lstm, c, h, back, slopes, gru, q, state, gruBack, qBack, gradient};
    }

    private static float[] random(String purpose, double scale) {
        DrawSequence draws = new Draws(5, 1).of(purpose);
        float[] values = new float[4 * COUNT + 9];
        for (int i = 0; i < values.length; i++) values[i] = (float) (scale * draws.normal());
        if (Double.isNaN(scale)) for (int i = 0; i < values.length; i++) values[i] = i % 5 == 0 ? Float.NaN : i - 90f;
        return values;
    }

    @Test
    void aGradientIsTheSlopeOfTheState() {
        GateKernels kernels = ScalarGates.INSTANCE;
        double step = 1e-3;
        for (int k = 0; k < 16; k++) {
            float[] at = new float[] {0.1f * k - 0.8f, 0.5f, -0.3f + 0.05f * k, 0.7f, 0.9f - 0.1f * k};
            for (int which = 0; which < 5; which++) {
                float[] above = at.clone();
                float[] below = at.clone();
                above[which] += (float) step;
                below[which] -= (float) step;
                double slope = (lstm(kernels, above)[0] - lstm(kernels, below)[0]) / (2 * step);
                assertEquals(slope, lstm(kernels, at)[1 + which], 1e-3);
                double gru = (gru(kernels, above)[0] - gru(kernels, below)[0]) / (2 * step);
                assertEquals(gru, gru(kernels, at)[1 + which], 1e-3);
            }
        }
    }

    /** The state from what goes into i, f, g and o and from the cell before, and its slopes in them. */
    private static double[] lstm(GateKernels kernels, float[] at) {
        float[] gates = new float[64];
        for (int g = 0; g < 4; g++) gates[16 * g] = at[g];
        kernels.sigmoid(16, gates, 0);
        kernels.sigmoid(16, gates, 16);
        kernels.tanh(16, gates, 32);
        kernels.sigmoid(16, gates, 48);
        float[] before = new float[16];
        before[0] = at[4];
        float[] c = new float[16];
        float[] h = new float[16];
        kernels.lstmState(16, gates, 0, 16, 32, 48, before, 0, c, 0, h, 0);
        float[] dh = new float[16];
        dh[0] = 1;
        float[] dc = new float[16];
        kernels.lstmGradient(16, gates, 0, 16, 32, 48, before, 0, c, 0, dh, 0, dc, 0);
        return new double[] {h[0], gates[0], gates[16], gates[32], gates[48], dc[0]};
    }

    /** The state from what goes into r, z and n, from q and from the state before, and its slopes in them. */
    private static double[] gru(GateKernels kernels, float[] at) {
        float[] gates = new float[48];
        for (int g = 0; g < 3; g++) gates[16 * g] = at[g];
        float[] q = new float[16];
        q[0] = at[3];
        float[] before = new float[16];
        before[0] = at[4];
        float[] h = new float[16];
        kernels.sigmoid(16, gates, 0);
        kernels.sigmoid(16, gates, 16);
        kernels.gruCandidate(16, gates, 0, 32, q, 0);
        kernels.gruState(16, gates, 16, 32, before, 0, h, 0);
        float[] dh = new float[16];
        dh[0] = 1;
        float[] past = new float[16];
        kernels.gruGradient(16, gates, 0, 16, 32, q, 0, before, 0, dh, 0, past, 0);
        return new double[] {h[0], gates[0], gates[16], gates[32], q[0], past[0]};
    }

    @Test
    void thePlainTwinGoesWithThePlainKernels() {
        assertSame(ScalarGates.INSTANCE, GateKernels.besides(ScalarKernels.INSTANCE));
    }
}
