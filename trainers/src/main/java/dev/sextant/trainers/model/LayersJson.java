// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Blueprint.Stage;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's layers as JSON: what it reads, every layer with all its settings as study files call them, the output
 * layer included, and the loss. How initial weights were drawn is not told; a network that is read draws none.
 */
final class LayersJson {
    private static final String READS = "reads";
    private static final String LAYERS = "layers";
    private static final String LOSS = "loss";
    private static final String ONE_OF = "a layer";

    /** Residual layers in one another; documents have one. */
    private static final int DEEPEST = 8;

    private static final Map<String, Loss> LOSSES = new LinkedHashMap<>();
    private static final Map<String, Activation> ACTIVATIONS = new LinkedHashMap<>();
    private static final Map<String, Boolean> RETURNS = new LinkedHashMap<>();

    static {
        for (Loss loss : Loss.values()) LOSSES.put(loss.text(), loss);
        for (Activation activation : Activation.values()) ACTIVATIONS.put(activation.text(), activation);
        RETURNS.put("last", false);
        RETURNS.put("all", true);
    }

    private LayersJson() {}

    static void write(Blueprint blueprint, ObjectNode into) {
        shape(blueprint.input(), into.putObject(READS));
        layers(blueprint.stages(), into.putArray(LAYERS));
        into.put(LOSS, blueprint.loss().text());
    }

    private static void shape(Shape shape, ObjectNode into) {
        switch (shape) {
            case Shape.Vector(int width) -> into.put("vector", width);
            case Shape.Image(int channels, int height, int width) ->
                into.putObject("image")
                        .put("channels", channels)
                        .put("height", height)
                        .put("width", width);
            case Shape.Sequence(int steps, int features, boolean ragged) ->
                into.putObject("sequence")
                        .put("steps", steps)
                        .put("features", features)
                        .put("ragged", ragged);
            case Shape.Tokens(int steps, int vocabulary, boolean ragged) ->
                into.putObject("tokens")
                        .put("steps", steps)
                        .put("vocabulary", vocabulary)
                        .put("ragged", ragged);
        }
    }

    private static void layers(List<Stage> stages, ArrayNode into) {
        for (Stage stage : stages) layer(stage, into.addObject());
    }

    private static void layer(Stage stage, ObjectNode into) {
        String name = stage.layer().name();
        switch (stage.layer()) {
            case LayerSpec.Dense dense -> into.put(name, dense.units());
            case LayerSpec.Conv conv ->
                into.putObject(name)
                        .put("filters", conv.filters())
                        .put("kernel", conv.kernel())
                        .put("stride", conv.stride())
                        .put("padding", conv.border());
            case LayerSpec.Pool pool ->
                into.putObject(name)
                        .put("size", pool.size())
                        .put("stride", pool.stride())
                        .put("padding", pool.padding());
            case LayerSpec.GlobalAveragePool _, LayerSpec.Flatten _, LayerSpec.BatchNorm _, LayerSpec.LayerNorm _ ->
                into.putObject(name);
            case LayerSpec.Dropout dropout -> into.put(name, dropout.probability());
            case LayerSpec.Activate(Activation activation) -> into.put(name, activation.text());
            case LayerSpec.Residual _ -> layers(stage.inner(), into.putArray(name));
            case LayerSpec.Recurrent recurrent ->
                into.putObject(name)
                        .put("units", recurrent.units())
                        .put("return", recurrent.all() ? "all" : "last")
                        .put("bidirectional", recurrent.bidirectional());
            case LayerSpec.Embedding embedding -> into.put(name, embedding.size());
        }
    }

    static Blueprint read(JsonFields fields) throws ModelFormatException {
        Shape input = shape(fields.object(READS));
        List<Placed> layers = layers(fields, LAYERS, DEEPEST);
        if (layers.isEmpty() || !(layers.getLast().layer() instanceof LayerSpec.Dense(int outputs)))
            throw fields.wrong(LAYERS, "a list that ends in a dense layer, the output");
        Loss loss = fields.one(LOSS, LOSSES);
        try {
            return Blueprint.of(input, layers.subList(0, layers.size() - 1), Initializer.ZEROS, outputs, loss);
        } catch (ShapeException misfit) {
            throw new ModelFormatException("%s does not fit: %s".formatted(misfit.place(), misfit.getMessage()));
        } catch (IllegalArgumentException | ArithmeticException impossible) {
            throw new ModelFormatException("%s is no network: %s".formatted(fields.path(), impossible.getMessage()));
        }
    }

    private static Shape shape(JsonFields fields) throws ModelFormatException {
        String kind = fields.only("vector, image, sequence or tokens");
        if (kind.equals("vector")) return new Shape.Vector(fields.whole(kind, 1));
        JsonFields sizes = fields.object(kind);
        return switch (kind) {
            case "image" ->
                new Shape.Image(sizes.whole("channels", 1), sizes.whole("height", 1), sizes.whole("width", 1));
            case "sequence" ->
                new Shape.Sequence(sizes.whole("steps", 1), sizes.whole("features", 1), sizes.flag("ragged"));
            case "tokens" ->
                new Shape.Tokens(sizes.whole("steps", 1), sizes.whole("vocabulary", 1), sizes.flag("ragged"));
            default ->
                throw new ModelFormatException("its description has \"%s\" in %s, which must be %s"
                        .formatted(JsonFields.shortened(kind), fields.path(), "vector, image, sequence or tokens"));
        };
    }

    private static List<Placed> layers(JsonFields fields, String key, int deepest) throws ModelFormatException {
        if (deepest == 0) throw fields.wrong(key, "no more than %d residual layers deep".formatted(DEEPEST));
        List<Placed> layers = new ArrayList<>();
        for (JsonFields layer : fields.objects(key))
            layers.add(new Placed(layer.path(), layer(layer.only(ONE_OF), layer, deepest)));
        return layers;
    }

    private static LayerSpec layer(String name, JsonFields layer, int deepest) throws ModelFormatException {
        return switch (name) {
            case "dense" -> new LayerSpec.Dense(layer.whole(name, 1));
            case "conv" -> {
                JsonFields conv = layer.object(name);
                yield new LayerSpec.Conv(
                        conv.whole("filters", 1),
                        conv.whole("kernel", 1),
                        conv.whole("stride", 1),
                        conv.whole("padding", 0));
            }
            case "maxPool", "averagePool" -> {
                JsonFields pool = layer.object(name);
                yield new LayerSpec.Pool(
                        name.equals("maxPool"),
                        pool.whole("size", 1),
                        pool.whole("stride", 1),
                        pool.whole("padding", 0));
            }
            case "globalAveragePool" -> new LayerSpec.GlobalAveragePool();
            case "flatten" -> new LayerSpec.Flatten();
            case "batchNorm" -> new LayerSpec.BatchNorm();
            case "layerNorm" -> new LayerSpec.LayerNorm();
            case "dropout" -> {
                double share = layer.number(name);
                if (!(share >= 0 && share < 1)) throw layer.wrong(name, "a share below 1");
                yield new LayerSpec.Dropout(share);
            }
            case "activation" -> new LayerSpec.Activate(layer.one(name, ACTIVATIONS));
            case "residual" -> new LayerSpec.Residual(layers(layer, name, deepest - 1));
            case "rnn" -> recurrent(LayerSpec.Cell.RNN, layer.object(name));
            case "lstm" -> recurrent(LayerSpec.Cell.LSTM, layer.object(name));
            case "gru" -> recurrent(LayerSpec.Cell.GRU, layer.object(name));
            case "embedding" -> new LayerSpec.Embedding(layer.whole(name, 1));
            default ->
                throw new ModelFormatException("its description has a layer \"%s\" in %s, which is not known here"
                        .formatted(JsonFields.shortened(name), layer.path()));
        };
    }

    private static LayerSpec recurrent(LayerSpec.Cell cell, JsonFields fields) throws ModelFormatException {
        return new LayerSpec.Recurrent(
                cell, fields.whole("units", 1), fields.one("return", RETURNS), fields.flag("bidirectional"));
    }
}
