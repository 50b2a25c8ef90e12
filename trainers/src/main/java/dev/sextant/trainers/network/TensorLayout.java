// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a network's tensors stand in one array, so that the optimizer runs one loop: layer by layer, and within a layer
 * in the order in which they were placed. A second array holds what is not learnt.
 *
 * <p>Filled while the network is put together, then only read.
 */
final class TensorLayout {
    private final List<Tensor> tensors = new ArrayList<>();
    /** Where the parameters of each layer with weights begin. */
    private final List<Integer> starts = new ArrayList<>();

    private int parameters;
    private int statistics;
    private int scratch;

    /** Begins a new layer with weights, to which all belongs that follows; gives its number, from 0. */
    int begin() {
        starts.add(parameters);
        return starts.size() - 1;
    }

    /** Inputs by outputs of a product, in panels of padded(inputs) rows. */
    Tensor weights(String name, int inputs, int outputs) {
        return weights(name, inputs, outputs, outputs);
    }

    /** The same whose outputs stand in blocks that each begin a panel. */
    Tensor weights(String name, int inputs, int outputs, int block) {
        return weights(name, Tensor.Role.WEIGHT, inputs, outputs, block);
    }

    /** Units by gates × units of a product with the state of the step before, gate by gate. */
    Tensor stateWeights(String name, int units, int outputs) {
        return weights(name, Tensor.Role.STATE_WEIGHT, units, outputs, units);
    }

    private Tensor weights(String name, Tensor.Role role, int inputs, int outputs, int block) {
        int height = Matrix.padded(inputs);
        scratch(Math.multiplyExact(height, Math.multiplyExact(outputs / block, Matrix.padded(block))));
        return learnt(name, role, new int[] {outputs, inputs}, inputs, outputs, height, Kernels.PANEL, block);
    }

    /**
     * A convolution's weights (out, in, y, x): four outputs side by side, and below each other the inputs, (in, y, x)
     * in rising order, without padding.
     */
    Tensor filters(String name, int filters, int channels, int kernel) {
        int inputs = Math.multiplyExact(channels, kernel * kernel);
        int[] shape = {filters, channels, kernel, kernel};
        return learnt(name, Tensor.Role.WEIGHT, shape, inputs, filters, inputs, Kernels.TILE, filters);
    }

    /**
     * A row of numbers for each of so many things, saved (things, size); each row begins a panel and fills it with 0.
     */
    Tensor table(String name, int things, int size) {
        return learnt(name, Tensor.Role.TABLE, new int[] {things, size}, size, things, Matrix.padded(size), 1, 1);
    }

    /** A layer's biases, in panels of one row padded to a tile, since a product writes whole tiles. */
    Tensor biases(String name, int length) {
        return biases(name, length, length);
    }

    /** The same in blocks that each begin a panel. */
    Tensor biases(String name, int length, int block) {
        return learnt(name, Tensor.Role.OFFSET, new int[] {length}, 1, length, Kernels.TILE, Kernels.PANEL, block);
    }

    /** A number a column, one after the other. */
    Tensor columns(String name, int length) {
        return learnt(name, Tensor.Role.OFFSET, new int[] {length}, 1, length, 1, Kernels.PANEL, length);
    }

    /** A number a column that is not learnt, one after the other. */
    Tensor statistics(String name, int length) {
        int layer = starts.size() - 1;
        Tensor tensor = new Tensor(
                name,
                Tensor.Role.STATISTIC,
                layer,
                new int[] {length},
                1,
                length,
                statistics,
                1,
                Kernels.PANEL,
                length);
        tensors.add(tensor);
        statistics = Math.addExact(statistics, tensor.room());
        return tensor;
    }

    private Tensor learnt(
            String name, Tensor.Role role, int[] shape, int rows, int columns, int height, int lanes, int block) {
        Tensor tensor =
                new Tensor(name, role, starts.size() - 1, shape, rows, columns, parameters, height, lanes, block);
        tensors.add(tensor);
        parameters = Math.addExact(parameters, tensor.room());
        return tensor;
    }

    /** Asks for so many floats that layers use in turn, see {@link Pass#scratch}. */
    void scratch(int floats) {
        scratch = Math.max(scratch, floats);
    }

    List<Tensor> tensors() {
        return tensors;
    }

    /** Layers with weights. */
    int layers() {
        return starts.size();
    }

    /** Where the parameters of a layer begin; for the number of layers, where the last ends. */
    int start(int layer) {
        return layer == starts.size() ? parameters : starts.get(layer);
    }

    /** Floats of all parameters, padding included. */
    int parameters() {
        return parameters;
    }

    /** Floats of all statistics, padding included. */
    int statistics() {
        return statistics;
    }

    /** The most floats that a layer has asked for. */
    int scratch() {
        return scratch;
    }
}
