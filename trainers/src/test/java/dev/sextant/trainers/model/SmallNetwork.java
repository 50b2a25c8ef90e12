// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.data.AnswerForm;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.RowForm;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network that nobody trained, of each kind of part that a row may have. */
final class SmallNetwork {
    private SmallNetwork() {}

    static TrainedNetwork made() throws Exception {
        RowForm row = new RowForm(
                List.of(
                        new RowForm.Scaled("größe", 0.1, 1e-7, 3),
                        new RowForm.OneHot("colour", List.of("a \"b\"", "c"), "c"),
                        new RowForm.Absence("colour")),
                true);
        InputForm input = new InputForm.Rows(row);
        Blueprint blueprint = Blueprint.of(
                input.shape(),
                List.of(
                        new Placed("layers.0", new LayerSpec.Dense(3)),
                        new Placed("layers.0", new LayerSpec.BatchNorm()),
                        new Placed("layers.0", new LayerSpec.Activate(Activation.TANH))),
                Initializer.ZEROS,
                2,
                Loss.CROSS_ENTROPY);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("study", "made by hand");
        facts.put(TrainedNetwork.DOCUMENT, "{\"hidden\":[3]}");
        return new TrainedNetwork(
                facts,
                Map.of("decimal", "comma"),
                Map.of("validationLoss", 0.30000000000000004),
                input,
                blueprint,
                new AnswerForm.Classes("kind", List.of("no", "yes")),
                List.of(
                        tensor("dense1.weight", 3, 4),
                        tensor("dense1.bias", 3),
                        tensor("batchNorm1.scale", 3),
                        tensor("batchNorm1.shift", 3),
                        tensor("batchNorm1.mean", 3),
                        tensor("batchNorm1.variance", 3),
                        tensor("dense2.weight", 2, 3),
                        tensor("dense2.bias", 2)));
    }

    private static Tensor tensor(String name, Integer... shape) {
        int size = 1;
        for (int length : shape) size *= length;
        float[] values = new float[size];
        DrawSequence random = new Draws(1, 0).of(name);
        for (int i = 0; i < size; i++) values[i] = (float) StrictMath.exp(3 * random.normal());
        return new Tensor(name, List.of(shape), values);
    }
}
