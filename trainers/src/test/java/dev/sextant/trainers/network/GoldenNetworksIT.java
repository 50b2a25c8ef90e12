// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.optimizer.OptimizerRule;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings recorded from PyTorch. */
class GoldenNetworksIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Activation> ACTIVATIONS =
            Map.of("relu", Activation.RELU, "tanh", Activation.TANH, "sigmoid", Activation.SIGMOID);
    private static final Map<String, Loss> LOSSES =
            Map.of("cross_entropy", Loss.CROSS_ENTROPY, "mse", Loss.MEAN_SQUARED_ERROR);

    /** What a case needs that we do not have yet; empty where we have it all. */
    private static List<String> lacking(JsonNode golden) {
        List<String> lacking = new ArrayList<>();
        String activation = golden.get("activation").textValue();
        String loss = golden.get("loss").textValue();
        String optimizer = golden.get("optimizer").textValue();
        if (!ACTIVATIONS.containsKey(activation)) lacking.add(activation);
        if (!LOSSES.containsKey(loss)) lacking.add(loss);
        if (!Optimizers.variants().containsKey(optimizer)) lacking.add(optimizer);
        if (golden.get("batch_norm").booleanValue()) lacking.add("batch norm");
        if (golden.get("l1").doubleValue() != 0) lacking.add("l1");
        if (!golden.get("clip_norm").isNull()) lacking.add("clipping");
        return lacking;
    }

    static Stream<Named<JsonNode>> coveredCases() {
        return cases().filter(c -> lacking(c).isEmpty()).map(c -> Named.of(name(c), c));
    }

    @Test
    void theOtherCasesWaitForTheirLayers() {
        assertEquals(
                List.of(
                        "[leaky_relu, binary_cross_entropy]",
                        "[batch norm]",
                        "[elu, l1]",
                        "[gelu, huber, clipping]",
                        "[silu]",
                        "[softplus]"),
                cases().map(GoldenNetworksIT::lacking)
                        .filter(lacking -> !lacking.isEmpty())
                        .map(List::toString)
                        .toList());
        assertEquals(4, coveredCases().count());
    }

    @ParameterizedTest
    @MethodSource("coveredCases")
    void doublesFollowPyTorch(JsonNode golden) {
        double[][][] weights = cube(golden.at("/init/weights"));
        DoubleNetwork network = new DoubleNetwork(
                weights, square(golden.at("/init/biases")), activation(golden), loss(golden), rule(golden));
        double[][] inputs = square(golden.get("x"));
        double[][] targets = targets(golden);
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
                    for (int l = 0; l < weights.length; l++) {
                        for (int q = 0; q < weights[l].length; q++)
                            assertNear(
                                    doubles(golden.at("/first_batch/weight_grads")
                                            .get(l)
                                            .get(q)),
                                    network.weightGradients[l][q],
                                    1e-7);
                        assertNear(
                                doubles(golden.at("/first_batch/bias_grads").get(l)), network.biasGradients[l], 1e-7);
                    }
            }
            assertNear(golden.get("train_loss").get(epoch).doubleValue(), sum / inputs.length, 1e-7);
            assertNear(golden.get("eval_loss").get(epoch).doubleValue(), network.loss(inputs, targets), 1e-7);
        }
        for (int l = 0; l < weights.length; l++)
            for (int q = 0; q < weights[l].length; q++)
                assertNear(doubles(golden.at("/final/weights").get(l).get(q)), network.weights[l][q], 1e-7);
    }

    @ParameterizedTest
    @MethodSource("coveredCases")
    void floatsFollowPyTorch(JsonNode golden) {
        double[][][] weights = cube(golden.at("/init/weights"));
        double[][] inputs = square(golden.get("x"));
        int layers = weights.length;
        int batch = golden.get("batch").intValue();
        List<Integer> hidden =
                IntStream.range(0, layers - 1).mapToObj(l -> weights[l].length).toList();
        int outputs = weights[layers - 1].length;
        Architecture architecture =
                Architecture.plain(inputs[0].length, hidden, activation(golden), outputs, loss(golden));
        Network network = new Network(architecture, Updates.by(rule(golden)), batch, new Draws(1, 1));
        for (int l = 0; l < layers; l++)
            network.set(
                    l,
                    floats(weights[l]),
                    floats(new double[][] {doubles(golden.at("/init/biases").get(l))})[0]);
        Matrix features = matrix(inputs);
        Targets targets = loss(golden) == Loss.CROSS_ENTROPY
                ? new Targets.Classes(
                        golden.get("y")
                                .valueStream()
                                .mapToInt(JsonNode::intValue)
                                .toArray(),
                        outputs)
                : new Targets.Values(matrix(square(golden.get("y"))));
        int[] order = IntStream.range(0, inputs.length).toArray();
        double rate = golden.at("/optimizer_params/lr").doubleValue();
        for (int epoch = 0; epoch < golden.get("epochs").intValue(); epoch++) {
            double sum = 0;
            for (int from = 0; from < order.length; from += batch) {
                int count = Math.min(batch, order.length - from);
                sum += network.train(features, targets, order, from, count, rate, Double.NaN) * count;
                if (epoch == 0 && from == 0)
                    for (int l = 0; l < layers; l++) {
                        double[][] expected =
                                square(golden.at("/first_batch/weight_grads").get(l));
                        float[][] actual = network.weightGradients(l);
                        for (int q = 0; q < expected.length; q++) assertNear(expected[q], doubles(actual[q]), 1e-5);
                        assertNear(
                                doubles(golden.at("/first_batch/bias_grads").get(l)),
                                doubles(network.biasGradients(l)),
                                1e-5);
                    }
            }
            assertNear(golden.get("train_loss").get(epoch).doubleValue(), sum / order.length, 1e-3);
            assertNear(
                    golden.get("eval_loss").get(epoch).doubleValue(),
                    network.evaluate(features, targets, order).loss(),
                    1e-3);
        }
        for (int l = 0; l < layers; l++) {
            double[][] expected = square(golden.at("/final/weights").get(l));
            for (int q = 0; q < expected.length; q++) assertNear(expected[q], doubles(network.weights(l)[q]), 1e-3);
            assertNear(doubles(golden.at("/final/biases").get(l)), doubles(network.biases(l)), 1e-3);
        }
        Matrix predicted = network.predict(features, order);
        double[][] expected = square(golden.at("/final/output"));
        for (int i = 0; i < expected.length; i++)
            for (int j = 0; j < outputs; j++)
                assertEquals(expected[i][j], predicted.get(i, j), 1e-3 * Math.max(1, Math.abs(expected[i][j])));
    }

    private static String name(JsonNode c) {
        return "%s %s %s"
                .formatted(
                        c.get("activation").textValue(),
                        c.get("loss").textValue(),
                        c.get("optimizer").textValue());
    }

    private static Activation activation(JsonNode golden) {
        return java.util.Objects.requireNonNull(
                ACTIVATIONS.get(golden.get("activation").textValue()));
    }

    private static Loss loss(JsonNode golden) {
        return java.util.Objects.requireNonNull(LOSSES.get(golden.get("loss").textValue()));
    }

    private static OptimizerRule rule(JsonNode golden) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode settings = document.putObject(golden.get("optimizer").textValue());
        golden.get("optimizer_params").properties().stream()
                .filter(setting -> !setting.getKey().equals("lr"))
                .forEach(setting -> settings.set(setting.getKey(), setting.getValue()));
        return Optimizers.read(document, 0);
    }

    private static double[][] targets(JsonNode golden) {
        if (loss(golden) == Loss.MEAN_SQUARED_ERROR) return square(golden.get("y"));
        int classes = golden.get("sizes").get(golden.get("sizes").size() - 1).intValue();
        double[][] targets = new double[golden.get("y").size()][classes];
        for (int i = 0; i < targets.length; i++)
            targets[i][golden.get("y").get(i).intValue()] = 1;
        return targets;
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], actual[i], tolerance * scale);
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

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[][] square(JsonNode array) {
        return array.valueStream().map(GoldenNetworksIT::doubles).toArray(double[][]::new);
    }

    private static double[][][] cube(JsonNode array) {
        return array.valueStream().map(GoldenNetworksIT::square).toArray(double[][][]::new);
    }

    private static float[][] floats(double[][] values) {
        float[][] floats = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            floats[i] = new float[values[i].length];
            for (int j = 0; j < values[i].length; j++) floats[i][j] = (float) values[i][j];
        }
        return floats;
    }

    private static Stream<JsonNode> cases() {
        try (InputStream in = GoldenNetworksIT.class.getResourceAsStream("/golden/networks.json")) {
            return JSON.readTree(in).get("cases").valueStream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
