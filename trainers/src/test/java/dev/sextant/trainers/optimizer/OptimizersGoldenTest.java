// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameter by parameter and step by step as PyTorch moves them. */
class OptimizersGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode GOLDEN = golden();

    /** PyTorch's names for our settings. */
    private static final Map<String, String> SETTINGS = Map.of(
            "momentum", "momentum",
            "dampening", "dampening",
            "nesterov", "nesterov",
            "lr_decay", "learningRateDecay",
            "initial_accumulator_value", "initialAccumulator",
            "eps", "epsilon",
            "alpha", "alpha",
            "centered", "centered",
            "amsgrad", "amsgrad",
            "rho", "rho");

    static Stream<Named<JsonNode>> everyCase() {
        return GOLDEN.get("cases")
                .valueStream()
                .map(c -> Named.of(c.get("kind").textValue() + " " + c.get("params"), c));
    }

    @Test
    void noCaseIsLeftOut() {
        assertEquals(19, everyCase().count());
    }

    @ParameterizedTest
    @MethodSource("everyCase")
    void trajectoriesArePyTorchs(JsonNode golden) {
        assertTrajectory(golden, rule(golden));
    }

    @Test
    void dampeningByTheMomentumIsTheRunningMean() {
        JsonNode averaged = GOLDEN.get("cases")
                .valueStream()
                .filter(c -> c.at("/params/dampening").isNumber()
                        && c.at("/params/dampening").equals(c.at("/params/momentum")))
                .findFirst()
                .orElseThrow();
        assertTrajectory(
                averaged, new EmaMomentum(averaged.at("/params/momentum").doubleValue(), Decay.NONE));
    }

    private static void assertTrajectory(JsonNode golden, OptimizerRule rule) {
        double rate = golden.at("/params/lr").doubleValue();
        double[] theta = doubles(GOLDEN.get("x0"));
        DoubleStepper twin = new DoubleStepper(rule, theta.length);
        float[] parameters = floats(theta);
        OptimizerRule.Stepper stepper = rule.stepper(theta.length);
        assertEquals(GOLDEN.get("gradients").size(), golden.get("trajectory").size());
        for (int t = 0; t < golden.get("trajectory").size(); t++) {
            double[] gradient = doubles(GOLDEN.get("gradients").get(t));
            twin.step(theta, gradient, rate);
            stepper.step(parameters, floats(gradient), rate);
            double[] expected = doubles(golden.get("trajectory").get(t));
            for (int i = 0; i < theta.length; i++) {
                String where = "step %d, parameter %d".formatted(t + 1, i);
                assertEquals(expected[i], theta[i], 1e-9 * Math.max(1e-2, Math.abs(expected[i])), where);
                assertEquals(theta[i], parameters[i], 2e-6 * Math.max(1, Math.abs(theta[i])), where);
            }
        }
    }

    private static OptimizerRule rule(JsonNode golden) {
        String kind = golden.get("kind").textValue();
        boolean decoupled = kind.equals("adamw");
        ObjectNode document = JSON.createObjectNode();
        ObjectNode settings = document.putObject(kind);
        golden.get("params").properties().forEach(setting -> {
            JsonNode value = setting.getValue();
            switch (setting.getKey()) {
                case "lr" -> {}
                case "weight_decay" -> {
                    if (decoupled) settings.set("weightDecay", value);
                }
                case "betas" -> {
                    settings.set("beta1", value.get(0));
                    settings.set("beta2", value.get(1));
                }
                case "etas" -> {
                    settings.set("decrease", value.get(0));
                    settings.set("increase", value.get(1));
                }
                case "step_sizes" -> {
                    settings.set("smallest", value.get(0));
                    settings.set("largest", value.get(1));
                }
                default -> settings.set(Objects.requireNonNull(SETTINGS.get(setting.getKey())), value);
            }
        });
        return Optimizers.read(
                document, decoupled ? 0 : golden.at("/params/weight_decay").asDouble(0));
    }

    private static JsonNode golden() {
        try (InputStream in = OptimizersGoldenTest.class.getResourceAsStream("/golden/optimizers.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
