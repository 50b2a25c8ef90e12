// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.List;

/**
 * The operations that decide how fast a training is, in three twins with the same bits: on vectors of 256 and of 512
 * bits ({@link VectorKernels}), and {@link ScalarKernels} in plain Java.
 *
 * <p>The same bits by construction: every element of a product is one chain of fused multiply-adds over the inner index
 * in rising order; every sum over a row keeps 16 partial sums and adds them in one fixed tree. Neither the width of the
 * vectors nor the shape of a tile can then change a bit.
 *
 * <p>Layout: every matrix stands in <em>panels</em>: panel j holds columns 16j … 16j+15, row after row, 16 floats each.
 * Heights are padded to 4 where rows are computed, to 16 where they are summed over; padding holds zeros, or for rows
 * past the batch anything finite. So there are no tails and every stride is 16: few kernels, and small ones, since each
 * costs the compiler time before the first trial.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /** Columns in a panel, and the multiple to which they are padded. */
    int PANEL = 16;

    /** Rows in a tile: products compute a multiple of this many rows. */
    int TILE = 4;

    /** Floats in a square of a panel: {@code PANEL} rows. */
    int SQUARE = PANEL * PANEL;

    /** Partial sums of squares. */
    int SUMS = 64;

    /** Values whose squares are summed in floats: 16 in each partial sum. */
    int BLOCK = 1024;

    /** The next multiple of {@link #TILE}. */
    static int tiled(int rows) {
        return (rows + TILE - 1) & -TILE;
    }

    /** Floats of scratch that {@link #inputGradient} needs for weights (16 tall, 16 wide). */
    static int scratch(int tall, int wide) {
        return Math.multiplyExact(SQUARE, Math.multiplyExact(tall, wide));
    }

    /** Copies rows order[from … from+rows) of a row-major matrix into panels of height tiled(rows). */
    void gather(int rows, Matrix source, int[] order, int from, float[] panels);

    /**
     * c[i, j] = rectify(init[j] + sum over p of a[i, p] b[p, j]), for i below tiled(rows), p below 16 depthPanels, j
     * below 16 panels; rectify(x) = straight x + bent |x|. No aliasing of c with the others.
     *
     * @param a (rows, 16 depthPanels) in panels of height tiled(rows), the first at aOffset
     * @param b (16 depthPanels, 16 panels) in panels, the first at bOffset
     * @param init 16 floats a panel from initOffset on, the next panel's initPanel floats later; initPanel 0 uses the
     *     same 16 for all
     * @param straight with bent: 1 and 0 change nothing, ½ and ½ are a rectifier; both are exact
     * @param c (rows, 16 panels) in panels of height tiled(rows)
     */
    default void product(
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
        int height = tiled(rows) * PANEL;
        product(
                rows,
                panels,
                depthPanels,
                a,
                aOffset,
                height,
                b,
                bOffset,
                init,
                initOffset,
                initPanel,
                0,
                straight,
                bent,
                c,
                0,
                height);
    }

    /**
     * The same on rows that lie in higher panels, such as those of one step of a sequence.
     *
     * @param aPanel floats from one of a's panels to the next
     * @param initRow 0: init is one row, as above; 1: it has c's rows, 16 floats apart. It may then be c itself
     * @param cPanel floats from one of c's panels to the next, the first at cOffset
     */
    void product(
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
            int cPanel);

    /** c[i, j] += sum over p of a[i, p] b[p, j]: the chain goes on from what stands in c. Otherwise as above. */
    default void addProduct(
            int rows,
            int panels,
            int depthPanels,
            float[] a,
            int aOffset,
            int aPanel,
            float[] b,
            int bOffset,
            float[] c,
            int cOffset,
            int cPanel) {
        product(
                rows,
                panels,
                depthPanels,
                a,
                aOffset,
                aPanel,
                b,
                bOffset,
                c,
                cOffset,
                cPanel,
                1,
                1f,
                0f,
                c,
                cOffset,
                cPanel);
    }

    /**
     * c[i, j] = sum over p &lt; depth of a[p, i] b[p, j], for i below tiled(rows), j below 16 panels: the left factor
     * transposed. a and b in panels of height tiled(depth); rows past tiled(rows) in c's panels are left alone.
     *
     * @param cPanel floats from one of c's panels to the next, the first at cOffset
     */
    default void productTransposed(
            int rows, int panels, int depth, float[] a, float[] b, float[] c, int cOffset, int cPanel) {
        int height = tiled(depth) * PANEL;
        productTransposed(rows, panels, depth, a, 0, height, b, 0, height, c, cOffset, cPanel);
    }

    /**
     * The same over rows that lie in higher panels, such as those of all steps but one.
     *
     * @param aPanel floats from one of a's panels to the next, the first row to count at aOffset
     * @param bPanel floats from one of b's panels to the next, the first row to count at bOffset
     */
    void productTransposed(
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
            int cPanel);

    /**
     * b[j, i] = a[i, j], for i below 16 tall and j below 16 wide. No aliasing.
     *
     * @param a (16 tall, 16 wide) in panels of 16 tall rows, the first at aOffset
     * @param b (16 wide, 16 tall) in panels of 16 wide rows, the first at bOffset
     */
    void transpose(int tall, int wide, float[] a, int aOffset, float[] b, int bOffset);

    /**
     * c[i, p] = sum over q of delta[i, q] w[p, q], for i below tiled(rows), p below 16 tall, q below 16 wide: the right
     * factor transposed, as the gradient at a layer's inputs needs it. Transposes whatever is smaller, the weights or
     * what goes in and comes out. No aliasing.
     *
     * @param delta (rows, 16 wide) in panels of height tiled(rows)
     * @param w (16 tall, 16 wide) in panels of 16 tall rows, the first at wOffset
     * @param scratch overwritten; 256 tall wide X in panels of height tiled(rows)
     */
    default void inputGradient(
            int rows, int tall, int wide, float[] delta, float[] w, int wOffset, float[] scratch, float[] c) {
        transpose(tall, wide, w, wOffset, scratch, 0);
        product(rows, tall, wide, delta, 0, scratch, 0, ScalarKernels.ZEROS, 0, 0, 1f, 0f, c);
    }

    /**
     * The sum of the squares of values[from … to). Sixty-four partial sums and a fixed tree for every block of 1024;
     * the blocks' sums and the squares of the fewer than 64 values at the end are added as doubles. Relative error
     * below 2e-6 where the values lie between 1e-18 and 1e17; not finite where a value is not.
     */
    default double squares(float[] values, int from, int to) {
        double sum = 0;
        int at = from;
        int whole = to - (to - from) % SUMS;
        for (; at < whole; at += BLOCK) sum += squaresOfBlock(values, at, Math.min(BLOCK, whole - at));
        for (at = whole; at < to; at++) sum += (double) values[at] * values[at];
        return sum;
    }

    /** The sum of the squares of a block of at most 1024 values; count is a multiple of 64. */
    float squaresOfBlock(float[] values, int from, int count);

    /**
     * Softmax and cross-entropy from logits. Overwrites gradient (rows, classes) with (softmax − one-hot) / rows, its
     * padding with zeros, and returns the sum of the rows' losses.
     *
     * @param logits (rows, classes) in panels of height tiled(rows)
     * @param penalty 0 for each class, negative infinity for each column of padding
     * @param labels the class of row i is labels[order[from + i]]
     */
    double softmaxCrossEntropy(
            int rows,
            int panels,
            float[] logits,
            float[] gradient,
            float[] penalty,
            int[] labels,
            int[] order,
            int from);

    /**
     * The twin in use. A training asks at each step: the process begins with the plain twin and may change once, see
     * {@link KernelWarmup}; all give the same bits.
     */
    static Kernels chosen() {
        return KernelChoice.current();
    }

    /**
     * Every twin that can run in this process, the plain one first; vectors wider than the machine's are emulated,
     * which is for tests alone.
     */
    static List<Kernels> twins() {
        return KernelChoice.twins();
    }

    /** Which twin this process settles on, and why where that is not a matter of course; for the record of a run. */
    static String description() {
        return KernelChoice.description();
    }
}
