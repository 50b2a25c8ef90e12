// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Interval;
import dev.sextant.trainers.network.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may stand in the list of a network's layers. */
final class LayerSchema {
    static final String CONV = "conv";
    static final String MAX_POOL = "maxPool";
    static final String AVERAGE_POOL = "averagePool";
    static final String GLOBAL_AVERAGE_POOL = "globalAveragePool";
    static final String FLATTEN = "flatten";
    static final String DENSE = "dense";
    static final String BATCH_NORM = "batchNorm";
    static final String LAYER_NORM = "layerNorm";
    static final String ACTIVATION = "activation";
    static final String DROPOUT = "dropout";
    static final String RNN = "rnn";
    static final String LSTM = "lstm";
    static final String GRU = "gru";
    static final String EMBEDDING = "embedding";
    static final String RESIDUAL = "residual";

    static final String UNITS = "units";
    static final String FILTERS = "filters";
    static final String KERNEL = "kernel";
    static final String SIZE = "size";
    static final String STRIDE = "stride";
    static final String PADDING = "padding";
    static final String SAME = "same";
    static final String RETURN = "return";
    static final String LAST = "last";
    static final String ALL = "all";
    static final String BIDIRECTIONAL = "bidirectional";

    /** Written ones; those that follow a layer by themselves do not count. */
    static final int MOST = 128;

    /** The smallest square that has a middle, of which the deep networks for images are made. */
    private static final int DEFAULT_KERNEL = 3;

    private static final int DEFAULT_POOL = 2;

    static final Interval WIDTH = Interval.closed(1, 4096);
    static final Interval SHARE = Interval.halfOpen(0, 1);
    private static final Interval SIDE = Interval.closed(1, 64);
    private static final Interval BORDER = Interval.closed(0, 63);

    /** The value of the key {@code layers}. */
    static final Schema.Items LIST = list(
            "Layers one by one, from the input on; the output layer is added. In place of hidden, for images and"
                    + " sequences.",
            0,
            layers(true));

    private LayerSchema() {}

    private static Schema.Items list(String description, int least, Map<String, Schema> layers) {
        return new Schema.Items(description, new Schema.Variants("A layer.", layers), least, MOST);
    }

    private static Map<String, Schema> layers(boolean residual) {
        Map<String, Schema> layers = new LinkedHashMap<>();
        layers.put(
                CONV,
                new Schema.Section(
                        "A convolution over an image, with square kernels.",
                        List.of(
                                Schema.Key.required(FILTERS, new Schema.Whole("Channels that come out.", WIDTH)),
                                Schema.Key.whole(KERNEL, "Side of the kernels, in pixels.", SIDE, DEFAULT_KERNEL),
                                Schema.Key.whole(STRIDE, "Pixels from one place to the next.", SIDE, 1),
                                new Schema.Key(
                                        PADDING,
                                        new Schema.AnyOf(
                                                "Zeros around the image, or \"same\" for as many as keep its size.",
                                                List.of(
                                                        new Schema.Whole("Zeros around the image.", BORDER),
                                                        new Schema.Text("As many as keep its size.", List.of(SAME)))),
                                        false,
                                        JsonNodeFactory.instance.numberNode(0)))));
        layers.put(
                MAX_POOL,
                pool(
                        "The largest number of each square of an image.",
                        "Pixels around the image that are never the largest."));
        layers.put(
                AVERAGE_POOL,
                pool("The mean of each square of an image.", "Zeros around the image that the mean counts."));
        layers.put(
                GLOBAL_AVERAGE_POOL,
                new Schema.Section(
                        "The mean of each channel of an image, or of each feature over all steps.", List.of()));
        layers.put(FLATTEN, new Schema.Section("An image or a sequence as one vector.", List.of()));
        layers.put(DENSE, units("A fully connected layer; on a sequence the same for every step.", UNITS, List.of()));
        layers.put(
                BATCH_NORM,
                new Schema.Section(
                        "Normalisation over the batch: of each channel of an image, each feature otherwise.",
                        List.of()));
        layers.put(LAYER_NORM, new Schema.Section("Normalisation of each sample; of a sequence each step.", List.of()));
        layers.put(
                ACTIVATION,
                new Schema.Text(
                        "A function of each number, in place of the network's own.",
                        Arrays.stream(Activation.values()).map(Activation::text).toList()));
        layers.put(
                DROPOUT, new Schema.Real("Share of the numbers that each training step leaves out at random.", SHARE));
        layers.put(RNN, recurrent("A recurrent layer of plain cells (tanh), over a sequence."));
        layers.put(LSTM, recurrent("A recurrent layer of cells with a long short-term memory, over a sequence."));
        layers.put(GRU, recurrent("A recurrent layer of gated cells, over a sequence."));
        layers.put(EMBEDDING, units("A vector that is learnt for each token; the first layer.", SIZE, List.of()));
        if (residual)
            layers.put(
                    RESIDUAL, list("Layers around which what they read is added to what they give.", 1, layers(false)));
        return layers;
    }

    private static Schema pool(String description, String padding) {
        Schema.Whole size = new Schema.Whole("Side of the squares, in pixels.", SIDE);
        return new Schema.AnyOf(
                description,
                List.of(
                        size,
                        new Schema.Section(
                                description,
                                List.of(
                                        new Schema.Key(
                                                SIZE, size, false, JsonNodeFactory.instance.numberNode(DEFAULT_POOL)),
                                        Schema.Key.optional(
                                                STRIDE,
                                                new Schema.Whole(
                                                        "Pixels from one square to the next; default: their size.",
                                                        SIDE)),
                                        Schema.Key.whole(PADDING, padding, BORDER, 0)))));
    }

    private static Schema recurrent(String description) {
        return units(
                description,
                UNITS,
                List.of(
                        Schema.Key.text(
                                RETURN,
                                new Schema.Text("The state after the last step, or after each.", List.of(LAST, ALL)),
                                LAST),
                        new Schema.Key(
                                BIDIRECTIONAL,
                                new Schema.Flag("Whether a second one reads from the end; both states come out."),
                                false,
                                BooleanNode.FALSE)));
    }

    /** A layer that is told by its width alone, or by it and others. */
    private static Schema units(String description, String width, List<Schema.Key> others) {
        Schema.Whole whole = new Schema.Whole("Numbers that come out.", WIDTH);
        List<Schema.Key> keys = new ArrayList<>();
        keys.add(Schema.Key.required(width, whole));
        keys.addAll(others);
        return new Schema.AnyOf(description, List.of(whole, new Schema.Section(description, keys)));
    }
}
