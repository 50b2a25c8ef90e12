// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that has learnt, with everything that a prediction needs: what the cells of a table become, the layers, the
 * weights, and what the outputs say. It refers to no file.
 *
 * <p>A sample goes through it so: {@code input} makes a row of {@code blueprint.input().columns()} floats of it; the
 * stages of {@code blueprint} give {@code blueprint.outputs()} numbers, logits or scaled values; {@code answer} says
 * what they mean. The first stage may read the row as another shape of as many numbers than {@code input} calls it: a
 * network that was written in the short form reads images and series as vectors.
 *
 * @param facts where it comes from, by name, in the order to be shown; see {@link #DOCUMENT}
 * @param reading what was found out about the form of the file that it learnt from, by name; empty for a CSV file with
 *     commas in UTF-8
 * @param scores what the training came to, by the metric's name, in the order to be shown
 * @param tensors row-major, of all layers from the input on, named and shaped as {@code Network.weights} does:
 *     {@code dense1.weight} is (outputs, inputs)
 */
public record TrainedNetwork(
        Map<String, String> facts,
        Map<String, String> reading,
        Map<String, Double> scores,
        InputForm input,
        Blueprint blueprint,
        AnswerForm answer,
        List<Tensor> tensors) {
    /** The fact that is a JSON object: the study as it was trained, nothing left to vary. */
    public static final String DOCUMENT = "document";

    /** Rows that go through a network together that is not trained; no answer depends on it. */
    public static final int MOST_ROWS = 64;

    public TrainedNetwork {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        reading = Collections.unmodifiableMap(new LinkedHashMap<>(reading));
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        tensors = List.copyOf(tensors);
        if (input.shape().columns() != blueprint.input().columns())
            throw new IllegalArgumentException("the data have %d numbers a sample, the network reads %d"
                    .formatted(input.shape().columns(), blueprint.input().columns()));
        int outputs = outputs(input, answer, blueprint.loss());
        if (outputs != blueprint.outputs())
            throw new IllegalArgumentException(
                    "the network has %d outputs, its answers need %d".formatted(blueprint.outputs(), outputs));
    }

    private static int outputs(InputForm input, AnswerForm answer, Loss loss) {
        int horizons =
                input instanceof InputForm.Series series ? series.horizons().size() : 1;
        return switch (answer) {
            case AnswerForm.Classes(String _, List<String> labels) ->
                loss == Loss.BINARY_CROSS_ENTROPY ? labels.size() - 1 : labels.size();
            case AnswerForm.Numbers(List<AnswerForm.Scale> scales) -> Math.multiplyExact(scales.size(), horizons);
            case AnswerForm.Answers(List<String> targets) -> Math.multiplyExact(targets.size(), horizons);
        };
    }

    /** Whether one of two classes is told by a single output, the logit of the second. */
    public boolean single() {
        return answer instanceof AnswerForm.Classes && blueprint.loss() == Loss.BINARY_CROSS_ENTROPY;
    }

    /** What a loss is multiplied with to be in the target's own units; 1 where several targets have none in common. */
    public double lossScale() {
        double deviation = answer instanceof AnswerForm.Numbers(List<AnswerForm.Scale> scales) && scales.size() == 1
                ? scales.getFirst().deviation()
                : 1;
        return switch (blueprint.loss()) {
            case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HUBER -> 1;
            case MEAN_SQUARED_ERROR -> deviation * deviation;
            case MEAN_ABSOLUTE_ERROR -> deviation;
        };
    }

    /**
     * The network itself, to ask it.
     *
     * @throws ModelFormatException where the tensors are not those of its layers
     */
    public Network network() throws ModelFormatException {
        return Revival.of(this);
    }
}
