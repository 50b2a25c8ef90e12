// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.network.Loss;
import java.util.List;

/** What a network's last layer gives as what a person wants to know: a class, probabilities, numbers in their units. */
final class AnswerNodes {
    static final String PROBABILITIES = "probabilities";
    static final String INDEX = "index";
    static final String LABEL = "label";
    static final String ANSWERS = "answers";
    static final String VALUES = "values";

    private final Graph graph;
    private final String logits;
    private final int outputs;

    /**
     * @param logits what the last layer gives, (rows, outputs)
     * @param outputs how many there are
     */
    AnswerNodes(Graph graph, String logits, int outputs) {
        this.graph = graph;
        this.logits = logits;
        this.outputs = outputs;
    }

    void add(AnswerForm answer, Loss loss) {
        switch (answer) {
            case AnswerForm.Classes(String target, List<String> labels) ->
                classes(target, labels, loss == Loss.BINARY_CROSS_ENTROPY);
            case AnswerForm.Numbers(List<AnswerForm.Scale> scales) -> numbers(scales);
            case AnswerForm.Answers(List<String> targets) -> answers(targets);
        }
    }

    /** @param single whether the only output tells the second of two */
    private void classes(String target, List<String> labels, boolean single) {
        String probabilities;
        String index;
        if (single) {
            String second = graph.node("Sigmoid", "second", List.of(logits));
            String first = graph.node("Sigmoid", "first", List.of(graph.node("Neg", "logit.turned", List.of(logits))));
            probabilities = graph.node("Concat", PROBABILITIES, List.of(first, second), Attribute.whole("axis", 1));
            String line = graph.node("Reshape", "index.line", List.of(above(), graph.longs("index.shape", -1)));
            index = graph.node("Cast", INDEX, List.of(line), Attribute.whole("to", DataType.INT64_VALUE));
        } else {
            probabilities = graph.node("Softmax", PROBABILITIES, List.of(logits), Attribute.whole("axis", -1));
            index = graph.node(
                    "ArgMax", INDEX, List.of(logits), Attribute.whole("axis", -1), Attribute.whole("keepdims", 0));
        }
        String label =
                graph.node("Gather", LABEL, List.of(graph.texts("labels", labels), index), Attribute.whole("axis", 0));
        graph.output(label, DataType.STRING, List.of(), target + ": the most probable class.");
        graph.output(
                probabilities,
                DataType.FLOAT,
                List.of(labels.size()),
                "Of each class, in this order: " + String.join(", ", labels));
        graph.output(index, DataType.INT64, List.of(), "Which class that is, from 0.");
    }

    private void answers(List<String> targets) {
        String probabilities = graph.node("Sigmoid", PROBABILITIES, List.of(logits));
        String answers = graph.node("Cast", ANSWERS, List.of(above()), Attribute.whole("to", DataType.INT64_VALUE));
        String order = String.join(", ", targets);
        graph.output(answers, DataType.INT64, List.of(outputs), "1 for yes, 0 for no, in this order: " + order);
        graph.output(probabilities, DataType.FLOAT, List.of(outputs), "Of yes, in this order: " + order);
    }

    /** Whether each output is above 0: a probability above ½. */
    private String above() {
        return graph.node("Greater", "above", List.of(logits, graph.floats("above.zero", List.of(), 0f)));
    }

    /** Over a series the targets come once for each horizon. */
    private void numbers(List<AnswerForm.Scale> scales) {
        double[] deviations = new double[outputs];
        double[] means = new double[outputs];
        for (int j = 0; j < outputs; j++) {
            deviations[j] = scales.get(j % scales.size()).deviation();
            means[j] = scales.get(j % scales.size()).mean();
        }
        List<Integer> shape = List.of(outputs);
        String wide = graph.node("Cast", "wide", List.of(logits), Attribute.whole("to", DataType.DOUBLE_VALUE));
        String spread =
                graph.node("Mul", "wide.spread", List.of(wide, graph.doubles("wide.deviation", shape, deviations)));
        String values = graph.node("Add", VALUES, List.of(spread, graph.doubles("wide.mean", shape, means)));
        graph.output(
                values,
                DataType.DOUBLE,
                shape,
                "In their own units, in this order: "
                        + String.join(
                                ", ",
                                scales.stream().map(AnswerForm.Scale::target).toList()));
    }
}
