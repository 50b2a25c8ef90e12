// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint.Stage;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of a network as nodes. Vectors are (rows, width), images (rows, channel, row, column), sequences (rows,
 * step, feature), tokens (rows, step); all but the tokens, which are whole numbers, are 32-bit floats.
 *
 * <p>What a layer does stands with the layer itself, in the room of networks; here stands only how ONNX says it.
 * Dropout is left out. Operators of version 17, see {@link OnnxFile}.
 */
final class LayerNodes {
    /** What layers of one kind are called in the names of tensors, as the network counts them. */
    private enum Kind {
        DENSE("dense"),
        CONV("conv"),
        RNN("rnn"),
        LSTM("lstm"),
        GRU("gru"),
        EMBEDDING("embedding"),
        BATCH_NORM("batchNorm"),
        LAYER_NORM("layerNorm");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private static final float ROOT_HALF = 0.70710678f;
    private static final float LEAK = 0.01f;

    private final Graph graph;
    private final Parameters parameters;
    private final Lengths lengths;
    private final NormNodes norms;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    LayerNodes(Graph graph, Parameters parameters, Lengths lengths) {
        this.graph = graph;
        this.parameters = parameters;
        this.lengths = lengths;
        norms = new NormNodes(graph, parameters);
    }

    /** Adds the layers one after the other; gives the name of what the last one gives. */
    String chain(List<Stage> stages, String input) {
        String value = input;
        for (Stage stage : stages) value = layer(stage, value);
        return value;
    }

    private String layer(Stage stage, String in) {
        return switch (stage.layer()) {
            case LayerSpec.Dense _ -> dense(stage.in(), in);
            case LayerSpec.Conv conv -> conv(conv, in);
            case LayerSpec.Pool pool -> pool(pool, in);
            case LayerSpec.GlobalAveragePool _ -> mean(stage.in(), in);
            case LayerSpec.Flatten _ -> flatten(stage.in(), in);
            case LayerSpec.BatchNorm _ -> norms.batch(next(Kind.BATCH_NORM), stage.in(), in);
            case LayerSpec.LayerNorm _ -> norms.layer(next(Kind.LAYER_NORM), stage.in(), in);
            case LayerSpec.Dropout _ -> in;
            case LayerSpec.Activate(Activation activation) -> activate(activation, in);
            case LayerSpec.Residual _ -> graph.node("Add", "residual", List.of(in, chain(stage.inner(), in)));
            case LayerSpec.Recurrent recurrent -> recurrent(recurrent, stage, in);
            case LayerSpec.Embedding _ -> embedding(in);
        };
    }

    private String next(Kind kind) {
        return kind.text + counts.merge(kind, 1, Integer::sum);
    }

    private String dense(Shape shape, String in) {
        String name = next(Kind.DENSE);
        String bias = parameters.add(graph, name + ".bias");
        if (!(shape instanceof Shape.Sequence))
            return graph.node(
                    "Gemm",
                    name,
                    List.of(in, parameters.add(graph, name + ".weight"), bias),
                    Attribute.whole("transB", 1));
        String turned = turned(name + ".weight");
        return graph.node("Add", name, List.of(graph.node("MatMul", name + ".product", List.of(in, turned)), bias));
    }

    /** A matrix as (inputs, outputs): a product with many matrices takes it only so. */
    private String turned(String name) {
        Tensor weights = parameters.of(name);
        int outputs = weights.shape().get(0);
        int inputs = weights.shape().get(1);
        float[] turned = new float[outputs * inputs];
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < inputs; j++) turned[j * outputs + i] = weights.values()[i * inputs + j];
        return graph.floats(name + ".transposed", List.of(inputs, outputs), turned);
    }

    private String conv(LayerSpec.Conv conv, String in) {
        String name = next(Kind.CONV);
        int border = conv.border();
        return graph.node(
                "Conv",
                name,
                List.of(in, parameters.add(graph, name + ".weight"), parameters.add(graph, name + ".bias")),
                Attribute.wholes("kernel_shape", conv.kernel(), conv.kernel()),
                Attribute.wholes("strides", conv.stride(), conv.stride()),
                Attribute.wholes("pads", border, border, border, border));
    }

    private String pool(LayerSpec.Pool pool, String in) {
        int border = pool.padding();
        return pool.largest()
                ? graph.node(
                        "MaxPool",
                        "maxPool",
                        List.of(in),
                        Attribute.wholes("kernel_shape", pool.size(), pool.size()),
                        Attribute.wholes("strides", pool.stride(), pool.stride()),
                        Attribute.wholes("pads", border, border, border, border))
                : graph.node(
                        "AveragePool",
                        "averagePool",
                        List.of(in),
                        Attribute.wholes("kernel_shape", pool.size(), pool.size()),
                        Attribute.wholes("strides", pool.stride(), pool.stride()),
                        Attribute.wholes("pads", border, border, border, border),
                        Attribute.whole("count_include_pad", 1));
    }

    private String mean(Shape shape, String in) {
        String name = "globalAveragePool";
        if (shape instanceof Shape.Image)
            return graph.node(
                    "ReduceMean", name, List.of(in), Attribute.wholes("axes", 2, 3), Attribute.whole("keepdims", 0));
        if (!lengths.differ())
            return graph.node(
                    "ReduceMean", name, List.of(in), Attribute.wholes("axes", 1), Attribute.whole("keepdims", 0));
        String sum = graph.node(
                "ReduceSum",
                name + ".sum",
                List.of(lengths.cut(in), graph.longs(name + ".axes", 1)),
                Attribute.whole("keepdims", 0));
        return graph.node("Div", name, List.of(sum, lengths.divisor()));
    }

    private String flatten(Shape shape, String in) {
        if (shape instanceof Shape.Vector) return in;
        String whole = shape instanceof Shape.Sequence ? lengths.cut(in) : in;
        return graph.node("Flatten", "flatten", List.of(whole), Attribute.whole("axis", 1));
    }

    private String activate(Activation activation, String in) {
        String name = activation.text();
        return switch (activation) {
            case RELU -> graph.node("Relu", name, List.of(in));
            case LEAKY_RELU -> graph.node("LeakyRelu", name, List.of(in), Attribute.real("alpha", LEAK));
            case ELU -> graph.node("Elu", name, List.of(in), Attribute.real("alpha", 1f));
            case GELU -> {
                String root = graph.floats(name + ".rootHalf", List.of(), ROOT_HALF);
                String one = graph.floats(name + ".one", List.of(), 1f);
                String half = graph.floats(name + ".half", List.of(), 0.5f);
                String scaled = graph.node("Mul", name + ".scaled", List.of(in, root));
                String erf = graph.node("Erf", name + ".erf", List.of(scaled));
                String twice = graph.node("Add", name + ".twice", List.of(erf, one));
                String share = graph.node("Mul", name + ".share", List.of(twice, half));
                yield graph.node("Mul", name, List.of(in, share));
            }
            case SILU -> graph.node("Mul", name, List.of(in, graph.node("Sigmoid", name + ".share", List.of(in))));
            case SOFTPLUS -> graph.node("Softplus", name, List.of(in));
            case TANH -> graph.node("Tanh", name, List.of(in));
            case SIGMOID -> graph.node("Sigmoid", name, List.of(in));
            case IDENTITY -> in;
        };
    }

    private String recurrent(LayerSpec.Recurrent recurrent, Stage stage, String in) {
        String name = next(
                switch (recurrent.cell()) {
                    case RNN -> Kind.RNN;
                    case LSTM -> Kind.LSTM;
                    case GRU -> Kind.GRU;
                });
        return new RecurrentNodes(graph, parameters, lengths, name, recurrent).add(stage.out(), in);
    }

    private String embedding(String in) {
        String name = next(Kind.EMBEDDING);
        return graph.node(
                "Gather", name, List.of(parameters.add(graph, name + ".weight"), in), Attribute.whole("axis", 0));
    }
}
