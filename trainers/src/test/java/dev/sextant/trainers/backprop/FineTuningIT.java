// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.model.ModelFile;
import dev.sextant.trainers.model.SafeTensors;
import dev.sextant.trainers.model.SavedModel;
import dev.sextant.trainers.model.Tensor;
import dev.sextant.trainers.network.Blueprint;
import dev.sextant.trainers.network.Blueprint.Placed;
import dev.sextant.trainers.network.LayerSamples;
import dev.sextant.trainers.network.LayerSpec;
import dev.sextant.trainers.network.Network;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.Updates;
import dev.sextant.trainers.network.Weights;
import dev.sextant.trainers.optimizer.Sgd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of layers of every kind that start from saved ones. */
class FineTuningIT {
    private static final int BATCH = 19;

    @TempDir
    private Path folder = Path.of("");

    private static Network network(Blueprint blueprint, Updates updates, long seed) {
        return new Network(blueprint, updates, BATCH, new Draws(seed, 0));
    }

    private static void train(Network network, Blueprint blueprint, int steps) {
        for (int step = 0; step < steps; step++)
            network.train(
                    LayerSamples.rows(blueprint.input()),
                    LayerSamples.targets(),
                    LayerSamples.order(),
                    step,
                    BATCH,
                    0.05,
                    Double.NaN);
    }

    private static WeightedLayers weighted(Blueprint blueprint) {
        return WeightedLayers.of(blueprint.stages().stream()
                .filter(stage -> !stage.place().equals(Blueprint.OUTPUT))
                .map(stage -> new Placed(stage.place(), stage.layer()))
                .toList());
    }

    private static Tensor tensor(Weights weights) {
        return new Tensor(weights.name(), Arrays.stream(weights.shape()).boxed().toList(), weights.values());
    }

    /** Written and read again. */
    private SavedModel saved(Network network) throws Exception {
        Path file = folder.resolve("saved.safetensors");
        Files.write(
                file,
                SafeTensors.write(
                        network.weights().stream().map(FineTuningIT::tensor).toList(), Map.of()));
        return ModelFile.read(file, "saved.safetensors");
    }

    private static Map<String, float[]> values(Network network) {
        return network.weights().stream().collect(Collectors.toMap(Weights::name, Weights::values));
    }

    @Test
    void aSavedNetworkComesBackWhateverItsLayers() throws Exception {
        for (Blueprint blueprint : LayerSamples.networks()) {
            Network from = network(blueprint, Updates.by(Sgd.MOMENTUM), 1);
            train(from, blueprint, 2);
            Network to = network(blueprint, Updates.by(Sgd.MOMENTUM), 2);
            InitialWeights.load(
                    saved(from),
                    to,
                    weighted(blueprint),
                    IntStream.rangeClosed(1, blueprint.layers()).boxed().toList());
            Map<String, float[]> wanted = values(from);
            values(to).forEach((name, values) -> assertArrayEquals(wanted.get(name), values, name));
            assertArrayEquals(
                    from.predict(LayerSamples.rows(blueprint.input()), LayerSamples.order())
                            .values(),
                    to.predict(LayerSamples.rows(blueprint.input()), LayerSamples.order())
                            .values());
        }
    }

    @Test
    void frozenLayersAndTheirNormsStayBitForBitAndTheOthersMove() throws Exception {
        for (Blueprint blueprint : LayerSamples.networks()) {
            List<Double> rates = new ArrayList<>();
            for (int l = 0; l < blueprint.layers(); l++) rates.add(l < (blueprint.layers() + 1) / 2 ? 0 : 0.5);
            Network from = network(blueprint, Updates.by(Sgd.MOMENTUM), 1);
            train(from, blueprint, 2);
            Network tuned = network(blueprint, new Updates(Sgd.MOMENTUM, 1e-4, 1, 0.5, rates), 2);
            InitialWeights.load(saved(from), tuned, weighted(blueprint), List.of(1));
            Map<String, float[]> before = values(from);
            train(tuned, blueprint, 5);
            double[] norms = new double[rates.size()];
            tuned.gradientNorms(norms);
            WeightedLayers weighted = weighted(blueprint);
            for (int l = 0; l < rates.size(); l++) {
                assertEquals(rates.get(l) != 0, norms[l] > 0, LayerSamples.text(blueprint) + " " + l);
                String name = weighted.layers().get(l).name() + ".";
                boolean frozen = rates.get(l) == 0;
                values(tuned).forEach((tensor, values) -> {
                    if (tensor.startsWith(name))
                        assertEquals(frozen, Arrays.equals(before.get(tensor), values), tensor);
                });
            }
        }
    }

    @Test
    void aNormBelongsToTheLayerBeforeIt() throws Exception {
        Blueprint blueprint = LayerSamples.networks().getFirst();
        Network network = network(blueprint, new Updates(Sgd.PLAIN, 0, 0, 0, List.of(0.0, 1.0, 1.0, 1.0)), 1);
        Map<String, float[]> before = values(network);
        train(network, blueprint, 3);
        values(network)
                .forEach((name, values) -> assertEquals(
                        name.startsWith("conv1.") || name.startsWith("batchNorm1."),
                        Arrays.equals(before.get(name), values),
                        name));
    }

    /** As PyTorch writes recurrent layers: two biases, and the layers of a stack in one module. */
    private static List<Tensor> torch(Network network, List<String> own, List<String> theirs) {
        Map<String, Weights> named = network.weights().stream().collect(Collectors.toMap(Weights::name, w -> w));
        List<Tensor> tensors = new ArrayList<>();
        for (int l = 0; l < own.size(); l++) {
            String suffix = theirs.get(l);
            Weights bias = Objects.requireNonNull(named.remove(own.get(l) + ".bias"));
            Weights second = named.remove(own.get(l) + ".candidateBias");
            float[] read = bias.values();
            float[] carried = new float[read.length];
            int summed = second == null ? read.length : read.length / 3 * 2;
            for (int i = 0; i < summed; i++) {
                carried[i] = i + 1;
                read[i] -= i + 1;
            }
            if (second != null) System.arraycopy(second.values(), 0, carried, summed, read.length - summed);
            Weights input = Objects.requireNonNull(named.remove(own.get(l) + ".inputWeight"));
            Weights state = Objects.requireNonNull(named.remove(own.get(l) + ".stateWeight"));
            tensors.add(renamed("rnn.weight_ih" + suffix, tensor(input)));
            tensors.add(renamed("rnn.weight_hh" + suffix, tensor(state)));
            tensors.add(new Tensor("rnn.bias_ih" + suffix, List.of(read.length), read));
            tensors.add(new Tensor("rnn.bias_hh" + suffix, List.of(read.length), carried));
        }
        named.values().forEach(rest -> tensors.add(renamed(rest.name().replace("dense1", "head"), tensor(rest))));
        return tensors;
    }

    private static Tensor renamed(String name, Tensor tensor) {
        return new Tensor(name, tensor.shape(), tensor.values());
    }

    @Test
    void recurrentLayersOfPyTorchAreRead() throws Exception {
        Shape sequence = new Shape.Sequence(4, 3, false);
        List<String> suffixes = List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse");
        for (LayerSpec.Cell cell : LayerSpec.Cell.values()) {
            Blueprint blueprint = LayerSamples.of(
                    sequence,
                    new LayerSpec.Recurrent(cell, 5, true, true),
                    new LayerSpec.Recurrent(cell, 5, false, true));
            Network from = network(blueprint, Updates.by(Sgd.PLAIN), 1);
            train(from, blueprint, 2);
            String kind = new LayerSpec.Recurrent(cell, 1, true, true).name();
            List<String> own = List.of(kind + "1", kind + "1.reverse", kind + "2", kind + "2.reverse");
            Network to = network(blueprint, Updates.by(Sgd.PLAIN), 2);
            SavedModel saved = new SavedModel("torch.safetensors", "", torch(from, own, suffixes));
            InitialWeights.load(saved, to, weighted(blueprint), List.of(1, 2, 3));
            Map<String, float[]> wanted = new HashMap<>(values(from));
            values(to).forEach((name, values) -> assertArrayEquals(wanted.get(name), values, 1e-5f, name));
        }
    }

    @Test
    void aCountOfBatchesIsNoPartOfANorm() throws Exception {
        Blueprint blueprint = LayerSamples.networks().getFirst();
        Network from = network(blueprint, Updates.by(Sgd.PLAIN), 1);
        train(from, blueprint, 2);
        List<Tensor> tensors = new ArrayList<>();
        for (Weights weights : from.weights())
            tensors.add(renamed(
                    weights.name()
                            .replace("batchNorm1.scale", "1.weight")
                            .replace("batchNorm1.shift", "1.bias")
                            .replace("batchNorm1.mean", "1.running_mean")
                            .replace("batchNorm1.variance", "1.running_var"),
                    tensor(weights)));
        tensors.add(new Tensor("1.num_batches_tracked", List.of(), new float[] {7}));
        Network to = network(blueprint, Updates.by(Sgd.PLAIN), 2);
        InitialWeights.load(new SavedModel("torch", "", tensors), to, weighted(blueprint), List.of());
        values(to).forEach((name, values) -> assertArrayEquals(values(from).get(name), values, name));
    }

    @Test
    void aFrozenLayerThatDoesNotFitIsNamedByItsPlaceAndItsTensors() throws Exception {
        Shape sequence = new Shape.Sequence(4, 3, false);
        Blueprint small = LayerSamples.of(sequence, LayerSamples.lstm(2, false, false));
        Blueprint large = LayerSamples.of(sequence, LayerSamples.lstm(3, false, false));
        SavedModel saved = saved(network(small, Updates.by(Sgd.PLAIN), 1));
        Network network = network(large, Updates.by(Sgd.PLAIN), 1);
        TrainingException refused = assertThrows(
                TrainingException.class, () -> InitialWeights.load(saved, network, weighted(large), List.of(1)));
        assertEquals("freeze", refused.path());
        assertEquals(
                "layer 1 (layers.0, lstm1) is frozen, but no layer of saved.safetensors fits it: it holds"
                        + " lstm1.inputWeight 8x3, lstm1.stateWeight 8x2, dense1.weight 4x2, the layer's inputWeight is"
                        + " 12x3, stateWeight is 12x3, bias is 12",
                refused.getMessage());
    }

    private static NetworkSettings read(String freeze) throws TrainingException {
        try {
            return NetworkSettings.read((ObjectNode) new ObjectMapper().readTree("""
                    {"data": {"builtin": "digits"}, "freeze": %s, "layers": [{"conv": {"filters": 4}},
                        {"residual": [{"conv": {"filters": 4, "padding": "same"}}]}, {"dense": 8}]}""".formatted(freeze)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new AssertionError(mistake);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"conv5\"] | there is no layer with weights called \"conv5\" | it must be one of conv1, conv2, dense1, dense2",
                "[1, 5] | there is no layer 5: this network has 4 layers with weights | count from the input on, from 1"
            })
    void aLayerThatIsNotThereCannotBeFrozen(String freeze, String message, String help) {
        TrainingException refused = assertThrows(TrainingException.class, () -> read(freeze));
        assertTrue(refused.path().startsWith("freeze."), refused.path());
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }

    @Test
    void layersAreFrozenByNumberAndByName() throws Exception {
        assertEquals(
                List.of(0.0, 0.0, 1.0, 1.0), read("[1, \"conv2\"]").updates().layerRates());
        assertEquals(List.of(2, 4), read("[\"conv2\", \"dense2\"]").freeze());
    }
}
