// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import dev.sextant.trainers.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network has learnt, by the names that {@code Network.weights} gives. */
final class Parameters {
    private final Map<String, Tensor> tensors = new HashMap<>();

    Parameters(List<Tensor> tensors) {
        for (Tensor tensor : tensors) this.tensors.put(tensor.name(), tensor);
    }

    Tensor of(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) throw new IllegalArgumentException("the network has no tensor " + name);
        return tensor;
    }

    /** Adds it to the graph as it is. */
    String add(Graph graph, String name) {
        return graph.floats(name, of(name).shape(), of(name).values());
    }

    /** Adds a vector under its name, in another shape of as many numbers. */
    String add(Graph graph, String name, List<Integer> shape) {
        return graph.floats(name, shape, of(name).values());
    }
}
