// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A recurrent layer as a node of ONNX, which has the steps before the rows, another order of the gates, and two biases
 * everywhere: i, o, f, c of an LSTM, here i, f, g, o; z, r, h of a GRU, here r, z, n. The GRU's reset gate works on the
 * product with the state, which ONNX calls {@code linear_before_reset}.
 */
final class RecurrentNodes {
    private final Graph graph;
    private final Parameters parameters;
    private final Lengths lengths;
    private final String name;
    private final LayerSpec.Recurrent layer;
    private final List<String> directions;

    /** @param name as in the names of its tensors */
    RecurrentNodes(Graph graph, Parameters parameters, Lengths lengths, String name, LayerSpec.Recurrent layer) {
        this.graph = graph;
        this.parameters = parameters;
        this.lengths = lengths;
        this.name = name;
        this.layer = layer;
        directions = layer.bidirectional() ? List.of(name, name + ".reverse") : List.of(name);
    }

    /** ONNX's gates in its order, by their places in ours. */
    private List<Integer> order() {
        return switch (layer.cell()) {
            case RNN -> List.of(0);
            case LSTM -> List.of(0, 3, 1, 2);
            case GRU -> List.of(1, 0, 2);
        };
    }

    /** @param out what the layer gives */
    String add(Shape out, String in) {
        String operator = switch (layer.cell()) {
            case RNN -> "RNN";
            case LSTM -> "LSTM";
            case GRU -> "GRU";
        };
        String steps = graph.node("Transpose", name + ".steps", List.of(in), Attribute.wholes("perm", 1, 0, 2));
        List<String> inputs =
                List.of(steps, weights("inputWeight", "W"), weights("stateWeight", "R"), biases(), lengths.narrow());
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                Attribute.whole("hidden_size", layer.units()),
                Attribute.text("direction", layer.bidirectional() ? "bidirectional" : "forward")));
        if (layer.cell() == LayerSpec.Cell.GRU) attributes.add(Attribute.whole("linear_before_reset", 1));
        // the first output has the states of all steps, the second the last one of each direction
        String states = graph.node(
                layer.all() ? 0 : 1, operator, name + ".states", inputs, attributes.toArray(AttributeProto[]::new));
        return layer.all() ? all(states, out) : last(states, out);
    }

    /** From (step, direction, row, unit) to (row, step, direction and unit). */
    private String all(String states, Shape out) {
        Shape.Sequence sequence = (Shape.Sequence) out;
        String rows = graph.node("Transpose", name + ".rows", List.of(states), Attribute.wholes("perm", 2, 0, 1, 3));
        return graph.node(
                "Reshape", name, List.of(rows, graph.longs(name + ".shape", 0, sequence.steps(), sequence.features())));
    }

    /** From (direction, row, unit) to (row, direction and unit). */
    private String last(String states, Shape out) {
        String rows = graph.node("Transpose", name + ".rows", List.of(states), Attribute.wholes("perm", 1, 0, 2));
        return graph.node("Reshape", name, List.of(rows, graph.longs(name + ".shape", 0, out.size())));
    }

    /** The matrices of all directions as (direction, gates, width). */
    private String weights(String role, String letter) {
        int width = parameters.of(name + "." + role).shape().get(1);
        float[] all = new float[directions.size() * order().size() * layer.units() * width];
        int at = 0;
        for (String direction : directions)
            at = reorder(parameters.of(direction + "." + role).values(), layer.units() * width, all, at);
        return graph.floats(
                name + "." + letter.toLowerCase(Locale.ROOT),
                List.of(directions.size(), order().size() * layer.units(), width),
                all);
    }

    /** Gate by gate, in ONNX's order; gives where the next ones go. */
    private int reorder(float[] values, int gate, float[] to, int at) {
        int next = at;
        for (int place : order()) {
            System.arraycopy(values, place * gate, to, next, gate);
            next += gate;
        }
        return next;
    }

    /** For each direction those beside the inputs, then those beside the state: zeros, but for a GRU's candidate. */
    private String biases() {
        int units = layer.units();
        int half = order().size() * units;
        float[] all = new float[directions.size() * 2 * half];
        for (int d = 0; d < directions.size(); d++) {
            String direction = directions.get(d);
            int end = reorder(parameters.of(direction + ".bias").values(), units, all, d * 2 * half) + half;
            if (layer.cell() == LayerSpec.Cell.GRU)
                System.arraycopy(parameters.of(direction + ".candidateBias").values(), 0, all, end - units, units);
        }
        return graph.floats(name + ".b", List.of(directions.size(), 2 * half), all);
    }
}
