// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
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
            "amsgrad", "amsgrad");

    static Stream<Named<JsonNode>> coveredCases() {
        return cases().filter(
                        c -> Optimizers.variants().containsKey(c.get("kind").textValue()))
                .map(c -> Named.of(c.get("kind").textValue() + " " + c.get("params"), c));
    }

    @ParameterizedTest
    @MethodSource("coveredCases")
    void trajectoriesArePyTorchs(JsonNode golden) {
        OptimizerRule rule = rule(golden);
        double rate = golden.at("/params/lr").doubleValue();
        double[] theta = doubles(GOLDEN.get("x0"));
        DoubleStepper twin = new DoubleStepper(rule, theta.length);
        float[] parameters = floats(theta);
        OptimizerRule.Stepper stepper = rule.stepper(theta.length);
        for (int t = 0; t < golden.get("trajectory").size(); t++) {
            double[] gradient = doubles(GOLDEN.get("gradients").get(t));
            twin.step(theta, gradient, rate);
            stepper.step(parameters, floats(gradient), rate);
            double[] expected = doubles(golden.get("trajectory").get(t));
            for (int i = 0; i < theta.length; i++) {
                String where = "step %d, parameter %d".formatted(t + 1, i);
                assertEquals(expected[i], theta[i], 1e-9 * Math.max(1e-2, Math.abs(expected[i])), where);
                assertEquals(theta[i], parameters[i], 2e-5 * Math.max(1, Math.abs(theta[i])), where);
            }
        }
    }

    @Test
    void onlyTheseCasesWaitForTheirRules() {
        List<String> waiting = new ArrayList<>();
        cases().map(c -> c.get("kind").textValue())
                .filter(kind -> !Optimizers.variants().containsKey(kind))
                .forEach(waiting::add);
        assertEquals(List.of("adadelta", "adadelta", "adamw", "adamax", "nadam", "radam", "rprop", "rprop"), waiting);
        assertEquals(11, coveredCases().count());
    }

    @Test
    void defaultsAreThoseOfTheSources() {
        assertEquals(new Sgd(0, 0, false, 0), read("\"sgd\""));
        assertEquals(new Sgd(0.9, 0, false, 0), read("\"momentum\""));
        assertEquals(new Sgd(0.9, 0, true, 0), read("\"nesterov\""));
        assertEquals(new Adagrad(0, 0, 1e-10, 0), read("\"adagrad\""));
        assertEquals(new RmsProp(0.99, 1e-8, 0, false, 0), read("\"rmsprop\""));
        assertEquals(new Adam(0.9, 0.999, 1e-8, false, 0), read("{\"adam\": {}}"));
        assertEquals(
                Set.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"),
                Optimizers.variants().keySet());
    }

    @Test
    void whatIsWrittenTakesTheDefaultsPlace() {
        assertEquals(
                new Sgd(0.5, 0, true, 0.25),
                Optimizers.read(tree("{\"sgd\": {\"momentum\": 0.5, \"nesterov\": true}}"), 0.25));
        assertEquals(new Adam(0.9, 0.99, 1e-8, true, 0), read("{\"adam\": {\"beta2\": 0.99, \"amsgrad\": true}}"));
    }

    @Test
    void mistakesSayWhatIsAllowed() {
        assertMessage("optimizer (lion) must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam", "\"lion\"");
        assertMessage("optimizer.adam has no setting (beta3)", "{\"adam\": {\"beta3\": 1}}");
        assertMessage("optimizer.adam.beta1 (\"high\") must be a number", "{\"adam\": {\"beta1\": \"high\"}}");
        assertMessage("momentum (1) must be in [0, 1)", "{\"momentum\": {\"momentum\": 1.0}}");
        assertMessage("epsilon (0) must be above 0", "{\"rmsprop\": {\"epsilon\": 0}}");
        assertEquals(
                "weightDecay (NaN) must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> Optimizers.read(tree("\"sgd\""), Double.NaN))
                        .getMessage());
    }

    private static void assertMessage(String message, String document) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> read(document))
                        .getMessage());
    }

    @Test
    void everyPresetLiesInItsRange() {
        Optimizers.variants()
                .forEach((name, section) -> section.keys().forEach(key -> {
                    if (key.schema() instanceof dev.sextant.engine.spi.Schema.Real real)
                        assertTrue(
                                real.range()
                                        .contains(Objects.requireNonNull(key.preset())
                                                .doubleValue()),
                                name + "." + key.name());
                }));
    }

    private static OptimizerRule rule(JsonNode golden) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode settings = document.putObject(golden.get("kind").textValue());
        golden.get("params").properties().forEach(setting -> {
            switch (setting.getKey()) {
                case "lr", "weight_decay" -> {}
                case "betas" -> {
                    settings.set("beta1", setting.getValue().get(0));
                    settings.set("beta2", setting.getValue().get(1));
                }
                default -> settings.set(Objects.requireNonNull(SETTINGS.get(setting.getKey())), setting.getValue());
            }
        });
        return Optimizers.read(document, golden.at("/params/weight_decay").asDouble(0));
    }

    private static OptimizerRule read(String document) {
        return Optimizers.read(tree(document), 0);
    }

    private static JsonNode tree(String document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new AssertionError(document, e);
        }
    }

    private static Stream<JsonNode> cases() {
        return GOLDEN.get("cases").valueStream();
    }

    private static JsonNode golden() {
        try (InputStream in = OptimizersTest.class.getResourceAsStream("/golden/optimizers.json")) {
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
