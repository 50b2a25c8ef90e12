// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings recorded from PyTorch. */
class GoldenNetworksIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Activation> ACTIVATIONS = Map.of(
            "relu", Activation.RELU,
            "leaky_relu", Activation.LEAKY_RELU,
            "elu", Activation.ELU,
            "gelu", Activation.GELU,
            "silu", Activation.SILU,
            "softplus", Activation.SOFTPLUS,
            "tanh", Activation.TANH,
            "sigmoid", Activation.SIGMOID);
    private static final Map<String, Loss> LOSSES = Map.of(
            "cross_entropy", Loss.CROSS_ENTROPY,
            "binary_cross_entropy", Loss.BINARY_CROSS_ENTROPY,
            "mse", Loss.MEAN_SQUARED_ERROR,
            "huber", Loss.HUBER);

    static Stream<Named<JsonNode>> allCases() {
        return cases().map(c -> Named.of(name(c), c));
    }

    @Test
    void thereAreTenCases() {
        assertEquals(10, cases().count());
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void doublesFollowPyTorch(JsonNode golden) {
        double[][][] weights = cube(golden.at("/init/weights"));
        DoubleNetwork network =
                new DoubleNetwork(weights, square(golden.at("/init/biases")), architecture(golden), updates(golden));
        double[][] inputs = square(golden.get("x"));
        double[][] targets = plain(golden);
        double rate = golden.at("/optimizer_params/lr").doubleValue();
        int batch = golden.get("batch").intValue();
        for (int epoch = 0; epoch < golden.get("epochs").intValue(); epoch++) {
            double sum = 0;
            for (int from = 0; from < inputs.length; from += batch) {
                int to = Math.min(inputs.length, from + batch);
                double mean = network.train(
                        Arrays.copyOfRange(inputs, from, to), Arrays.copyOfRange(targets, from, to), rate);
                sum += mean * (to - from);
                if (epoch == 0 && from == 0)
                    assertNear(
                            golden.get("first_batch"), "_grads", network.weightGradients, network.biasGradients, 1e-7);
            }
            assertNear(golden.get("train_loss").get(epoch).doubleValue(), sum / inputs.length, 1e-7);
            assertNear(golden.get("eval_loss").get(epoch).doubleValue(), network.loss(inputs, targets), 1e-7);
        }
        assertNear(golden.get("final"), "s", network.weights, network.biases, 1e-7);
        for (int l = 0; l < golden.at("/final/bn").size(); l++) {
            JsonNode norm = golden.at("/final/bn").get(l);
            assertNear(doubles(norm.get("gamma")), network.scales[l], 1e-7);
            assertNear(doubles(norm.get("beta")), network.shifts[l], 1e-7);
            assertNear(doubles(norm.get("mean")), network.means[l], 1e-7);
            assertNear(doubles(norm.get("var")), network.variances[l], 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void floatsFollowPyTorch(JsonNode golden) {
        Architecture architecture = architecture(golden);
        int batch = golden.get("batch").intValue();
        Network network = new Network(architecture, updates(golden), batch, new Draws(1, 1));
        load(network, golden);
        double[][] rows = square(golden.get("x"));
        Matrix features = matrix(rows);
        Targets targets = targets(golden);
        int[] order = IntStream.range(0, rows.length).toArray();
        double rate = golden.at("/optimizer_params/lr").doubleValue();
        for (int epoch = 0; epoch < golden.get("epochs").intValue(); epoch++) {
            double sum = 0;
            for (int from = 0; from < order.length; from += batch) {
                int count = Math.min(batch, order.length - from);
                sum += network.train(features, targets, order, from, count, rate, Double.NaN) * count;
                if (epoch == 0 && from == 0)
                    assertNear(golden.get("first_batch"), "_grads", NetworkSamples.named(network.gradients()), 1e-5);
            }
            assertNear(golden.get("train_loss").get(epoch).doubleValue(), sum / order.length, 1e-3);
            assertNear(
                    golden.get("eval_loss").get(epoch).doubleValue(),
                    network.evaluate(features, targets, order).loss(),
                    1e-3);
        }
        Map<String, Weights> named = NetworkSamples.named(network.weights());
        assertNear(golden.get("final"), "s", named, 1e-3);
        for (int l = 0; l < golden.at("/final/bn").size(); l++) {
            JsonNode norm = golden.at("/final/bn").get(l);
            assertNear(doubles(norm.get("gamma")), values(named, "batchNorm%d.scale", l), 1e-3);
            assertNear(doubles(norm.get("beta")), values(named, "batchNorm%d.shift", l), 1e-3);
            assertNear(doubles(norm.get("mean")), values(named, "batchNorm%d.mean", l), 1e-3);
            assertNear(doubles(norm.get("var")), values(named, "batchNorm%d.variance", l), 1e-3);
        }
        Matrix predicted = network.predict(features, order);
        double[][] expected = square(golden.at("/final/output"));
        for (int i = 0; i < expected.length; i++)
            for (int j = 0; j < architecture.outputs(); j++)
                assertEquals(expected[i][j], predicted.get(i, j), 1e-3 * Math.max(1, Math.abs(expected[i][j])));
    }

    private static void load(Network network, JsonNode golden) {
        double[][][] weights = cube(golden.at("/init/weights"));
        for (int l = 0; l < weights.length; l++) {
            int in = weights[l][0].length;
            float[] flat = new float[weights[l].length * in];
            for (int q = 0; q < weights[l].length; q++)
                for (int p = 0; p < in; p++) flat[q * in + p] = (float) weights[l][q][p];
            double[] biases = doubles(golden.at("/init/biases").get(l));
            float[] offsets = new float[biases.length];
            for (int q = 0; q < offsets.length; q++) offsets[q] = (float) biases[q];
            network.load(new Weights("dense%d.weight".formatted(l + 1), new int[] {biases.length, in}, flat));
            network.load(new Weights("dense%d.bias".formatted(l + 1), new int[] {biases.length}, offsets));
        }
    }

    /** Weights and biases against what stands under "weight…" and "bias…", or "bias" and "es" at the end. */
    private static void assertNear(
            JsonNode golden, String end, double[][][] weights, double[][] biases, double tolerance) {
        JsonNode goldenBiases = golden.get(end.equals("s") ? "biases" : "bias" + end);
        for (int l = 0; l < weights.length; l++) {
            double[][] expected = square(golden.get("weight" + end).get(l));
            for (int q = 0; q < expected.length; q++) assertNear(expected[q], weights[l][q], tolerance);
            assertNear(doubles(goldenBiases.get(l)), biases[l], tolerance);
        }
    }

    private static void assertNear(JsonNode golden, String end, Map<String, Weights> named, double tolerance) {
        int layers = golden.get("weight" + end).size();
        double[][][] weights = new double[layers][][];
        double[][] biases = new double[layers][];
        for (int l = 0; l < layers; l++) {
            weights[l] = NetworkSamples.square(NetworkSamples.get(named, "dense%d.weight", l));
            biases[l] = values(named, "dense%d.bias", l);
        }
        assertNear(golden, end, weights, biases, tolerance);
    }

    private static double[] values(Map<String, Weights> named, String pattern, int layer) {
        return NetworkSamples.doubles(NetworkSamples.get(named, pattern, layer).values());
    }

    private static String name(JsonNode c) {
        return "%s %s %s"
                .formatted(
                        c.get("activation").textValue(),
                        c.get("loss").textValue(),
                        c.get("optimizer").textValue());
    }

    private static Architecture architecture(JsonNode golden) {
        int[] sizes =
                golden.get("sizes").valueStream().mapToInt(JsonNode::intValue).toArray();
        return new Architecture(
                sizes[0],
                Arrays.stream(sizes, 1, sizes.length - 1).boxed().toList(),
                Objects.requireNonNull(ACTIVATIONS.get(golden.get("activation").textValue())),
                golden.get("batch_norm").booleanValue(),
                0,
                Initializer.DEFAULT,
                sizes[sizes.length - 1],
                Objects.requireNonNull(LOSSES.get(golden.get("loss").textValue())));
    }

    private static Updates updates(JsonNode golden) {
        String name = golden.get("optimizer").textValue();
        ObjectNode document = JSON.createObjectNode();
        ObjectNode settings = document.putObject(name);
        double decay = 0;
        for (Map.Entry<String, JsonNode> setting :
                golden.get("optimizer_params").properties()) {
            if (setting.getKey().equals("weight_decay") && name.equals("adamw"))
                settings.set("weightDecay", setting.getValue());
            else if (setting.getKey().equals("weight_decay"))
                decay = setting.getValue().doubleValue();
            else if (!setting.getKey().equals("lr")) settings.set(setting.getKey(), setting.getValue());
        }
        return new Updates(
                Optimizers.read(document, decay),
                golden.get("l1").doubleValue(),
                golden.get("clip_norm").asDouble(0),
                0,
                List.of());
    }

    private static Targets targets(JsonNode golden) {
        Architecture architecture = architecture(golden);
        return architecture.loss() == Loss.CROSS_ENTROPY
                ? new Targets.Classes(
                        golden.get("y")
                                .valueStream()
                                .mapToInt(JsonNode::intValue)
                                .toArray(),
                        architecture.outputs())
                : new Targets.Values(matrix(square(golden.get("y"))));
    }

    /** As doubles, which a matrix of floats would round. */
    private static double[][] plain(JsonNode golden) {
        return targets(golden) instanceof Targets.Classes classes
                ? NetworkSamples.plain(classes)
                : square(golden.get("y"));
    }

    /** Relative to the largest of them; gradients that are 0 but for rounding are compared as such. */
    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], tolerance * Math.max(scale, 1e-2));
    }

    private static void assertNear(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * Math.abs(expected));
    }

    private static Matrix matrix(double[][] rows) {
        Matrix matrix = Matrix.zeros(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++)
            for (int j = 0; j < rows[i].length; j++) matrix.set(i, j, (float) rows[i][j]);
        return matrix;
    }

    private static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static double[][] square(JsonNode array) {
        return array.valueStream().map(GoldenNetworksIT::doubles).toArray(double[][]::new);
    }

    private static double[][][] cube(JsonNode array) {
        return array.valueStream().map(GoldenNetworksIT::square).toArray(double[][][]::new);
    }

    private static Stream<JsonNode> cases() {
        try (InputStream in = GoldenNetworksIT.class.getResourceAsStream("/golden/networks.json")) {
            return JSON.readTree(in).get("cases").valueStream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
