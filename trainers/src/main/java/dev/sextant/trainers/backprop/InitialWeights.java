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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of a saved network into one that is about to be trained. A layer of the file is a group of tensors
 * whose names differ after the last dot alone. A layer of the network takes the layer of the same name if its shape
 * fits, otherwise the first of the file that fits and that no layer has taken; a layer that nothing fits keeps its
 * drawn weights.
 */
final class InitialWeights {
    /** The names that tools give to one and the same role in a layer. */
    private static final Map<String, Set<String>> ROLES = Map.of(
            "weight", Set.of("weight", "weights", "kernel", "w"),
            "bias", Set.of("bias", "biases", "b"),
            "scale", Set.of("scale", "weight", "gamma"),
            "shift", Set.of("shift", "bias", "beta"),
            "mean", Set.of("mean", "running_mean", "moving_mean"),
            "variance", Set.of("variance", "running_var", "moving_variance"));

    private InitialWeights() {}

    /**
     * Replaces what fits.
     *
     * @param frozen layers that must come from the file, from 1
     * @throws TrainingException where no layer fits, or a frozen one
     */
    static void load(SavedModel saved, Network network, List<Integer> frozen) throws TrainingException {
        List<Group> wanted = groups(network.weights());
        List<Map<String, Tensor>> offered = new ArrayList<>(layers(saved).values());
        Map<String, Map<String, Tensor>> named = layers(saved);
        int layer = 0;
        int loaded = 0;
        for (Group group : wanted) {
            boolean dense = group.shapes.containsKey("weight");
            if (dense) layer++;
            Map<String, Tensor> found = named.get(group.name);
            if (found == null || !offered.contains(found) || fitting(group, found) == null)
                found = first(group, offered);
            if (found == null) {
                if (dense && frozen.contains(layer)) throw unfit(saved, group, layer);
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
                                            .filter(group -> group.shapes.containsKey("weight"))
                                            .map(group -> group.name + " " + size(group.shapes.get("weight")))
                                            .collect(Collectors.joining(", "))),
                    "weights are written outputs x inputs: take the layers' widths from the file, or transpose it");
    }

    private static TrainingException unfit(SavedModel saved, Group group, int layer) {
        return new TrainingException(
                "freeze",
                "layer %d is frozen, but no layer of %s fits it: it holds %s, the layer is %s"
                        .formatted(layer, saved.name(), sizes(saved), size(group.shapes.get("weight"))),
                "freeze only layers that come from the file");
    }

    private static String sizes(SavedModel saved) {
        return saved.tensors().stream()
                .filter(tensor -> tensor.shape().size() != 1)
                .map(tensor -> tensor.name() + " " + tensor.size())
                .limit(12)
                .collect(Collectors.joining(", "));
    }

    private static String size(int @Nullable [] shape) {
        return shape == null
                ? ""
                : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    }

    /** One layer of the network: the shapes of its tensors, by what follows the dot in their names. */
    private record Group(String name, Map<String, int[]> shapes) {}

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

    /** The file's layers; a name without a dot belongs to the layer that the matrix before it began. */
    private static Map<String, Map<String, Tensor>> layers(SavedModel saved) {
        Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
        String open = "";
        for (Tensor tensor : saved.tensors()) {
            int dot = tensor.name().lastIndexOf('.');
            if (dot >= 0) {
                layers.computeIfAbsent(tensor.name().substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(tensor.name().substring(dot + 1), tensor);
            } else {
                if (tensor.shape().size() > 1) open = tensor.name();
                String role = tensor.shape().size() > 1 ? "weight" : "bias";
                layers.computeIfAbsent(open, _ -> new LinkedHashMap<>()).putIfAbsent(role, tensor);
            }
        }
        return layers;
    }

    private static @Nullable Map<String, Tensor> first(Group group, List<Map<String, Tensor>> offered) {
        for (Map<String, Tensor> layer : offered) if (fitting(group, layer) != null) return layer;
        return null;
    }

    /** The tensors of a file's layer under the names of the network's, or null where they do not fit. */
    private static @Nullable List<Weights> fitting(Group group, Map<String, Tensor> layer) {
        if (layer.size() != group.shapes.size()) return null;
        List<Weights> weights = new ArrayList<>();
        for (Map.Entry<String, int[]> wanted : group.shapes.entrySet()) {
            Set<String> names = ROLES.getOrDefault(wanted.getKey(), Set.of());
            Tensor found = null;
            for (Map.Entry<String, Tensor> tensor : layer.entrySet())
                if (names.contains(tensor.getKey().toLowerCase(Locale.ROOT))) found = tensor.getValue();
            List<Integer> shape = Arrays.stream(wanted.getValue()).boxed().toList();
            if (found == null || !found.shape().equals(shape)) return null;
            weights.add(new Weights(group.name + "." + wanted.getKey(), wanted.getValue(), found.values()));
        }
        return weights;
    }
}
