// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import dev.sextant.trainers.network.Shape;
import java.util.List;

/** Normalising layers as nodes; batch norm by the figures that it gathered. */
final class NormNodes {
    /** Added to every variance, see {@code BatchNorm} and {@code LayerNorm}. */
    private static final float EPSILON = 1e-5f;

    private final Graph graph;
    private final Parameters parameters;

    NormNodes(Graph graph, Parameters parameters) {
        this.graph = graph;
        this.parameters = parameters;
    }

    /** ONNX has the channels of a batch norm second, which of a sequence the steps are: there it is written out. */
    String batch(String name, Shape shape, String in) {
        if (!(shape instanceof Shape.Sequence))
            return graph.node(
                    "BatchNormalization",
                    name,
                    List.of(
                            in,
                            parameters.add(graph, name + ".scale"),
                            parameters.add(graph, name + ".shift"),
                            parameters.add(graph, name + ".mean"),
                            parameters.add(graph, name + ".variance")),
                    Attribute.real("epsilon", EPSILON));
        float[] variance = parameters.of(name + ".variance").values();
        float[] factor = parameters.of(name + ".scale").values().clone();
        for (int j = 0; j < factor.length; j++) factor[j] *= 1f / (float) Math.sqrt(variance[j] + EPSILON);
        String centred = graph.node("Sub", name + ".centred", List.of(in, parameters.add(graph, name + ".mean")));
        String scaled = graph.node(
                "Mul",
                name + ".scaled",
                List.of(centred, graph.floats(name + ".factor", List.of(factor.length), factor)));
        return graph.node("Add", name, List.of(scaled, parameters.add(graph, name + ".shift")));
    }

    /**
     * Of vectors and steps ONNX's own. An image is one line of numbers with a scale a channel: normalised as the only
     * channel of itself, which has no scale, and scaled after that.
     */
    String layer(String name, Shape shape, String in) {
        if (!(shape instanceof Shape.Image(int channels, int height, int width)))
            return graph.node(
                    "LayerNormalization",
                    name,
                    List.of(in, parameters.add(graph, name + ".scale"), parameters.add(graph, name + ".shift")),
                    Attribute.whole("axis", -1),
                    Attribute.real("epsilon", EPSILON));
        String line = graph.node("Reshape", name + ".line", List.of(in, graph.longs(name + ".one", 0, 1, -1)));
        String level = graph.node(
                "InstanceNormalization",
                name + ".level",
                List.of(
                        line,
                        graph.floats(name + ".unit", List.of(1), 1f),
                        graph.floats(name + ".zero", List.of(1), 0f)),
                Attribute.real("epsilon", EPSILON));
        String image = graph.node(
                "Reshape", name + ".image", List.of(level, graph.longs(name + ".shape", 0, channels, height, width)));
        List<Integer> planes = List.of(channels, 1, 1);
        String scaled =
                graph.node("Mul", name + ".scaled", List.of(image, parameters.add(graph, name + ".scale", planes)));
        return graph.node("Add", name, List.of(scaled, parameters.add(graph, name + ".shift", planes)));
    }
}
