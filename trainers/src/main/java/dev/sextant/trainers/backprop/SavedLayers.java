// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a saved model: its tensors by the layer and by the role that their names tell. A name without a dot
 * belongs to the layer that the matrix before it began.
 *
 * <p>PyTorch's recurrent modules hold several layers, whose tensors end in {@code _l0}, {@code _l1}, and in
 * {@code _reverse} for the second direction; each becomes a layer, with one bias where there are two that are only ever
 * added. Of a GRU the candidate's two stay apart, see {@link #merged}. How many batches a norm has seen is left out.
 */
final class SavedLayers {
    /** weight_ih_l0, bias_hh_l1_reverse; cells have no number. */
    private static final Pattern RECURRENT = Pattern.compile("(weight|bias)_(ih|hh)(?:_l(\\d+))?(_reverse)?");

    private static final String COUNT = "num_batches_tracked";

    private SavedLayers() {}

    static Map<String, Map<String, Tensor>> of(SavedModel saved) {
        Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
        String open = "";
        for (Tensor tensor : saved.tensors()) {
            int dot = tensor.name().lastIndexOf('.');
            String role = tensor.name().substring(dot + 1);
            if (role.equals(COUNT)) continue;
            Matcher recurrent = RECURRENT.matcher(role);
            if (recurrent.matches()) {
                String number = recurrent.group(3) == null ? "" : "_l" + recurrent.group(3);
                String direction = recurrent.group(4) == null ? "" : ".reverse";
                String layer = tensor.name().substring(0, Math.max(dot, 0)) + number + direction;
                layers.computeIfAbsent(layer, _ -> new LinkedHashMap<>())
                        .put(recurrent.group(1) + "_" + recurrent.group(2), tensor);
            } else if (dot >= 0) {
                layers.computeIfAbsent(tensor.name().substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(role, tensor);
            } else {
                if (tensor.shape().size() > 1) open = tensor.name();
                String guess = tensor.shape().size() > 1 ? "weight" : "bias";
                layers.computeIfAbsent(open, _ -> new LinkedHashMap<>()).putIfAbsent(guess, tensor);
            }
        }
        return layers;
    }

    /**
     * A recurrent layer of PyTorch's as the networks here have it: one bias, the sum of two.
     *
     * @param split whether the last gate, a GRU's candidate, has both of its biases: then the second of them stands
     *     apart, and is not in the sum
     */
    static Map<String, Tensor> merged(Map<String, Tensor> layer, boolean split) {
        Tensor read = layer.get("bias_ih");
        Tensor carried = layer.get("bias_hh");
        if (read == null || carried == null || !read.shape().equals(carried.shape())) return layer;
        Map<String, Tensor> merged = new LinkedHashMap<>(layer);
        merged.remove("bias_ih");
        merged.remove("bias_hh");
        float[] bias = read.values().clone();
        float[] second = carried.values();
        int summed = split ? bias.length / 3 * 2 : bias.length;
        for (int i = 0; i < summed; i++) bias[i] += second[i];
        merged.put("bias", new Tensor(read.name(), read.shape(), bias));
        if (split)
            merged.put(
                    "candidateBias",
                    new Tensor(
                            carried.name(),
                            List.of(bias.length - summed),
                            Arrays.copyOfRange(second, summed, second.length)));
        return merged;
    }

    /** A tensor of one of these roles, whatever the case of its letters. */
    static @Nullable Tensor find(Map<String, Tensor> layer, Iterable<String> roles) {
        for (String role : roles)
            for (Map.Entry<String, Tensor> tensor : layer.entrySet())
                if (tensor.getKey().equalsIgnoreCase(role)) return tensor.getValue();
        return null;
    }
}
