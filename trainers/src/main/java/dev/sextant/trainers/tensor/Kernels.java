// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * The operations that decide how fast a training is, in two twins with the same bits: {@link VectorKernels} on 256-bit
 * vectors, {@link ScalarKernels} in plain Java.
 *
 * <p>The same bits by construction: every element of a product is one chain of fused multiply-adds over the inner index
 * in rising order; every sum over a row keeps 16 partial sums and adds them in one fixed tree. Neither the width of the
 * vectors nor the shape of a tile can then change a bit.
 *
 * <p>Layout: a left factor is row-major with rows padded to 16 floats. A right factor is in <em>panels</em>: panel j
 * holds columns 16j … 16j+15, row after row, 16 floats each. All sizes are padded (rows to 4, columns to 16), so there
 * are no tails: few kernels, and small ones, since each costs the compiler time before the first trial.
 *
 * <p>Threads: without state; any number may call.
 */
public sealed interface Kernels permits ScalarKernels {
    /** Columns in a panel, and the multiple to which rows are padded, in floats. */
    int PANEL = 16;

    /** Rows in a tile: products compute a multiple of this many rows. */
    int TILE = 4;

    /** The next multiple of {@link #TILE}. */
    static int tiled(int rows) {
        return (rows + TILE - 1) & -TILE;
    }

    /**
     * c[i, j] = max(floor, init[j] + sum over p &lt; depth of a[i, p] b[p, j]), for i below tiled(rows) and all columns
     * of the panels. a (rows, aStride) row-major; c (rows, 16 panels) row-major with stride 16 panels; no aliasing of c
     * with the others.
     *
     * @param b the first panel begins at bOffset, the next bPanel floats later
     * @param init 16 floats a panel from initOffset on, the next panel's initPanel floats later; initPanel 0 uses the
     *     same 16 for all
     * @param floor 0 for a rectifier, negative infinity for none
     */
    void product(
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
            float[] c);

    /**
     * c[i, j] = sum over p &lt; depth of a[p, i] b[p, j], for i below tiled(rows): the transposed left factor. a
     * (depth, aStride) and b (depth, 16 panels) row-major; c in panels of tiled(rows) rows from cOffset on.
     */
    void productTransposed(int rows, int panels, int depth, float[] a, int aStride, float[] b, float[] c, int cOffset);

    /**
     * Softmax and cross-entropy from logits. Overwrites gradient (rows, 16 panels) with (softmax − one-hot) / rows, its
     * padding with zeros, and returns the sum of the rows' losses.
     *
     * @param logits (rows, stride) row-major
     * @param labels the class of row i is labels[order[from + i]]
     */
    double softmaxCrossEntropy(
            int rows, int classes, float[] logits, float[] gradient, int[] labels, int[] order, int from);

    /** The twin in use. A training may ask again at each step: both give the same bits. */
    static Kernels chosen() {
        return ScalarKernels.INSTANCE;
    }

    /** Which twin runs and why, for the record of a run: {@code "vector, 256 bit"}. */
    static String description() {
        return "scalar";
    }
}
