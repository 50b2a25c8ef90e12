// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The plain Java twin of the vector kernels: the reference for their bits, and what runs where they cannot. */
public final class ScalarKernels implements Kernels {
    public static final ScalarKernels INSTANCE = new ScalarKernels();

    /** A panel's row to begin sums with. */
    static final float[] ZEROS = new float[PANEL];

    private static final int HALF = PANEL / 2;

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
        int height = Kernels.tiled(rows) * PANEL;
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < height; i += PANEL) {
                int to = cOffset + panel * cPanel + i;
                for (int half = 0; half < PANEL; half += HALF)
                    chains(
                            depthPanels * PANEL,
                            a,
                            aOffset + i,
                            1,
                            aPanel - PANEL + 1,
                            b,
                            bOffset + panel * depthPanels * SQUARE + half,
                            init,
                            initOffset + panel * initPanel + i * initRow + half,
                            c,
                            to + half);
                for (int j = to; j < to + PANEL; j++) c[j] = Math.fma(Math.abs(c[j]), bent, c[j] * straight);
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
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < tall; i++)
                for (int half = 0; half < PANEL; half += HALF)
                    chains(
                            depth,
                            a,
                            aOffset + i / PANEL * aPanel + i % PANEL,
                            PANEL,
                            PANEL,
                            b,
                            bOffset + panel * bPanel + half,
                            ZEROS,
                            0,
                            c,
                            cOffset + panel * cPanel + i * PANEL + half);
    }

    /**
     * Half a panel's row of a product: eight chains at once, which hide each other's latency and stay in registers.
     *
     * @param step from one element of a to the next, and after every sixteenth {@code leap}
     */
    private static void chains(
            int depth,
            float[] a,
            int at,
            int step,
            int leap,
            float[] b,
            int bt,
            float[] init,
            int from,
            float[] c,
            int to) {
        float s0 = init[from];
        float s1 = init[from + 1];
        float s2 = init[from + 2];
        float s3 = init[from + 3];
        float s4 = init[from + 4];
        float s5 = init[from + 5];
        float s6 = init[from + 6];
        float s7 = init[from + 7];
        for (int p = 0; p < depth; p++) {
            float x = a[at];
            s0 = Math.fma(x, b[bt], s0);
            s1 = Math.fma(x, b[bt + 1], s1);
            s2 = Math.fma(x, b[bt + 2], s2);
            s3 = Math.fma(x, b[bt + 3], s3);
            s4 = Math.fma(x, b[bt + 4], s4);
            s5 = Math.fma(x, b[bt + 5], s5);
            s6 = Math.fma(x, b[bt + 6], s6);
            s7 = Math.fma(x, b[bt + 7], s7);
            at += p % PANEL == PANEL - 1 ? leap : step;
            bt += PANEL;
        }
        c[to] = s0;
        c[to + 1] = s1;
        c[to + 2] = s2;
        c[to + 3] = s3;
        c[to + 4] = s4;
        c[to + 5] = s5;
        c[to + 6] = s6;
        c[to + 7] = s7;
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
        return squares(values, from, from + count, 1);
    }

    /** The partial sums from, from + stride …, in the tree that halves them: the last addition is of two halves. */
    private static float squares(float[] values, int from, int to, int stride) {
        if (stride < SUMS)
            return squares(values, from, to, 2 * stride) + squares(values, from + stride, to, 2 * stride);
        float sum = 0;
        for (int at = from; at < to; at += SUMS) sum = Math.fma(values[at], values[at], sum);
        return sum;
    }

    /** A row's sum over all panels in the same tree; stride 1 is the whole. */
    private static float sum(float[] values, int from, int panels, int height, int stride) {
        if (stride < PANEL)
            return sum(values, from, panels, height, 2 * stride)
                    + sum(values, from + stride, panels, height, 2 * stride);
        float sum = 0;
        for (int panel = 0; panel < panels; panel++) sum += values[from + panel * height];
        return sum;
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
            float max = Float.NEGATIVE_INFINITY;
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++)
                    max = Math.max(max, logits[panel * height + row + j] + penalty[panel * PANEL + j]);
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++) {
                    int at = panel * height + row + j;
                    gradient[at] = Functions.exp(logits[at] + penalty[panel * PANEL + j] - max);
                }
            float sum = sum(gradient, row, panels, height, 1);
            float scale = share / sum;
            for (int panel = 0; panel < panels; panel++)
                for (int j = 0; j < PANEL; j++) gradient[panel * height + row + j] *= scale;
            int label = labels[order[from + i]];
            int at = label / PANEL * height + row + label % PANEL;
            gradient[at] -= share;
            loss += (double) max - logits[at];
            product *= sum;
            // one logarithm for 16 rows: a row's sum lies between 1 and the number of classes
            if (i % PANEL == PANEL - 1 || i == rows - 1) {
                loss += StrictMath.log(product);
                product = 1;
            }
        }
        return loss;
    }

    @Override
    public String toString() {
        return "scalar";
    }
}
