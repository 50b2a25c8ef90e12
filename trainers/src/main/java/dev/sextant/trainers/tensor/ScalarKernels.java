// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The plain Java twin of the vector kernels: the reference for their bits, and what runs where they cannot. */
public final class ScalarKernels implements Kernels {
    public static final ScalarKernels INSTANCE = new ScalarKernels();

    /** A panel's row to begin sums with. */
    static final float[] ZEROS = new float[PANEL];

    private ScalarKernels() {}

    @Override
    public void gather(int rows, Matrix source, int[] order, int from, float[] panels) {
        int stride = source.stride();
        int height = Kernels.tiled(rows) * PANEL;
        for (int i = 0; i < rows; i++)
            for (int column = 0; column < stride; column += PANEL)
                System.arraycopy(
                        source.values(),
                        order[from + i] * stride + column,
                        panels,
                        column / PANEL * height + i * PANEL,
                        PANEL);
    }

    @Override
    public void product(
            int rows,
            int panels,
            int depthPanels,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] init,
            int initOffset,
            int initPanel,
            float straight,
            float bent,
            float[] c) {
        int height = Kernels.tiled(rows) * PANEL;
        float[] sums = new float[PANEL];
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < height; i += PANEL) {
                System.arraycopy(init, initOffset + panel * initPanel, sums, 0, PANEL);
                int from = bOffset + panel * depthPanels * SQUARE;
                for (int q = 0; q < depthPanels; q++)
                    for (int p = 0; p < PANEL; p++, from += PANEL)
                        multiplyAdd(a[aOffset + q * height + i + p], b, from, sums);
                int to = panel * height + i;
                for (int j = 0; j < PANEL; j++) c[to + j] = Math.fma(Math.abs(sums[j]), bent, sums[j] * straight);
            }
    }

    @Override
    public void productTransposed(
            int rows, int panels, int depth, float[] a, float[] b, float[] c, int cOffset, int cPanel) {
        int tall = Kernels.tiled(rows);
        int height = Kernels.tiled(depth) * PANEL;
        float[] sums = new float[PANEL];
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < tall; i++) {
                java.util.Arrays.fill(sums, 0f);
                int left = i / PANEL * height + i % PANEL;
                for (int p = 0; p < depth; p++) multiplyAdd(a[left + p * PANEL], b, panel * height + p * PANEL, sums);
                System.arraycopy(sums, 0, c, cOffset + panel * cPanel + i * PANEL, PANEL);
            }
    }

    @Override
    public void transpose(int tall, int wide, float[] a, int aOffset, float[] b, int bOffset) {
        for (int p = 0; p < tall; p++)
            for (int q = 0; q < wide; q++)
                transposeSquare(a, aOffset + (q * tall + p) * SQUARE, b, bOffset + (p * wide + q) * SQUARE);
    }

    private static void transposeSquare(float[] a, int from, float[] b, int to) {
        for (int row = 0; row < PANEL; row++)
            for (int column = 0; column < PANEL; column++)
                b[to + column * PANEL + row] = a[from + row * PANEL + column];
    }

    @Override
    public float squaresOfBlock(float[] values, int from, int count) {
        float[] sums = new float[PANEL];
        for (int at = from; at < from + count; at += PANEL)
            for (int j = 0; j < PANEL; j++) sums[j] = Math.fma(values[at + j], values[at + j], sums[j]);
        for (int half = PANEL / 2; half > 0; half /= 2) for (int j = 0; j < half; j++) sums[j] += sums[j + half];
        return sums[0];
    }

    /** sums[j] += x b[from + j], fused. */
    private static void multiplyAdd(float x, float[] b, int from, float[] sums) {
        for (int j = 0; j < PANEL; j++) sums[j] = Math.fma(x, b[from + j], sums[j]);
    }

    @Override
    public double softmaxCrossEntropy(
            int rows,
            int panels,
            float[] logits,
            float[] gradient,
            float[] penalty,
            int[] labels,
            int[] order,
            int from) {
        int height = Kernels.tiled(rows) * PANEL;
        float share = 1f / rows;
        float[] sums = new float[PANEL];
        double loss = 0;
        double product = 1;
        for (int i = 0; i < rows; i++) {
            int row = i * PANEL;
            float max = Float.NEGATIVE_INFINITY;
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++)
                    max = Math.max(max, logits[panel * height + row + j] + penalty[panel * PANEL + j]);
            java.util.Arrays.fill(sums, 0f);
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++) {
                    int at = panel * height + row + j;
                    float e = Functions.exp(logits[at] + penalty[panel * PANEL + j] - max);
                    gradient[at] = e;
                    sums[j] += e;
                }
            for (int half = PANEL / 2; half > 0; half /= 2) for (int j = 0; j < half; j++) sums[j] += sums[j + half];
            float scale = share / sums[0];
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++) gradient[panel * height + row + j] *= scale;
            int label = labels[order[from + i]];
            int at = label / PANEL * height + row + label % PANEL;
            gradient[at] -= share;
            loss += (double) max - logits[at];
            product *= sums[0];
            // one logarithm for 16 rows: a row's sum lies between 1 and the number of classes
            if (i % PANEL == PANEL - 1 || i == rows - 1) {
                loss += StrictMath.log(product);
                product = 1;
            }
        }
        return loss;
    }
}
