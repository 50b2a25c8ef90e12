// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;

/**
 * Where one named tensor stands in the array of all parameters, or of all statistics: element (row, column) in panels
 * (see {@link Kernels}) that begin height rows apart.
 *
 * @param rows inputs of a layer's weights; 1 for a vector
 * @param columns outputs of a layer's weights; a vector's length
 * @param at where the first panel begins
 */
record Tensor(String name, Role role, int rows, int columns, int at, int height) {
    /** What a tensor is for. */
    enum Role {
        /** A matrix that multiplies; what the L1 penalty covers. */
        WEIGHT,
        /** Any other parameter that is learnt. */
        OFFSET,
        /** Gathered from the batches, not learnt. */
        STATISTIC
    }

    boolean learnt() {
        return role != Role.STATISTIC;
    }

    /** Numbers in it, without padding. */
    int size() {
        return Math.multiplyExact(rows, columns);
    }

    /** Floats that it takes up in its array. */
    int room() {
        return Math.multiplyExact((columns + Kernels.PANEL - 1) / Kernels.PANEL, height * Kernels.PANEL);
    }

    int index(int row, int column) {
        return at + (column / Kernels.PANEL * height + row) * Kernels.PANEL + column % Kernels.PANEL;
    }

    private int[] shape() {
        return role == Role.WEIGHT ? new int[] {columns, rows} : new int[] {columns};
    }

    /** A copy of its numbers in an array of this layout; a matrix as (output, input). */
    Weights copy(float[] array) {
        float[] values = new float[size()];
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) values[column * rows + row] = array[index(row, column)];
        return new Weights(name, shape(), values);
    }

    /** Replaces its numbers in an array of this layout. */
    void set(float[] array, Weights weights) {
        if (!java.util.Arrays.equals(weights.shape(), shape()))
            throw new IllegalArgumentException("%s has the shape %s, this network's is %s"
                    .formatted(name, java.util.Arrays.toString(weights.shape()), java.util.Arrays.toString(shape())));
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) array[index(row, column)] = weights.values()[column * rows + row];
    }

    /** Sets every number, and leaves the padding alone. */
    void fill(float[] array, float value) {
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) array[index(row, column)] = value;
    }
}
