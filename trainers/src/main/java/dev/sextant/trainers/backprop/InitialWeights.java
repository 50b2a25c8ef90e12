// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of a saved network into one that is about to be trained. A layer of the file is a group of tensors
 * whose names differ after the last dot alone; of a recurrent one of PyTorch's, see {@link SavedLayers}. A layer of the
 * network takes the layer of the same name if its shape fits, otherwise the first of the file that fits and that no
 * layer has taken; a layer that nothing fits keeps its drawn weights.
 */
final class InitialWeights {
    /** The names that tools give to one and the same role in a layer. */
    private static final Map<String, List<String>> ROLES = Map.of(
            "weight", List.of("weight", "weights", "kernel", "w", "embeddings"),
            "bias", List.of("bias", "biases", "b"),
            "inputWeight", List.of("inputWeight", "weight_ih", "kernel"),
            "stateWeight", List.of("stateWeight", "weight_hh", "recurrent_kernel"),
            "candidateBias", List.of("candidateBias"),
            "scale", List.of("scale", "weight", "gamma"),
            "shift", List.of("shift", "bias", "beta"),
            "mean", List.of("mean", "running_mean", "moving_mean"),
            "variance", List.of("variance", "running_var", "moving_variance"));

    /** What each layer with weights has, and nothing else does. */
    private static final List<String> WEIGHTS = List.of("weight", "inputWeight");

    private InitialWeights() {}

    /**
     * Replaces what fits.
     *
     * @param weighted the network's layers with weights
     * @param frozen those that must come from the file, from 1
     * @throws TrainingException where no layer fits, or a frozen one
     */
    static void load(SavedModel saved, Network network, WeightedLayers weighted, List<Integer> frozen)
            throws TrainingException {
        List<Group> wanted = groups(network.weights());
        Map<String, Map<String, Tensor>> named = SavedLayers.of(saved);
        List<Map<String, Tensor>> offered = new ArrayList<>(named.values());
        int loaded = 0;
        for (Group group : wanted) {
            Map<String, Tensor> found = named.get(group.name);
            if (found == null || !offered.contains(found) || fitting(group, found) == null)
                found = first(group, offered);
            if (found == null) {
                for (int layer : frozen)
                    if (group.belongsTo(weighted, layer)) throw unfit(saved, group, weighted, layer);
                continue;
            }
            List<Weights> fitting = fitting(group, found);
            if (fitting == null) continue;
            fitting.forEach(network::load);
            offered.remove(found);
            loaded++;
        }
        if (loaded == 0)
            throw new TrainingException(
                    "initialWeights",
                    "no layer of %s fits this network: it holds %s, the network has %s"
                            .formatted(
                                    saved.name(),
                                    sizes(saved),
                                    wanted.stream()
                                            .filter(Group::multiplies)
                                            .map(group -> group.name + " " + group.size())
                                            .collect(Collectors.joining(", "))),
                    "weights are written outputs x inputs: take the layers' widths from the file, or transpose it");
    }

    private static TrainingException unfit(SavedModel saved, Group group, WeightedLayers weighted, int layer) {
        return new TrainingException(
                "freeze",
                "layer %s is frozen, but no layer of %s fits it: it holds %s, the layer's %s"
                        .formatted(weighted.text(layer), saved.name(), sizes(saved), group.told()),
                "freeze only layers that come from the file");
    }

    private static String sizes(SavedModel saved) {
        return saved.tensors().stream()
                .filter(tensor -> tensor.shape().size() != 1)
                .map(tensor -> tensor.name() + " " + tensor.size())
                .limit(12)
                .collect(Collectors.joining(", "));
    }

    /** One layer of the network: the shapes of its tensors, by what follows the dot in their names. */
    private record Group(String name, Map<String, int[]> shapes) {
        boolean multiplies() {
            return WEIGHTS.stream().anyMatch(shapes::containsKey);
        }

        boolean recurrent() {
            return shapes.containsKey("stateWeight");
        }

        /** Of a second direction too. */
        boolean belongsTo(WeightedLayers weighted, int layer) {
            String own = weighted.layers().get(layer - 1).name();
            return name.equals(own) || name.startsWith(own + ".");
        }

        String size() {
            return WEIGHTS.stream()
                    .filter(shapes::containsKey)
                    .findFirst()
                    .map(role -> text(shapes.get(role)))
                    .orElse("");
        }

        /** Its tensors and their sizes. */
        String told() {
            return shapes.entrySet().stream()
                    .map(tensor -> tensor.getKey() + " is " + text(tensor.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static String text(int @Nullable [] shape) {
            return shape == null
                    ? ""
                    : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("x"));
        }
    }

    private static List<Group> groups(List<Weights> weights) {
        Map<String, Map<String, int[]>> groups = new LinkedHashMap<>();
        for (Weights tensor : weights) {
            int dot = tensor.name().lastIndexOf('.');
            groups.computeIfAbsent(tensor.name().substring(0, dot), _ -> new LinkedHashMap<>())
                    .put(tensor.name().substring(dot + 1), tensor.shape());
        }
        List<Group> list = new ArrayList<>();
        groups.forEach((name, shapes) -> list.add(new Group(name, shapes)));
        return list;
    }

    private static @Nullable Map<String, Tensor> first(Group group, List<Map<String, Tensor>> offered) {
        for (Map<String, Tensor> layer : offered) if (fitting(group, layer) != null) return layer;
        return null;
    }

    /** The tensors of a file's layer under the names of the network's, or null where they do not fit. */
    private static @Nullable List<Weights> fitting(Group group, Map<String, Tensor> saved) {
        Map<String, Tensor> layer =
                group.recurrent() ? SavedLayers.merged(saved, group.shapes.containsKey("candidateBias")) : saved;
        if (layer.size() != group.shapes.size()) return null;
        List<Weights> weights = new ArrayList<>();
        for (Map.Entry<String, int[]> wanted : group.shapes.entrySet()) {
            Tensor found = SavedLayers.find(layer, ROLES.getOrDefault(wanted.getKey(), List.of()));
            List<Integer> shape = Arrays.stream(wanted.getValue()).boxed().toList();
            if (found == null || !found.shape().equals(shape)) return null;
            weights.add(new Weights(group.name + "." + wanted.getKey(), wanted.getValue(), found.values()));
        }
        return weights;
    }
}
