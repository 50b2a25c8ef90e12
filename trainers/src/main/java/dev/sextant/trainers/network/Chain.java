// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a network in order: for each hidden layer weights, batch norm, activation and dropout, where the
 * architecture has them; then the output layer.
 */
final class Chain implements Stateful {
    private final Signal input;
    private final Layer[] layers;
    /** One a hidden layer, where its activation's values come out. */
    private final UnitWatch[] watches;
    /** The first layer that learns: backward ends there. */
    private final int lowest;

    /**
     * @param layout filled with the layers' tensors
     * @param updates tells which layers are frozen
     */
    Chain(Architecture architecture, Updates updates, TensorLayout layout, int mostRows, Draws draws) {
        List<Layer> made = new ArrayList<>();
        List<UnitWatch> watching = new ArrayList<>();
        input = Signal.of(architecture.inputs(), mostRows);
        Signal signal = input;
        boolean below = false;
        int first = -1;
        for (int l = 0; l < architecture.layers(); l++) {
            boolean learns = updates.rate(l) != 0;
            if (learns && !below) first = made.size();
            boolean hidden = l < architecture.layers() - 1;
            Activation activation = hidden ? architecture.activation() : Activation.IDENTITY;
            boolean rectified = activation == Activation.RELU && !architecture.batchNorm();
            signal = add(
                    made, new Dense(l + 1, signal, architecture.fanOut(l), rectified, learns, below, layout, mostRows));
            if (hidden && architecture.batchNorm()) signal = add(made, new BatchNorm(l + 1, signal, learns, layout));
            if (activation != Activation.IDENTITY && !rectified)
                signal = add(made, new Elementwise(activation, signal));
            if (hidden) watching.add(new UnitWatch(activation, signal));
            if (hidden && architecture.dropout() > 0)
                signal = add(made, new Dropout(l + 1, signal, architecture.dropout(), draws));
            below |= learns;
        }
        layers = made.toArray(Layer[]::new);
        watches = watching.toArray(UnitWatch[]::new);
        lowest = first < 0 ? layers.length : first;
    }

    private static Signal add(List<Layer> made, Layer layer) {
        made.add(layer);
        return layer.output();
    }

    /** What the first layer reads. */
    Signal input() {
        return input;
    }

    /** What the last layer gives. */
    Signal output() {
        return layers[layers.length - 1].output();
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

    UnitWatch[] watches() {
        return watches;
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
