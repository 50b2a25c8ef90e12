// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/**
 * Where one named tensor stands in the array of all parameters, or of all statistics: element (row, column) in panels
 * (see {@link Kernels}) that begin height rows apart.
 *
 * @param layer the layer with weights that it belongs to, from 0; of statistics too
 * @param shape as it is saved, row-major: the columns' dimension first, then those of the rows
 * @param rows inputs of a layer's weights; 1 for a vector
 * @param columns outputs of a layer's weights; a vector's length
 * @param at where the first panel begins
 * @param lanes columns of a panel
 * @param block columns that stand together and begin a panel of their own, such as one gate's; at most columns
 */
record Tensor(
        String name,
        Role role,
        int layer,
        int[] shape,
        int rows,
        int columns,
        int at,
        int height,
        int lanes,
        int block) {
    /** What a tensor is for. */
    enum Role {
        /** A matrix that multiplies; what the L1 penalty covers. */
        WEIGHT,
        /** Rows that are looked up; the L1 penalty covers them too. */
        TABLE,
        /** The same, of what a recurrent layer has given at the step before. */
        STATE_WEIGHT,
        /** Any other parameter that is learnt. */
        OFFSET,
        /** Gathered from the batches, not learnt. */
        STATISTIC
    }

    /** Whether it is a matrix that multiplies. */
    boolean multiplies() {
        return role == Role.WEIGHT || role == Role.STATE_WEIGHT;
    }

    /** Whether the L1 penalty covers it. */
    boolean penalised() {
        return multiplies() || role == Role.TABLE;
    }

    boolean learnt() {
        return role != Role.STATISTIC;
    }

    /** Numbers in it, without padding. */
    int size() {
        return Math.multiplyExact(rows, columns);
    }

    /** Floats that it takes up in its array: a multiple of 16. */
    int room() {
        return Matrix.padded(Math.multiplyExact((columns / block) * panels(), height * lanes));
    }

    /** Of one block. */
    private int panels() {
        return (block + lanes - 1) / lanes;
    }

    int index(int row, int column) {
        int within = column % block;
        int panel = column / block * panels() + within / lanes;
        return at + (panel * height + row) * lanes + within % lanes;
    }

    /** A copy of its numbers in an array of this layout; a matrix as (output, input). */
    Weights copy(float[] array) {
        float[] values = new float[size()];
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) values[column * rows + row] = array[index(row, column)];
        return new Weights(name, shape, values);
    }

    /** Replaces its numbers in an array of this layout. */
    void set(float[] array, Weights weights) {
        if (!Arrays.equals(weights.shape(), shape))
            throw new IllegalArgumentException("%s has the shape %s, this network's is %s"
                    .formatted(name, Arrays.toString(weights.shape()), Arrays.toString(shape)));
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) array[index(row, column)] = weights.values()[column * rows + row];
    }

    /** Sets every number, and leaves the padding alone. */
    void fill(float[] array, float value) {
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++) array[index(row, column)] = value;
    }
}
