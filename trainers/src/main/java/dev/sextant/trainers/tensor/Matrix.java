// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/**
 * Row-major floats; every row is padded with zeros to a multiple of 16, so that kernels need no tails. The array is
 * shared, never copied: whoever made the matrix says whether it may still change.
 *
 * @param values element (row, column) stands at {@code row * stride + column}; the padding is zero
 * @param stride floats from one row to the next: {@code padded(columns)}
 */
public record Matrix(float[] values, int rows, int columns, int stride) {
    public Matrix {
        if (rows < 0 || columns < 1)
            throw new IllegalArgumentException("a matrix of %d x %d has no columns".formatted(rows, columns));
        if (stride != padded(columns))
            throw new IllegalArgumentException(
                    "stride (%d) must be %d for %d columns".formatted(stride, padded(columns), columns));
        if (values.length < (long) rows * stride)
            throw new IllegalArgumentException(
                    "%d floats cannot hold %d rows of %d".formatted(values.length, rows, stride));
    }

    public static Matrix zeros(int rows, int columns) {
        int stride = padded(columns);
        return new Matrix(new float[Math.multiplyExact(rows, stride)], rows, columns, stride);
    }

    /** The next multiple of 16. */
    public static int padded(int columns) {
        return (columns + Kernels.PANEL - 1) & -Kernels.PANEL;
    }

    public float get(int row, int column) {
        return values[row * stride + column];
    }

    public void set(int row, int column, float value) {
        if (column < 0 || column >= columns)
            throw new IndexOutOfBoundsException("column %d of %d".formatted(column, columns));
        values[row * stride + column] = value;
    }
}
