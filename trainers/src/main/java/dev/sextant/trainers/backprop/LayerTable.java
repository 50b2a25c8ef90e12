// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.Structure;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Stage;
import dev.sextant.trainers.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a network as people read them: one entry for each that is written, with what follows it by itself, and
 * one for the output layer. Those inside a residual one stand before it.
 */
final class LayerTable {
    private static final List<String> WORDS = List.of("place", "layer", "output");
    private static final List<String> COUNTS = List.of("parameters", "multiplyAddsPerSample");

    private final List<Structure.Part> parts = new ArrayList<>();

    private LayerTable() {}

    static Structure of(Blueprint blueprint) {
        LayerTable table = new LayerTable();
        table.add(blueprint.stages());
        return new Structure("layers", WORDS, COUNTS, table.parts);
    }

    private void add(List<Stage> stages) {
        List<String> names = new ArrayList<>();
        long parameters = 0;
        long multiplyAdds = 0;
        for (int s = 0; s < stages.size(); s++) {
            Stage stage = stages.get(s);
            add(stage.inner());
            names.add(name(stage.layer()));
            // what a residual layer has is told of its parts
            if (stage.inner().isEmpty()) {
                parameters += stage.parameters();
                multiplyAdds += stage.multiplyAdds();
            }
            if (s + 1 < stages.size() && stages.get(s + 1).place().equals(stage.place())) continue;
            parts.add(new Structure.Part(
                    List.of(stage.place(), String.join(", ", names), stage.out().text()),
                    List.of(parameters, multiplyAdds)));
            names.clear();
            parameters = 0;
            multiplyAdds = 0;
        }
    }

    /** As the document names it, with what it says of it. */
    private static String name(LayerSpec layer) {
        return switch (layer) {
            case LayerSpec.Dense(int units) -> layer.name() + " " + units;
            case LayerSpec.Conv(int filters, int kernel, int stride, int padding) ->
                "%s %d of %d×%d%s%s"
                        .formatted(
                                layer.name(),
                                filters,
                                kernel,
                                kernel,
                                stride == 1 ? "" : " stride " + stride,
                                padding == LayerSpec.Conv.SAME ? " same" : padding == 0 ? "" : " padding " + padding);
            case LayerSpec.Pool(boolean _, int size, int stride, int padding) ->
                "%s %d×%d%s%s"
                        .formatted(
                                layer.name(),
                                size,
                                size,
                                stride == size ? "" : " stride " + stride,
                                padding == 0 ? "" : " padding " + padding);
            case LayerSpec.Dropout(double probability) -> layer.name() + " " + probability;
            case LayerSpec.Activate(var activation) -> activation.text();
            case LayerSpec.Recurrent(var _, int units, boolean all, boolean bidirectional) ->
                layer.name() + " " + units + (bidirectional ? " bidirectional" : "") + (all ? " all steps" : "");
            case LayerSpec.Embedding(int size) -> layer.name() + " " + size;
            case LayerSpec.GlobalAveragePool _,
                    LayerSpec.Flatten _,
                    LayerSpec.BatchNorm _,
                    LayerSpec.LayerNorm _,
                    LayerSpec.Residual _ -> layer.name();
        };
    }
}
