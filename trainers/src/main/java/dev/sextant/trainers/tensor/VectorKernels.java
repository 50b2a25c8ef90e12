// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * The vector twins: what {@link VectorLoops} does to one panel or row, over all of them; the wide one has
 * {@link WideVectorLoops} do the products. No vector leaves a method of those classes, so this one is quick before it
 * is compiled.
 */
final class VectorKernels implements Kernels {
    private static final int NARROW_BITS = 256;
    static final VectorKernels NARROW = new VectorKernels(NARROW_BITS);
    static final VectorKernels WIDE = new VectorKernels(2 * NARROW_BITS);

    /** Squares of weights (half a megabyte) up to which the weights come quickly enough in any order. */
    private static final int NEAR = 512;

    /** Rows that are summed over before the next panels' turn: of two panels and of one they stay nearest. */
    private static final int DEEP = 128;

    private final int bits;
    private final boolean wide;

    private VectorKernels(int bits) {
        this.bits = bits;
        wide = bits > NARROW_BITS;
    }

    int bits() {
        return bits;
    }

    @Override
    public void gather(int rows, Matrix source, int[] order, int from, float[] panels) {
        int height = Kernels.tiled(rows) * PANEL;
        for (int i = 0; i < rows; i++)
            VectorLoops.gatherRow(
                    source.values(), order[from + i] * source.stride(), source.stride(), panels, i * PANEL, height);
    }

    /** All panels for as many rows as stay near, and then for the next rows. */
    @Override
    public void product(
            int rows,
            int panels,
            int depthPanels,
            float[] a,
            int aOffset,
            int aPanel,
            float[] b,
            int bOffset,
            float[] init,
            int initOffset,
            int initPanel,
            int initRow,
            float straight,
            float bent,
            float[] c,
            int cOffset,
            int cPanel) {
        int tiled = Kernels.tiled(rows);
        int block = Math.max(1, NEAR / 2 / depthPanels) * PANEL;
        for (int from = 0; from < tiled; from += block) {
            int count = Math.min(block, tiled - from);
            int at = from * PANEL;
            int init0 = initOffset + at * initRow;
            int panel = 0;
            if (wide)
                for (; panel < panels - 1; panel += 2)
                    WideVectorLoops.product(
                            count,
                            aPanel,
                            depthPanels,
                            a,
                            aOffset + at,
                            b,
                            bOffset + panel * depthPanels * SQUARE,
                            init,
                            init0 + panel * initPanel,
                            initPanel,
                            initRow,
                            straight,
                            bent,
                            c,
                            cOffset + at + panel * cPanel,
                            cPanel);
            for (; panel < panels; panel++)
                VectorLoops.product(
                        count,
                        aPanel,
                        depthPanels,
                        a,
                        aOffset + at,
                        b,
                        bOffset + panel * depthPanels * SQUARE,
                        init,
                        init0 + panel * initPanel,
                        initRow,
                        straight,
                        bent,
                        c,
                        cOffset + at + panel * cPanel);
        }
    }

    @Override
    public void productTransposed(
            int rows,
            int panels,
            int depth,
            float[] a,
            int aOffset,
            int aPanel,
            float[] b,
            int bOffset,
            int bPanel,
            float[] c,
            int cOffset,
            int cPanel) {
        int tall = Kernels.tiled(rows);
        for (int from = 0; from < depth; from += DEEP) {
            int count = Math.min(DEEP, depth - from);
            int a0 = aOffset + from * PANEL;
            int b0 = bOffset + from * PANEL;
            // what stands in c is where the chains of the rows before have come to
            float[] init = from == 0 ? ScalarKernels.ZEROS : c;
            int init0 = from == 0 ? 0 : cOffset;
            int initPanel = from == 0 ? 0 : cPanel;
            int initRow = from == 0 ? 0 : 1;
            int panel = 0;
            if (wide)
                for (; panel < panels - 1; panel += 2)
                    WideVectorLoops.productTransposed(
                            tall,
                            count,
                            aPanel,
                            a,
                            a0,
                            b,
                            b0 + panel * bPanel,
                            bPanel,
                            init,
                            init0 + panel * initPanel,
                            initPanel,
                            initRow,
                            c,
                            cOffset + panel * cPanel,
                            cPanel);
            for (; panel < panels; panel++)
                VectorLoops.productTransposed(
                        tall,
                        count,
                        aPanel,
                        a,
                        a0,
                        b,
                        b0 + panel * bPanel,
                        init,
                        init0 + panel * initPanel,
                        initRow,
                        c,
                        cOffset + panel * cPanel);
        }
    }

    @Override
    public void transpose(int tall, int wide, float[] a, int aOffset, float[] b, int bOffset) {
        for (int q = 0; q < wide; q++)
            VectorLoops.transpose(tall, a, aOffset + q * tall * SQUARE, SQUARE, b, bOffset + q * SQUARE, wide * SQUARE);
    }

    @Override
    public void inputGradient(
            int rows, int tall, int wide, float[] delta, float[] w, int wOffset, float[] scratch, float[] c) {
        float[] zeros = ScalarKernels.ZEROS;
        int squares = rows / PANEL;
        if (rows % PANEL == 0 && squares * (tall + wide) < tall * wide && tall * wide <= NEAR) {
            // cᵀ = w × deltaᵀ transposes less, and each element is the same chain of the same products
            int deltaAt = rows * tall * PANEL;
            transpose(squares, wide, delta, 0, scratch, deltaAt);
            product(tall * PANEL, squares, wide, w, wOffset, scratch, deltaAt, zeros, 0, 0, 1f, 0f, scratch);
            transpose(tall, squares, scratch, 0, c, 0);
            return;
        }
        // as many panels at a time as are still near when they are used
        int height = Kernels.tiled(rows) * PANEL;
        int together = Math.max(2, NEAR / 2 / wide & -2);
        for (int p = 0; p < tall; p += together) {
            int panels = Math.min(together, tall - p);
            for (int q = 0; q < wide; q++)
                VectorLoops.transpose(
                        panels, w, wOffset + (q * tall + p) * SQUARE, SQUARE, scratch, q * SQUARE, wide * SQUARE);
            product(rows, panels, wide, delta, 0, height, scratch, 0, zeros, 0, 0, 0, 1f, 0f, c, p * height, height);
        }
    }

    @Override
    public float squaresOfBlock(float[] values, int from, int count) {
        return KernelWarmup.squaresReady()
                ? VectorLoops.squares(values, from, count)
                : ScalarKernels.INSTANCE.squaresOfBlock(values, from, count);
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

    @Override
    public String toString() {
        return "vector, %d bit".formatted(bits);
    }
}
