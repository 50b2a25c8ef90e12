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

    /** A layer's weights, in panels of padded(inputs) rows. Begins a new layer, to which all belongs that follows. */
    Tensor weights(String name, int inputs, int outputs) {
        starts.add(parameters);
        int height = Matrix.padded(inputs);
        scratch = Math.max(scratch, Math.multiplyExact(height, Matrix.padded(outputs)));
        return learnt(new Tensor(name, Tensor.Role.WEIGHT, inputs, outputs, parameters, height));
    }

    /** A layer's biases, in panels of one row padded to a tile, since a product writes whole tiles. */
    Tensor biases(String name, int length) {
        return learnt(new Tensor(name, Tensor.Role.OFFSET, 1, length, parameters, Kernels.TILE));
    }

    /** A number a column, one after the other. */
    Tensor columns(String name, int length) {
        return learnt(new Tensor(name, Tensor.Role.OFFSET, 1, length, parameters, 1));
    }

    /** A number a column that is not learnt, one after the other. */
    Tensor statistics(String name, int length) {
        Tensor tensor = new Tensor(name, Tensor.Role.STATISTIC, 1, length, statistics, 1);
        tensors.add(tensor);
        statistics = Math.addExact(statistics, tensor.room());
        return tensor;
    }

    private Tensor learnt(Tensor tensor) {
        tensors.add(tensor);
        parameters = Math.addExact(parameters, tensor.room());
        return tensor;
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

    /** Floats of the widest weights, padding included. */
    int scratch() {
        return scratch;
    }
}
