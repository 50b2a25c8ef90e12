// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * What one layer gives to the next, for the rows of one batch: values forward, and the loss's gradient at them
 * backward. Where an element stands depends on the batch's size.
 *
 * <ul>
 *   <li>A vector: panels (see {@link Kernels}) of height tiled(rows), a row a sample. Columns beyond the width hold 0;
 *       rows beyond the batch hold anything, forward and backward.
 *   <li>A sequence: panels of the features, of height steps × tiled(rows), a row a step of a sample: (t, b) in row t ×
 *       tiled(rows) + b.
 *   <li>An image: the samples stand in the lanes. It is the panel form of the matrix whose columns are the samples:
 *       panel g holds samples 16g … 16g + 15, its rows are the pixels (channel, y, x), one after the other, padded to
 *       {@link #height}. A convolution then multiplies a weight with 16 samples at once, whatever its stride.
 * </ul>
 *
 * <p>In sequences and images, what is beyond the batch, and the steps beyond a sample's end, has values that are
 * anything finite, and a gradient of exactly 0: each layer's backward keeps that, so that sums over samples may run
 * over all of it.
 *
 * <p>Layers that work element by element share the gradient of their input and change it in place.
 */
record Signal(Shape shape, float[] values, float[] gradient) {
    /** Room for this many rows. */
    static Signal of(Shape shape, int mostRows, Storage storage) {
        long size = length(shape, mostRows);
        return new Signal(shape, storage.floats(size), storage.floats(size));
    }

    /** Another of the same shape, with values of its own and the same gradient. */
    Signal elementwise(int mostRows, Storage storage) {
        return new Signal(shape, storage.floats(length(shape, mostRows)), gradient);
    }

    /** How many entries a batch of this many rows uses, its padding included. */
    int length(int rows) {
        return Math.toIntExact(length(shape, rows));
    }

    static long length(Shape shape, int rows) {
        return switch (shape) {
            case Shape.Image image -> (long) groups(rows) * Kernels.PANEL * height(image);
            case Shape.Vector _, Shape.Sequence _ -> (long) lines(shape, rows) * Matrix.padded(width(shape));
            case Shape.Tokens tokens -> (long) tokens.steps() * Kernels.tiled(rows);
        };
    }

    /** Numbers of a sample's line: its width, or a step's features. Not of images. */
    int width() {
        return width(shape);
    }

    private static int width(Shape shape) {
        return switch (shape) {
            case Shape.Vector vector -> vector.width();
            case Shape.Sequence sequence -> sequence.features();
            case Shape.Image _, Shape.Tokens _ -> throw new IllegalArgumentException(shape + " has no lines");
        };
    }

    int panels() {
        return Matrix.padded(width()) / Kernels.PANEL;
    }

    /** Lines of a batch of this many rows: the rows, or tiled rows for every step. */
    int lines(int rows) {
        return shape instanceof Shape.Sequence sequence ? sequence.steps() * Kernels.tiled(rows) : rows;
    }

    /** The same with what fills up the last tile. */
    private static int lines(Shape shape, int rows) {
        int tiled = Kernels.tiled(rows);
        return shape instanceof Shape.Sequence sequence ? Math.multiplyExact(sequence.steps(), tiled) : tiled;
    }

    /** Groups of 16 samples. */
    static int groups(int rows) {
        return (rows + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    /** Rows of one group's panel, of 16 samples each: the pixels of as many channels as fill tiles, padded to 16. */
    static int height(Shape.Image image) {
        return Matrix.padded(Math.multiplyExact(Kernels.tiled(image.channels()), image.pixels()));
    }

    /** Where element (row, column) of a vector stands in a batch of this many rows. */
    static int at(int row, int column, int rows) {
        return (column / Kernels.PANEL * Kernels.tiled(rows) + row) * Kernels.PANEL + column % Kernels.PANEL;
    }

    /** Sets the columns beyond the width to 0, in values or gradient. Images have none. */
    void clearPadding(float[] array, int rows) {
        if (shape instanceof Shape.Image) return;
        int used = width() % Kernels.PANEL;
        if (used == 0) return;
        int height = lines(shape, rows);
        int last = width() / Kernels.PANEL * height;
        for (int row = last; row < last + height; row++)
            Arrays.fill(array, row * Kernels.PANEL + used, (row + 1) * Kernels.PANEL, 0f);
    }
}
