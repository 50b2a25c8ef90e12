// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * The vector twin: what {@link VectorLoops} does to one panel or row, over all of them. No vector leaves a method of
 * that class, so this one is quick before it is compiled.
 */
final class VectorKernels implements Kernels {
    static final VectorKernels INSTANCE = new VectorKernels();

    private VectorKernels() {}

    @Override
    public void gather(int rows, Matrix source, int[] order, int from, float[] panels) {
        int height = Kernels.tiled(rows) * PANEL;
        for (int i = 0; i < rows; i++)
            VectorLoops.gatherRow(
                    source.values(), order[from + i] * source.stride(), source.stride(), panels, i * PANEL, height);
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
        for (int panel = 0; panel < panels; panel++)
            VectorLoops.product(
                    height,
                    depthPanels,
                    a,
                    aOffset,
                    b,
                    bOffset + panel * depthPanels * SQUARE,
                    init,
                    initOffset + panel * initPanel,
                    straight,
                    bent,
                    c,
                    panel * height);
    }

    @Override
    public void productTransposed(
            int rows, int panels, int depth, float[] a, float[] b, float[] c, int cOffset, int cPanel) {
        int tall = Kernels.tiled(rows);
        int height = Kernels.tiled(depth) * PANEL;
        for (int panel = 0; panel < panels; panel++)
            VectorLoops.productTransposed(tall, depth, height, a, b, panel * height, c, cOffset + panel * cPanel);
    }

    @Override
    public void transpose(int tall, int wide, float[] a, int aOffset, float[] b, int bOffset) {
        ScalarKernels.INSTANCE.transpose(tall, wide, a, aOffset, b, bOffset);
    }

    @Override
    public float squaresOfBlock(float[] values, int from, int count) {
        return ScalarKernels.INSTANCE.squaresOfBlock(values, from, count);
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
        double loss = 0;
        double product = 1;
        for (int i = 0; i < rows; i++) {
            int row = i * PANEL;
            float max = VectorLoops.max(row, panels, height, logits, penalty);
            VectorLoops.exponentials(row, panels, height, max, logits, penalty, gradient);
            float sum = VectorLoops.sum(row, panels, height, gradient);
            VectorLoops.scale(row, panels, height, share / sum, gradient);
            int label = labels[order[from + i]];
            int at = label / PANEL * height + row + label % PANEL;
            gradient[at] -= share;
            loss += (double) max - logits[at];
            product *= sum;
            if (i % PANEL == PANEL - 1 || i == rows - 1) {
                loss += StrictMath.log(product);
                product = 1;
            }
        }
        return loss;
    }
}
