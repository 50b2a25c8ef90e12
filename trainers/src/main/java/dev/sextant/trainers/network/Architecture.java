// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a fully connected network.
 *
 * @param inputs features, at least 1
 * @param hidden widths of the hidden layers, from the input on; may be empty
 * @param activation after every hidden layer; the output layer has none
 * @param batchNorm whether every hidden layer normalises its sums, before the activation
 * @param dropout the share of each hidden layer's outputs that a training step leaves out, in [0, 1)
 * @param outputs classes, or columns of the target
 */
public record Architecture(
        int inputs,
        List<Integer> hidden,
        Activation activation,
        boolean batchNorm,
        double dropout,
        Initializer initializer,
        int outputs,
        Loss loss) {
    public Architecture {
        hidden = List.copyOf(hidden);
        if (inputs < 1) throw new IllegalArgumentException("inputs (%d) must be at least 1".formatted(inputs));
        for (int width : hidden)
            if (width < 1) throw new IllegalArgumentException("hidden width (%d) must be at least 1".formatted(width));
        if (!(dropout >= 0 && dropout < 1))
            throw new IllegalArgumentException("dropout (%s) must lie in [0, 1)".formatted(dropout));
        int least = loss == Loss.CROSS_ENTROPY ? 2 : 1;
        if (outputs < least)
            throw new IllegalArgumentException(
                    "outputs (%d) must be at least %d for %s".formatted(outputs, least, loss));
    }

    /** Without batch norm and dropout, the initial weights following the activation. */
    public static Architecture plain(int inputs, List<Integer> hidden, Activation activation, int outputs, Loss loss) {
        return new Architecture(inputs, hidden, activation, false, 0, Initializer.DEFAULT, outputs, loss);
    }

    /** The layers one by one, placed by what the document says of them. */
    public static List<Blueprint.Placed> layers(
            List<Integer> hidden, Activation activation, boolean batchNorm, double dropout) {
        List<Blueprint.Placed> layers = new ArrayList<>();
        for (int l = 0; l < hidden.size(); l++) {
            String place = "hidden." + l;
            layers.add(new Blueprint.Placed(place, new LayerSpec.Dense(hidden.get(l))));
            if (batchNorm) layers.add(new Blueprint.Placed(place, new LayerSpec.BatchNorm()));
            layers.add(new Blueprint.Placed(place, new LayerSpec.Activate(activation)));
            if (dropout > 0) layers.add(new Blueprint.Placed(place, new LayerSpec.Dropout(dropout)));
        }
        return layers;
    }

    public Blueprint blueprint() {
        List<Blueprint.Placed> layers = layers(hidden, activation, batchNorm, dropout);
        try {
            return Blueprint.of(new Shape.Vector(inputs), layers, initializer, outputs, loss);
        } catch (ShapeException never) {
            throw new IllegalStateException(never); // dense layers fit any vector
        }
    }

    /** Layers with weights. */
    public int layers() {
        return hidden.size() + 1;
    }

    /** What layer {@code layer} reads: 0 is the first. */
    public int fanIn(int layer) {
        return layer == 0 ? inputs : hidden.get(layer - 1);
    }

    /** What layer {@code layer} gives. */
    public int fanOut(int layer) {
        return layer == hidden.size() ? outputs : hidden.get(layer);
    }
}
