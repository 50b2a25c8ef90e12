// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * What one layer gives to the next, for the rows of one batch: values forward, and the loss's gradient at them
 * backward. Both stand in panels (see {@link Kernels}) of height tiled(rows), so where an element stands depends on the
 * batch. Columns beyond the width hold 0; rows beyond the batch hold anything.
 *
 * <p>Layers that work element by element share the gradient of their input and change it in place.
 */
record Signal(int width, float[] values, float[] gradient) {
    /** Room for this many rows. */
    static Signal of(int width, int mostRows) {
        int size = Math.multiplyExact(Kernels.tiled(mostRows), Matrix.padded(width));
        return new Signal(width, new float[size], new float[size]);
    }

    /** Another of the same shape, with values of its own and the same gradient. */
    Signal elementwise() {
        return new Signal(width, new float[values.length], gradient);
    }

    int panels() {
        return Matrix.padded(width) / Kernels.PANEL;
    }

    /** How many entries a batch of this many rows uses, its padding included. */
    int length(int rows) {
        return Kernels.tiled(rows) * Matrix.padded(width);
    }

    /** Where element (row, column) stands in a batch of this many rows. */
    static int at(int row, int column, int rows) {
        return (column / Kernels.PANEL * Kernels.tiled(rows) + row) * Kernels.PANEL + column % Kernels.PANEL;
    }

    /** Sets the columns beyond the width to 0, in values or gradient. */
    void clearPadding(float[] array, int rows) {
        int used = width % Kernels.PANEL;
        if (used == 0) return;
        int height = Kernels.tiled(rows);
        int last = width / Kernels.PANEL * height;
        for (int row = last; row < last + height; row++)
            Arrays.fill(array, row * Kernels.PANEL + used, (row + 1) * Kernels.PANEL, 0f);
    }
}
