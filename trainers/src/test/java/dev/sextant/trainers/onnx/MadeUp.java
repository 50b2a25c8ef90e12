// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.onnx;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.PixelScale;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.data.StepForm;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.model.TrainedNetwork;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.network.Weights;
import dev.sextant.trainers.optimizer.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A network that has not learnt, with numbers in all of its tensors that differ from those that it began with, beside
 * itself as it would be saved.
 */
record MadeUp(Network network, TrainedNetwork saved) {
    static final int MOST_ROWS = 64;

    /** Whose outputs are values as they come out of the last layer, on numbers as they go into the first. */
    static MadeUp plain(Blueprint blueprint, long seed) {
        List<AnswerForm.Scale> scales = IntStream.range(0, blueprint.outputs())
                .mapToObj(j -> new AnswerForm.Scale("y" + j, 0, 1))
                .toList();
        Blueprint values = new Blueprint(
                blueprint.input(),
                blueprint.stages(),
                blueprint.initializer(),
                blueprint.outputs(),
                Loss.MEAN_SQUARED_ERROR);
        return of(values, input(blueprint.input()), new AnswerForm.Numbers(scales), seed);
    }

    static MadeUp of(Blueprint blueprint, InputForm input, AnswerForm answer, long seed) {
        Network network = new Network(blueprint, Updates.by(Sgd.PLAIN), MOST_ROWS, new Draws(seed, 1));
        SplittableRandom random = new SplittableRandom(seed);
        for (Weights weights : network.weights()) network.load(moved(weights, random));
        List<Tensor> tensors = new ArrayList<>();
        for (Weights weights : network.weights())
            tensors.add(new Tensor(
                    weights.name(), Arrays.stream(weights.shape()).boxed().toList(), weights.values()));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("study", "made up");
        facts.put("sextant", "0.1.0");
        return new MadeUp(network, new TrainedNetwork(facts, Map.of(), Map.of(), input, blueprint, answer, tensors));
    }

    private static Weights moved(Weights weights, SplittableRandom random) {
        float[] values = weights.values();
        boolean variance = weights.name().endsWith(".variance");
        for (int i = 0; i < values.length; i++)
            values[i] = variance ? (float) random.nextDouble(0.3, 3) : values[i] + (float) random.nextDouble(-0.2, 0.2);
        return new Weights(weights.name(), weights.shape(), values);
    }

    /** Of a table that holds a network's numbers as they are. */
    static InputForm input(Shape shape) {
        return switch (shape) {
            case Shape.Vector(int width) -> new InputForm.Rows(row(width));
            case Shape.Image(int channels, int height, int width) ->
                new InputForm.Images(
                        names(shape.size()),
                        channels,
                        height,
                        width,
                        false,
                        Collections.nCopies(channels, new PixelScale(0, 1, Double.NaN)));
            case Shape.Sequence(int steps, int features, boolean ragged) ->
                new InputForm.WideSequences(
                        names(shape.size()), names(features), new StepForm.Numbers(row(features)), steps, ragged);
            case Shape.Tokens(int steps, int vocabulary, boolean ragged) ->
                new InputForm.WideSequences(
                        names(steps), names(1), new StepForm.NumberedTokens("x0", vocabulary), steps, ragged);
        };
    }

    private static RowForm row(int width) {
        List<RowForm.Part> parts = new ArrayList<>();
        for (String name : names(width)) parts.add(new RowForm.Scaled(name, 0, 1, Double.NaN));
        return new RowForm(parts, false);
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(j -> "x" + j).toList();
    }
}
