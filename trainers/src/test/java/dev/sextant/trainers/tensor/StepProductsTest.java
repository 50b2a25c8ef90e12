// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static dev.sextant.trainers.tensor.KernelsTest.assertSameBits;
import static dev.sextant.trainers.tensor.KernelsTest.at;
import static dev.sextant.trainers.tensor.KernelsTest.random;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of rows that lie in higher panels, as those of a sequence's steps do. */
class StepProductsTest {
    private static final Kernels PLAIN = ScalarKernels.INSTANCE;

    /** The middle of three steps, into the last of three, on top of what stands there. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "9, 2, 3", "32, 4, 2"})
    void aProductOfRowsInHigherPanelsGoesOnFromWhatIsThere(int rows, int depthPanels, int panels) {
        int tiled = Kernels.tiled(rows);
        int run = tiled * Kernels.PANEL;
        float[] a = random(21, 3 * run * depthPanels);
        float[] b = random(22, 256 * depthPanels * panels);
        float[] init = random(23, 3 * run * panels);
        float[] expected = init.clone();
        PLAIN.addProduct(rows, panels, depthPanels, a, run, 3 * run, b, 0, expected, 2 * run, 3 * run);
        for (int i = 0; i < 3 * tiled; i++)
            for (int j = 0; j < 16 * panels; j++) {
                double sum = init[at(i, j, 3 * tiled)];
                if (i >= 2 * tiled)
                    for (int p = 0; p < 16 * depthPanels; p++)
                        sum += (double) a[at(i - tiled, p, 3 * tiled)] * b[at(p, j, 16 * depthPanels)];
                assertEquals(sum, expected[at(i, j, 3 * tiled)], i < 2 * tiled ? 0 : 1e-4);
            }
        for (Kernels twin : Kernels.twins()) {
            float[] actual = init.clone();
            twin.addProduct(rows, panels, depthPanels, a, run, 3 * run, b, 0, actual, 2 * run, 3 * run);
            assertSameBits(expected, actual, twin);
        }
    }

    /** All steps but the first on one side, all but the last on the other; more rows than are summed at once. */
    @ParameterizedTest
    @CsvSource({"3, 1, 2", "60, 3, 5", "33, 2, 9"})
    void sumsOverRowsInHigherPanelsLeaveTheOthersOut(int rows, int panels, int steps) {
        int tiled = 32;
        int run = tiled * Kernels.PANEL;
        int height = steps * tiled;
        float[] a = random(24, height * Matrix.padded(rows));
        float[] b = random(25, height * 16 * panels);
        int cPanel = Matrix.padded(rows) * 16;
        int depth = height - tiled;
        float[] expected = new float[cPanel * panels];
        PLAIN.productTransposed(rows, panels, depth, a, 0, 16 * height, b, run, 16 * height, expected, 0, cPanel);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < 16 * panels; j++) {
                double sum = 0;
                for (int p = 0; p < depth; p++) sum += (double) a[at(p, i, height)] * b[at(p + tiled, j, height)];
                assertEquals(sum, expected[at(i, j, Matrix.padded(rows))], 1e-3);
            }
        for (Kernels twin : Kernels.twins()) {
            float[] actual = new float[expected.length];
            twin.productTransposed(rows, panels, depth, a, 0, 16 * height, b, run, 16 * height, actual, 0, cPanel);
            assertSameBits(expected, actual, twin);
        }
    }
}
