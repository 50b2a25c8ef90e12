// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;

/**
 * Where a network's parameters stand in one array, so that the optimizer runs one loop: layer by layer, the weights in
 * panels (see {@link Kernels}) of padded(fan-in) rows and then the biases in panels of one row padded to a tile.
 */
final class ParameterLayout {
    private final Architecture architecture;
    private final int[] weightsAt;
    private final int[] biasesAt;
    private final int size;

    ParameterLayout(Architecture architecture) {
        this.architecture = architecture;
        weightsAt = new int[architecture.layers()];
        biasesAt = new int[architecture.layers()];
        int end = 0;
        for (int l = 0; l < architecture.layers(); l++) {
            int out = Matrix.padded(architecture.fanOut(l));
            weightsAt[l] = end;
            biasesAt[l] = Math.addExact(end, Math.multiplyExact(Matrix.padded(architecture.fanIn(l)), out));
            end = Math.addExact(biasesAt[l], Kernels.TILE * out);
        }
        size = end;
    }

    /** Floats of the array, padding included. */
    int size() {
        return size;
    }

    /** Where a layer's weights begin. */
    int weightsAt(int layer) {
        return weightsAt[layer];
    }

    /** Where a layer's biases begin. */
    int biasesAt(int layer) {
        return biasesAt[layer];
    }

    int weightAt(int layer, int input, int output) {
        return weightsAt[layer] + at(input, output, Matrix.padded(architecture.fanIn(layer)));
    }

    int biasAt(int layer, int output) {
        return biasesAt[layer] + at(0, output, 1);
    }

    /** Where element (row, column) stands in panels of tiled(rows) rows. */
    static int at(int row, int column, int rows) {
        return (column / Kernels.PANEL * Kernels.tiled(rows) + row) * Kernels.PANEL + column % Kernels.PANEL;
    }

    /** A copy of a layer's weights in an array of this layout: [output][input]. */
    float[][] weights(float[] from, int layer) {
        float[][] copy = new float[architecture.fanOut(layer)][architecture.fanIn(layer)];
        for (int q = 0; q < copy.length; q++)
            for (int p = 0; p < copy[q].length; p++) copy[q][p] = from[weightAt(layer, p, q)];
        return copy;
    }

    /** A copy of a layer's biases in an array of this layout. */
    float[] biases(float[] from, int layer) {
        float[] copy = new float[architecture.fanOut(layer)];
        for (int q = 0; q < copy.length; q++) copy[q] = from[biasAt(layer, q)];
        return copy;
    }

    /** Replaces a layer's weights ([output][input]) and biases in an array of this layout. */
    void set(float[] parameters, int layer, float[][] weights, float[] biases) {
        for (int q = 0; q < architecture.fanOut(layer); q++) {
            for (int p = 0; p < architecture.fanIn(layer); p++) parameters[weightAt(layer, p, q)] = weights[q][p];
            parameters[biasAt(layer, q)] = biases[q];
        }
    }
}
