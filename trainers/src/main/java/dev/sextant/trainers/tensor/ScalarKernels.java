// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The plain Java twin of the vector kernels: the reference for their bits, and what runs where they cannot. */
public final class ScalarKernels implements Kernels {
    public static final ScalarKernels INSTANCE = new ScalarKernels();

    private ScalarKernels() {}

    @Override
    public void product(
            int rows,
            int panels,
            int depth,
            float[] a,
            int aStride,
            float[] b,
            int bOffset,
            int bPanel,
            float[] init,
            int initOffset,
            int initPanel,
            float floor,
            float[] c) {
        int stride = panels * PANEL;
        int last = Kernels.tiled(rows);
        for (int panel = 0; panel < panels; panel++) {
            int start = initOffset + panel * initPanel;
            for (int i = 0; i < last; i++) {
                int out = i * stride + panel * PANEL;
                System.arraycopy(init, start, c, out, PANEL);
                for (int p = 0; p < depth; p++)
                    multiplyAdd(a[i * aStride + p], b, bOffset + panel * bPanel + p * PANEL, c, out);
                for (int j = out; j < out + PANEL; j++) c[j] = Math.max(c[j], floor);
            }
        }
    }

    @Override
    public void productTransposed(
            int rows, int panels, int depth, float[] a, int aStride, float[] b, float[] c, int cOffset) {
        int last = Kernels.tiled(rows);
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < last; i++) {
                int out = cOffset + (panel * last + i) * PANEL;
                java.util.Arrays.fill(c, out, out + PANEL, 0f);
                for (int p = 0; p < depth; p++)
                    multiplyAdd(a[p * aStride + i], b, (p * panels + panel) * PANEL, c, out);
            }
    }

    private static void multiplyAdd(float x, float[] b, int from, float[] c, int to) {
        for (int j = 0; j < PANEL; j++) c[to + j] = Math.fma(x, b[from + j], c[to + j]);
    }

    @Override
    public double softmaxCrossEntropy(
            int rows, int classes, float[] logits, float[] gradient, int[] labels, int[] order, int from) {
        int stride = Matrix.padded(classes);
        float share = 1f / rows;
        float[] partial = new float[PANEL];
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            int row = i * stride;
            float max = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) max = Math.max(max, logits[row + j]);
            java.util.Arrays.fill(partial, 0f);
            for (int j = 0; j < stride; j++) {
                float e = j < classes ? Functions.exp(logits[row + j] - max) : 0f;
                gradient[row + j] = e;
                partial[j % PANEL] += e;
            }
            for (int half = PANEL / 2; half > 0; half /= 2)
                for (int j = 0; j < half; j++) partial[j] += partial[j + half];
            float sum = partial[0];
            int label = row + labels[order[from + i]];
            loss += StrictMath.log(sum) + ((double) max - logits[label]);
            float scale = share / sum;
            for (int j = 0; j < stride; j++) gradient[row + j] *= scale;
            gradient[label] -= share;
        }
        return loss;
    }
}
