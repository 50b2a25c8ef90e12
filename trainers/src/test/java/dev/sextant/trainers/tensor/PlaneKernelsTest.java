// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneKernelsTest {
    private static final int LANES = Kernels.PANEL;
    private static final int FROM = 3 * LANES;
    private static final float MEAN = 0.3f;
    private static final float INVERSE = 1.7f;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 577})
    void everyTwinHasTheBitsOfThePlainOneAndThatIsRight(int pixels) {
        float[] x = normal("x", FROM + pixels * LANES + LANES);
        float[] dy = normal("dy", x.length);
        float[][] plain = results(ScalarPlanes.INSTANCE, pixels, x, dy);
        for (Kernels kernels : Kernels.twins()) {
            float[][] other = results(PlaneKernels.besides(kernels), pixels, x, dy);
            for (int r = 0; r < plain.length; r++) assertArrayEquals(plain[r], other[r], kernels + ", array " + r);
        }
        for (int j = 0; j < LANES; j++) {
            double[] wanted = new double[4];
            for (int at = FROM + j; at < FROM + pixels * LANES; at += LANES) {
                double d = (double) x[at] - MEAN;
                wanted[0] += x[at];
                wanted[1] += d * d;
                wanted[2] += dy[at] * d * INVERSE;
                wanted[3] += dy[at];
            }
            double[] given = {plain[0][j], plain[1][j], plain[2][j], plain[2][LANES + j]};
            assertArrayEquals(wanted, given, 3e-6 * (10 + pixels));
        }
        assertEquals(32, plain[2].length);
    }

    /** Sums, squares, and slopes with levels. */
    private static float[][] results(PlaneKernels planes, int pixels, float[] x, float[] dy) {
        float[][] sums = {normal("rubbish", LANES), normal("rubbish", LANES), normal("rubbish", 2 * LANES)};
        int to = FROM + pixels * LANES;
        planes.sum(FROM, to, x, sums[0]);
        planes.squares(FROM, to, x, MEAN, sums[1]);
        planes.slopes(FROM, to, dy, x, MEAN, INVERSE, sums[2]);
        return sums;
    }

    private static float[] normal(String purpose, int length) {
        DrawSequence draws = new Draws(5, 2).of(purpose);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }
}
