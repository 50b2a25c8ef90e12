// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.LayerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layers of a network that have weights, from the input on, the output layer last: what {@code freeze} and
 * {@code layerRates} tell of. A norm belongs to the one before it; before the first it counts as one itself.
 */
record WeightedLayers(List<Layer> layers) {
    /**
     * @param name what its tensors are called: its kind, and which of that kind
     * @param place where it stands in the document
     */
    record Layer(String name, String place) {}

    WeightedLayers {
        layers = List.copyOf(layers);
    }

    /** @param layers the output layer left out */
    static WeightedLayers of(List<Placed> layers) {
        List<Layer> weighted = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        collect(layers, weighted, counts);
        collect(List.of(new Placed(Blueprint.OUTPUT, new LayerSpec.Dense(1))), weighted, counts);
        return new WeightedLayers(weighted);
    }

    private static void collect(List<Placed> layers, List<Layer> weighted, Map<String, Integer> counts) {
        for (Placed placed : layers) {
            String kind = placed.layer().name();
            Layer layer = new Layer(kind + counts.merge(kind, 1, Integer::sum), placed.place());
            switch (placed.layer()) {
                case LayerSpec.Dense _, LayerSpec.Conv _, LayerSpec.Recurrent _, LayerSpec.Embedding _ ->
                    weighted.add(layer);
                case LayerSpec.Residual residual -> collect(residual.layers(), weighted, counts);
                case LayerSpec.BatchNorm _, LayerSpec.LayerNorm _ -> {
                    if (weighted.isEmpty()) weighted.add(layer);
                }
                default -> {}
            }
        }
    }

    int size() {
        return layers.size();
    }

    /** A layer by its number, from 1, for people. */
    String text(int layer) {
        Layer known = layers.get(layer - 1);
        return "%d (%s, %s)".formatted(layer, known.place(), known.name());
    }

    /** The numbers of the layers, from 1, that a list names by number or by name. */
    List<Integer> frozen(Keys keys) throws TrainingException {
        List<Integer> frozen = new ArrayList<>();
        List<JsonNode> items = keys.items("freeze", NetworkSchema.MOST_WEIGHTED);
        for (int i = 0; i < items.size(); i++) frozen.add(number(items.get(i), "freeze." + i));
        return frozen;
    }

    private int number(JsonNode item, String path) throws TrainingException {
        if (!item.isTextual()) {
            int number = Keys.whole(item, path, "a layer", NetworkSchema.LAYER);
            if (number <= size()) return number;
            throw new TrainingException(
                    path,
                    "there is no layer %d: this network has %d layers with weights".formatted(number, size()),
                    "count from the input on, from 1");
        }
        for (int l = 0; l < size(); l++) if (layers.get(l).name().equals(item.textValue())) return l + 1;
        throw new TrainingException(
                path,
                "there is no layer with weights called \"%s\"".formatted(item.textValue()),
                "it must be one of " + names());
    }

    private String names() {
        return layers.stream().map(Layer::name).collect(Collectors.joining(", "));
    }

    /** What each layer's rate is multiplied with; empty where nothing is. */
    List<Double> factors(List<Integer> freeze, List<Double> layerRates) throws TrainingException {
        if (!layerRates.isEmpty() && layerRates.size() != size())
            throw new TrainingException(
                    "layerRates",
                    "layerRates has %d %s, this network has %d layers with weights"
                            .formatted(layerRates.size(), layerRates.size() == 1 ? "factor" : "factors", size()),
                    "write one for each: " + names());
        if (freeze.isEmpty()) return layerRates;
        List<Double> factors = new ArrayList<>(layerRates.isEmpty() ? Collections.nCopies(size(), 1.0) : layerRates);
        for (int layer : freeze) factors.set(layer - 1, 0.0);
        return factors;
    }
}
