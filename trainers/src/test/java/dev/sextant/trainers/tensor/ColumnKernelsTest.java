// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnKernelsTest {
    private static final int PANEL = Kernels.PANEL;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 2", "8, 3", "31, 1", "255, 2", "1000, 1"})
    void everyTwinHasTheBitsOfThePlainOneAndThatIsRight(int rows, int panels) {
        float[] x = normal("x", Kernels.tiled(rows) * panels * PANEL);
        float[] dy = normal("dy", x.length);
        float[] parameters = normal("parameters", 2 * panels * PANEL);
        float[][] plain = results(ScalarColumns.INSTANCE, rows, panels, x, dy, parameters);
        for (Kernels kernels : Kernels.twins()) {
            float[][] other = results(ColumnKernels.besides(kernels), rows, panels, x, dy, parameters);
            for (int r = 0; r < plain.length; r++) assertArrayEquals(plain[r], other[r], kernels + ", array " + r);
        }
        assertRight(plain, rows, panels, x, dy, parameters);
    }

    /** Mean, variance, y, the gradients of scale and shift, and dx. */
    private static float[][] results(
            ColumnKernels columns, int rows, int panels, float[] x, float[] dy, float[] parameters) {
        int width = panels * PANEL;
        float[] mean = new float[width];
        float[] variance = new float[width];
        float[] inverse = new float[width];
        float[] y = new float[x.length];
        float[] gradient = normal("rubbish", 2 * width);
        float[] dx = dy.clone();
        columns.moments(rows, panels, x, mean, variance);
        for (int j = 0; j < width; j++) inverse[j] = 1 / (float) Math.sqrt(variance[j] + 1e-5f);
        columns.normalise(rows, panels, x, mean, inverse, parameters, 0, width, y);
        columns.sums(rows, panels, dy, x, mean, inverse, gradient, width, 0);
        columns.centre(rows, panels, dx, x, mean, inverse, inverse, mean, variance);
        return new float[][] {mean, variance, y, gradient, dx};
    }

    private static void assertRight(
            float[][] results, int rows, int panels, float[] x, float[] dy, float[] parameters) {
        int width = panels * PANEL;
        for (int j = 0; j < width; j++) {
            int first = j / PANEL * Kernels.tiled(rows) * PANEL + j % PANEL;
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < rows; i++) mean += x[first + i * PANEL] / (double) rows;
            for (int i = 0; i < rows; i++) variance += Math.pow(x[first + i * PANEL] - mean, 2) / rows;
            assertEquals(mean, results[0][j], 1e-5);
            assertEquals(variance, results[1][j], 1e-5);
            double inverse = 1 / Math.sqrt(results[1][j] + 1e-5f);
            double scale = 0;
            double shift = 0;
            for (int i = 0; i < rows; i++) {
                int at = first + i * PANEL;
                double normal = ((double) x[at] - results[0][j]) * inverse;
                assertEquals(normal * parameters[j] + parameters[width + j], results[2][at], 1e-4);
                scale += dy[at] * normal;
                shift += dy[at];
                assertEquals(
                        (dy[at] - results[0][j] - normal * results[1][j]) * inverse,
                        results[4][at],
                        1e-5 * Math.max(1, inverse));
            }
            assertEquals(scale, results[3][width + j], 1e-3);
            assertEquals(shift, results[3][j], 1e-3);
        }
    }

    private static float[] normal(String purpose, int length) {
        DrawSequence draws = new Draws(5, 1).of(purpose);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }
}
