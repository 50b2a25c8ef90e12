// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import static dev.sextant.trainers.network.RecurrentSample.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One layer of each kind, forward and backward, as PyTorch has it. */
class RecurrentGoldenTest {
    static Stream<Named<JsonNode>> allCases() {
        return cases().map(c -> Named.of(c.get("kind").textValue(), c));
    }

    @Test
    void thereIsOneOfEachKind() {
        assertEquals(
                "[rnn, lstm, gru]",
                cases().map(c -> c.get("kind").textValue()).toList().toString());
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void doublesGiveWhatPyTorchGives(JsonNode golden) {
        DoubleCell cell = new DoubleCell(
                kind(golden),
                square(golden.get("w_ih")),
                square(golden.get("w_hh")),
                biases(golden),
                candidateBiases(golden));
        for (int b = 0; b < golden.get("x").size(); b++) {
            double[][] x = square(golden.get("x").get(b));
            assertNear(square(golden.get("y").get(b)), cell.states(x), 1e-8);
            double[][] dx = cell.backward(x, square(golden.get("dy").get(b)));
            assertNear(square(golden.get("dx").get(b)), dx, 1e-8);
        }
        assertNear(square(golden.get("dw_ih")), cell.inputGradients, 1e-8);
        assertNear(square(golden.get("dw_hh")), cell.stateGradients, 1e-8);
        assertNear(doubles(golden.get("db_ih")), cell.biasGradients, 1e-8);
        assertNear(candidates(golden.get("db_hh"), cell), cell.candidateGradients, 1e-8);
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void floatsGiveWhatPyTorchGives(JsonNode golden) {
        JsonNode x = golden.get("x");
        int samples = x.size();
        int units = golden.get("w_hh").get(0).size();
        Shape.Sequence shape =
                new Shape.Sequence(x.get(0).size(), x.get(0).get(0).size(), false);
        RecurrentSample sample =
                new RecurrentSample(shape, samples, new LayerSpec.Recurrent(kind(golden), units, true, false));
        String name = golden.get("kind").textValue() + 1;
        sample.set(name + ".inputWeight", flat(golden.get("w_ih")));
        sample.set(name + ".stateWeight", flat(golden.get("w_hh")));
        sample.set(name + ".bias", biases(golden));
        if (kind(golden) == LayerSpec.Cell.GRU) sample.set(name + ".candidateBias", candidateBiases(golden));
        Matrix inputs = Matrix.zeros(samples, shape.size());
        for (int b = 0; b < samples; b++) {
            double[] row = flat(x.get(b));
            for (int k = 0; k < row.length; k++) inputs.set(b, k, (float) row[k]);
        }
        for (Kernels kernels : Kernels.twins()) {
            sample.forward(kernels, inputs, samples);
            assertSequences(
                    golden.get("y"), sample, sample.output(), sample.output().values());
            for (int b = 0; b < samples; b++)
                for (int t = 0; t < shape.steps(); t++)
                    for (int j = 0; j < units; j++)
                        sample.output().gradient()[sample.at(sample.output(), b, t, j)] =
                                (float) golden.get("dy").get(b).get(t).get(j).doubleValue();
            sample.backward();
            assertSequences(
                    golden.get("dx"),
                    sample,
                    sample.intake.signal(),
                    sample.intake.signal().gradient());
            assertNear(square(golden.get("dw_ih")), sample.square(name + ".inputWeight", sample.pass.gradient), 1e-5);
            assertNear(square(golden.get("dw_hh")), sample.square(name + ".stateWeight", sample.pass.gradient), 1e-5);
            assertNear(doubles(golden.get("db_ih")), sample.line(name + ".bias", sample.pass.gradient), 1e-5);
            if (kind(golden) == LayerSpec.Cell.GRU)
                assertNear(
                        Arrays.copyOfRange(doubles(golden.get("db_hh")), 2 * units, 3 * units),
                        sample.line(name + ".candidateBias", sample.pass.gradient),
                        1e-5);
        }
    }

    private static void assertSequences(JsonNode golden, RecurrentSample sample, Signal signal, float[] values) {
        for (int b = 0; b < golden.size(); b++)
            for (int t = 0; t < golden.get(b).size(); t++) {
                double[] expected = doubles(golden.get(b).get(t));
                for (int j = 0; j < expected.length; j++)
                    assertEquals(expected[j], values[sample.at(signal, b, t, j)], 5e-6);
            }
    }

    private static LayerSpec.Cell kind(JsonNode golden) {
        return LayerSpec.Cell.valueOf(golden.get("kind").textValue().toUpperCase(Locale.ROOT));
    }

    /** PyTorch's two biases as the one that they amount to, a GRU's candidate aside. */
    private static double[] biases(JsonNode golden) {
        double[] biases = doubles(golden.get("b_ih"));
        double[] second = doubles(golden.get("b_hh"));
        int shared = kind(golden) == LayerSpec.Cell.GRU ? biases.length / 3 * 2 : biases.length;
        for (int q = 0; q < shared; q++) biases[q] += second[q];
        return biases;
    }

    private static double[] candidateBiases(JsonNode golden) {
        double[] second = doubles(golden.get("b_hh"));
        int from = kind(golden) == LayerSpec.Cell.GRU ? second.length / 3 * 2 : second.length;
        return Arrays.copyOfRange(second, from, second.length);
    }

    private static double[] candidates(JsonNode array, DoubleCell cell) {
        double[] all = doubles(array);
        return Arrays.copyOfRange(all, all.length - cell.candidateGradients.length, all.length);
    }

    private static double[] flat(JsonNode array) {
        return Arrays.stream(square(array)).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static double[][] square(JsonNode array) {
        return array.valueStream().map(RecurrentGoldenTest::doubles).toArray(double[][]::new);
    }

    private static Stream<JsonNode> cases() {
        try (InputStream in = RecurrentGoldenTest.class.getResourceAsStream("/golden/recurrent.json")) {
            return new ObjectMapper().readTree(in).get("cases").valueStream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
