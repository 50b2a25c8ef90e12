// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.DocumentCheck;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the list of a network's layers. The network's own batch norm and activation follow every convolution and every
 * dense layer: the norm unless a norm is written right after it, and the activation behind both, unless one is written
 * there.
 */
final class LayerDocument {
    static final String KEY = "layers";

    private final Activation activation;
    private final boolean batchNorm;

    private LayerDocument(Activation activation, boolean batchNorm) {
        this.activation = activation;
        this.batchNorm = batchNorm;
    }

    /**
     * The layers, each where the document has it.
     *
     * @param written the value of the key {@code layers}
     * @param activation what follows where nothing is written
     * @param batchNorm whether a norm does too
     */
    static List<Placed> read(JsonNode written, Activation activation, boolean batchNorm) throws TrainingException {
        JsonNode filled = DocumentCheck.filled(written, LayerSchema.LIST, KEY);
        return new LayerDocument(activation, batchNorm).layers(filled, KEY);
    }

    /** @param path of the list */
    private List<Placed> layers(JsonNode list, String path) {
        List<Placed> written = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = path + "." + i;
            String name = list.get(i).fieldNames().next();
            written.add(new Placed(place, layer(name, list.get(i).get(name), place)));
        }
        List<Placed> layers = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Placed placed = written.get(i);
            layers.add(placed);
            if (!(placed.layer() instanceof LayerSpec.Conv || placed.layer() instanceof LayerSpec.Dense)) continue;
            boolean normed = i + 1 < written.size() && norm(written.get(i + 1).layer());
            if (normed) layers.add(written.get(++i));
            else if (batchNorm) layers.add(new Placed(placed.place(), new LayerSpec.BatchNorm()));
            boolean activated = i + 1 < written.size() && written.get(i + 1).layer() instanceof LayerSpec.Activate;
            if (!activated) layers.add(new Placed(layers.getLast().place(), new LayerSpec.Activate(activation)));
        }
        return layers;
    }

    private static boolean norm(LayerSpec layer) {
        return layer instanceof LayerSpec.BatchNorm || layer instanceof LayerSpec.LayerNorm;
    }

    /** @param value checked, and filled with what is not written */
    private LayerSpec layer(String name, JsonNode value, String place) {
        return switch (name) {
            case LayerSchema.CONV ->
                new LayerSpec.Conv(
                        value.get(LayerSchema.FILTERS).intValue(),
                        value.get(LayerSchema.KERNEL).intValue(),
                        value.get(LayerSchema.STRIDE).intValue(),
                        value.get(LayerSchema.PADDING).isTextual()
                                ? LayerSpec.Conv.SAME
                                : value.get(LayerSchema.PADDING).intValue());
            case LayerSchema.MAX_POOL -> pool(true, value);
            case LayerSchema.AVERAGE_POOL -> pool(false, value);
            case LayerSchema.GLOBAL_AVERAGE_POOL -> new LayerSpec.GlobalAveragePool();
            case LayerSchema.FLATTEN -> new LayerSpec.Flatten();
            case LayerSchema.DENSE -> new LayerSpec.Dense(width(value, LayerSchema.UNITS));
            case LayerSchema.BATCH_NORM -> new LayerSpec.BatchNorm();
            case LayerSchema.LAYER_NORM -> new LayerSpec.LayerNorm();
            case LayerSchema.ACTIVATION -> new LayerSpec.Activate(activation(value.textValue()));
            case LayerSchema.DROPOUT -> new LayerSpec.Dropout(value.doubleValue());
            case LayerSchema.RNN -> recurrent(LayerSpec.Cell.RNN, value);
            case LayerSchema.LSTM -> recurrent(LayerSpec.Cell.LSTM, value);
            case LayerSchema.GRU -> recurrent(LayerSpec.Cell.GRU, value);
            case LayerSchema.EMBEDDING -> new LayerSpec.Embedding(width(value, LayerSchema.SIZE));
            case LayerSchema.RESIDUAL -> new LayerSpec.Residual(layers(value, place + "." + LayerSchema.RESIDUAL));
            default -> throw new AssertionError(name);
        };
    }

    private static LayerSpec pool(boolean largest, JsonNode value) {
        int size = width(value, LayerSchema.SIZE);
        return new LayerSpec.Pool(
                largest,
                size,
                value.path(LayerSchema.STRIDE).asInt(size),
                value.path(LayerSchema.PADDING).asInt(0));
    }

    private static LayerSpec recurrent(LayerSpec.Cell cell, JsonNode value) {
        return new LayerSpec.Recurrent(
                cell,
                width(value, LayerSchema.UNITS),
                value.path(LayerSchema.RETURN).asText().equals(LayerSchema.ALL),
                value.path(LayerSchema.BIDIRECTIONAL).asBoolean());
    }

    /** A number by itself is the layer's width. */
    private static int width(JsonNode value, String key) {
        return (value.isNumber() ? value : value.get(key)).intValue();
    }

    private static Activation activation(String text) {
        return Arrays.stream(Activation.values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
