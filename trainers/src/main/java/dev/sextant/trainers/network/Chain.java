// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import java.util.List;

/** Layers in order, each reading what the one before it gives. */
final class Chain implements Stateful {
    private final Signal input;
    private final Layer[] layers;
    /** The first layer that learns: backward ends there. */
    private final int lowest;

    /**
     * @param input what the first layer reads
     * @param lowest the first layer that backward is to reach; the number of layers where it has nothing to do
     */
    Chain(Signal input, List<Layer> layers, int lowest) {
        this.input = input;
        this.layers = layers.toArray(Layer[]::new);
        this.lowest = lowest;
    }

    /** What the first layer reads. */
    Signal input() {
        return input;
    }

    /** What the last layer gives. */
    Signal output() {
        return layers.length == 0 ? input : layers[layers.length - 1].output();
    }

    void forward(Pass pass) {
        for (Layer layer : layers) layer.forward(pass);
    }

    /** From the gradient at the output to those of all parameters that learn. */
    void backward(Pass pass) {
        for (int l = layers.length - 1; l >= lowest; l--) layers[l].backward(pass);
    }

    /** Sets what does not begin at 0, weights aside. */
    void reset(Pass pass) {
        for (Layer layer : layers) layer.reset(pass);
    }

    @Override
    public void write(StateWriter out) {
        for (Layer layer : layers) out.put(layer);
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        for (Layer layer : layers) in.into(layer);
    }
}
