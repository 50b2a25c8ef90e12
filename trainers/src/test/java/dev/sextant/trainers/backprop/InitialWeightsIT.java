// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.model.SafeTensors;
import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.network.Activation;
import dev.sextant.trainers.network.Architecture;
import dev.sextant.trainers.network.Initializer;
import dev.sextant.trainers.network.Loss;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.network.Weights;
import dev.sextant.trainers.optimizer.Sgd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start from saved networks. */
class InitialWeightsIT {
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);

    private static final WeightedLayers HIDDEN_ONE = hidden(8);
    private static final WeightedLayers HIDDEN_TWO = hidden(8, 8);

    private static WeightedLayers hidden(Integer... widths) {
        return WeightedLayers.of(Architecture.layers(List.of(widths), Activation.RELU, false, 0));
    }

    @TempDir
    private Path folder = Path.of("");

    private static Network network(boolean batchNorm, long seed, int... widths) {
        List<Integer> hidden =
                Arrays.stream(widths).skip(1).limit(widths.length - 2L).boxed().toList();
        return new Network(
                new Architecture(
                        widths[0],
                        hidden,
                        Activation.RELU,
                        batchNorm,
                        0,
                        Initializer.DEFAULT,
                        widths[widths.length - 1],
                        Loss.CROSS_ENTROPY),
                Updates.by(Sgd.PLAIN),
                4,
                new Draws(seed, 0));
    }

    private static SavedModel saved(Network network, String... renamed) {
        List<Tensor> tensors = new ArrayList<>();
        for (Weights weights : network.weights()) {
            String name = weights.name();
            for (int i = 0; i < renamed.length; i += 2) name = name.replace(renamed[i], renamed[i + 1]);
            tensors.add(new Tensor(name, Arrays.stream(weights.shape()).boxed().toList(), weights.values()));
        }
        return new SavedModel("saved.safetensors", "", tensors);
    }

    private static float[] values(Network network, String name) {
        for (Weights weights : network.weights()) if (weights.name().equals(name)) return weights.values();
        throw new AssertionError("no " + name);
    }

    @Test
    void layersAreMatchedByTheirNames() throws Exception {
        for (boolean batchNorm : new boolean[] {false, true}) {
            Network from = network(batchNorm, 1, 4, 8, 8, 3);
            Network to = network(batchNorm, 2, 4, 8, 8, 3);
            InitialWeights.load(saved(from), to, HIDDEN_TWO, List.of());
            for (Weights weights : from.weights())
                assertArrayEquals(weights.values(), values(to, weights.name()), weights.name());
        }
    }

    @Test
    void layersOfOtherToolsAreMatchedByTheirShapes() throws Exception {
        Network from = network(true, 1, 4, 8, 6, 3);
        Network to = network(true, 2, 4, 8, 6, 3);
        InitialWeights.load(
                saved(
                        from,
                        "dense1.",
                        "0.",
                        "dense2.",
                        "3.",
                        "dense3.",
                        "6.",
                        "batchNorm1.",
                        "1.",
                        "batchNorm2.",
                        "4.",
                        ".scale",
                        ".weight",
                        ".shift",
                        ".bias",
                        ".mean",
                        ".running_mean",
                        ".variance",
                        ".running_var"),
                to,
                HIDDEN_TWO,
                List.of());
        for (Weights weights : from.weights())
            assertArrayEquals(weights.values(), values(to, weights.name()), weights.name());
    }

    @Test
    void whatDoesNotFitKeepsItsDrawnWeights() throws Exception {
        Network from = network(false, 1, 4, 8, 6, 5);
        Network to = network(false, 2, 4, 8, 6, 3);
        float[] drawn = values(to, "dense3.weight");
        InitialWeights.load(saved(from), to, HIDDEN_TWO, List.of(1));
        assertArrayEquals(values(from, "dense1.weight"), values(to, "dense1.weight"));
        assertArrayEquals(values(from, "dense2.bias"), values(to, "dense2.bias"));
        assertArrayEquals(drawn, values(to, "dense3.weight"));
    }

    @Test
    void aNetworkThatNothingFitsIsRefused() {
        SavedModel saved = saved(network(false, 1, 4, 8, 3));
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> InitialWeights.load(saved, network(false, 2, 5, 7, 2), HIDDEN_ONE, List.of()));
        assertEquals("initialWeights", refused.path());
        assertEquals(
                "no layer of saved.safetensors fits this network: it holds dense1.weight 8x4, dense2.weight 3x8,"
                        + " the network has dense1 7x5, dense2 2x7",
                refused.getMessage());
    }

    @Test
    void aFrozenLayerMustComeFromTheFile() {
        SavedModel saved = saved(network(false, 1, 4, 8, 3));
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> InitialWeights.load(saved, network(false, 2, 4, 8, 2), HIDDEN_ONE, List.of(2)));
        assertEquals("freeze", refused.path());
        assertEquals(
                "layer 2 (output, dense2) is frozen, but no layer of saved.safetensors fits it: it holds dense1.weight"
                        + " 8x4, dense2.weight 3x8, the layer's weight is 2x8, bias is 2",
                refused.getMessage());
    }

    private Outcome train(String keys) throws Exception {
        String document = """
                {"data": {"builtin": "iris"}, "hidden": [8], "epochs": 3, "initialWeights": "saved.safetensors" %s}""".formatted(keys);
        Assignment assignment =
                new Assignment((ObjectNode) new ObjectMapper().readTree(document), LOSS, Seeds.ofSearch(1, 0), false);
        NetworkTrainer trainer = new NetworkTrainer(folder);
        assertTrue(trainer.prepare(assignment.document(), LOSS, assignment.seeds())
                .facts()
                .containsKey("initialWeightsSha256"));
        try (Training training = trainer.start(assignment)) {
            while (true) if (training.step() instanceof Progress.Done(Outcome outcome)) return outcome;
        }
    }

    @Test
    void aTrainingStartsWhereTheFileEnded() throws Exception {
        Network zeros = network(false, 1, 4, 8, 3);
        List<Tensor> tensors = new ArrayList<>();
        for (Weights weights : zeros.weights())
            tensors.add(new Tensor(
                    weights.name(),
                    Arrays.stream(weights.shape()).boxed().toList(),
                    new float[weights.values().length]));
        Files.write(folder.resolve("saved.safetensors"), SafeTensors.write(tensors, Map.of()));
        // From zeros every class is equally likely; frozen all over, nothing is learnt.
        Outcome frozen = train(", \"freeze\": [1, 2]");
        for (int epoch = 1; epoch <= frozen.curve().epochs(); epoch++)
            assertEquals(Math.log(3), frozen.curve().at(epoch), 1e-6);
        Files.write(
                folder.resolve("saved.safetensors"),
                SafeTensors.write(saved(network(false, 9, 4, 8, 3)).tensors(), Map.of()));
        assertFalse(Math.abs(train("").curve().at(1) - Math.log(3)) < 1e-3);
    }

    @Test
    void whatIsNoModelIsRefusedWhenTheStudyIsPrepared() throws Exception {
        Files.writeString(folder.resolve("saved.safetensors"), "hello, this is no model");
        TrainingException refused = assertThrows(TrainingException.class, () -> train(""));
        assertEquals("initialWeights", refused.path());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("saved.safetensors is not a saved network: its header would have "),
                refused.getMessage());
        Files.delete(folder.resolve("saved.safetensors"));
        TrainingException missing = assertThrows(TrainingException.class, () -> train(""));
        assertEquals("there is no file " + folder.resolve("saved.safetensors"), missing.getMessage());
    }
}
