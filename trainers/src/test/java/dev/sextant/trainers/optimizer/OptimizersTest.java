// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OptimizersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void defaultsAreThoseOfTheSources() {
        assertEquals(new Sgd(0, 0, false, Decay.NONE), read("\"sgd\""));
        assertEquals(new Sgd(0.9, 0, false, Decay.NONE), read("\"momentum\""));
        assertEquals(new EmaMomentum(0.9, Decay.NONE), read("\"emaMomentum\""));
        assertEquals(new Sgd(0.9, 0, true, Decay.NONE), read("\"nesterov\""));
        assertEquals(new Adagrad(0, 0, 1e-10, Decay.NONE), read("\"adagrad\""));
        assertEquals(new Adadelta(0.9, 1e-6, Decay.NONE), read("\"adadelta\""));
        assertEquals(new RmsProp(0.99, 1e-8, 0, false, Decay.NONE), read("\"rmsprop\""));
        assertEquals(new Adam(0.9, 0.999, 1e-8, false, Decay.NONE), read("{\"adam\": {}}"));
        assertEquals(new Adam(0.9, 0.999, 1e-8, false, new Decay(0, 0.01)), read("\"adamw\""));
        assertEquals(new Adamax(0.9, 0.999, 1e-8, Decay.NONE), read("\"adamax\""));
        assertEquals(new NAdam(0.9, 0.999, 1e-8, 4e-3, Decay.NONE), read("\"nadam\""));
        assertEquals(new RAdam(0.9, 0.999, 1e-8, Decay.NONE), read("\"radam\""));
        assertEquals(new Lion(0.9, 0.99, Decay.NONE), read("\"lion\""));
        assertEquals(new Rprop(0.5, 1.2, 1e-6, 50, Decay.NONE), read("\"rprop\""));
    }

    @Test
    void theOrderIsThatOfReading() {
        assertEquals(
                List.of(
                        "sgd",
                        "momentum",
                        "emaMomentum",
                        "nesterov",
                        "adagrad",
                        "adadelta",
                        "rmsprop",
                        "adam",
                        "adamw",
                        "adamax",
                        "nadam",
                        "radam",
                        "lion",
                        "rprop"),
                List.copyOf(Optimizers.variants().keySet()));
    }

    @Test
    void whatIsWrittenTakesTheDefaultsPlace() {
        assertEquals(
                new Sgd(0.5, 0, true, new Decay(0.25, 0)),
                Optimizers.read(tree("{\"sgd\": {\"momentum\": 0.5, \"nesterov\": true}}"), 0.25));
        assertEquals(
                new Sgd(0.8, 0.3, false, Decay.NONE), read("{\"momentum\": {\"momentum\": 0.8, \"dampening\": 0.3}}"));
        assertEquals(
                new Adam(0.9, 0.99, 1e-8, true, Decay.NONE), read("{\"adam\": {\"beta2\": 0.99, \"amsgrad\": true}}"));
        assertEquals(
                new NAdam(0.9, 0.999, 1e-8, 0.5, new Decay(0.25, 0.125)),
                Optimizers.read(tree("{\"nadam\": {\"momentumDecay\": 0.5, \"x-note\": \"kept\"}}"), 0.25, 0.125));
        assertEquals(
                new Rprop(0.4, 1.3, 1e-5, 1, Decay.NONE),
                read("{\"rprop\": {\"decrease\": 0.4, \"increase\": 1.3, \"smallest\": 1e-5, \"largest\": 1}}"));
    }

    @Test
    void decoupledDecaysOfRuleAndTrainingAddUp() {
        assertEquals(
                new Decay(0.5, 0.375),
                Optimizers.read(tree("{\"adamw\": {\"weightDecay\": 0.25}}"), 0.5, 0.125)
                        .decay());
        assertEquals(
                new Decay(0, 0.375),
                Optimizers.read(tree("{\"lion\": {\"weightDecay\": 0.25}}"), 0, 0.125)
                        .decay());
    }

    @Test
    void mistakesSayWhatIsAllowed() {
        assertMessage(
                "optimizer (lamb) must be one of sgd, momentum, emaMomentum, nesterov, adagrad, adadelta, rmsprop, adam,"
                        + " adamw, adamax, nadam, radam, lion, rprop",
                "\"lamb\"");
        assertMessage(
                "optimizer.adam has no setting (beta3); it has beta1, beta2, epsilon, amsgrad",
                "{\"adam\": {\"beta3\": 1}}");
        assertMessage("optimizer.adam.beta1 (\"high\") must be a number", "{\"adam\": {\"beta1\": \"high\"}}");
        assertMessage("optimizer.adam.amsgrad (1) must be true or false", "{\"adam\": {\"amsgrad\": 1}}");
        assertMessage("optimizer.adam (null) must be an object", "{\"adam\": null}");
        assertMessage("optimizer ([]) must be a name or an object with one name", "[]");
        assertMessage("momentum (1) must be in [0, 1)", "{\"momentum\": {\"momentum\": 1.0}}");
        assertMessage("momentum (1) must be in [0, 1)", "{\"emaMomentum\": {\"momentum\": 1}}");
        assertMessage("epsilon (0) must be above 0", "{\"rmsprop\": {\"epsilon\": 0}}");
        assertMessage("rho (1) must be in [0, 1)", "{\"adadelta\": {\"rho\": 1}}");
        assertMessage("beta2 (1) must be in [0, 1)", "{\"adamax\": {\"beta2\": 1}}");
        assertMessage("momentumDecay (-1) must be at least 0", "{\"nadam\": {\"momentumDecay\": -1}}");
        assertMessage("beta1 (-0.1) must be in [0, 1)", "{\"radam\": {\"beta1\": -0.1}}");
        assertMessage("weightDecay (-1) must be at least 0", "{\"lion\": {\"weightDecay\": -1}}");
        assertMessage("weightDecay (-1) must be at least 0", "{\"adamw\": {\"weightDecay\": -1}}");
        assertMessage("increase (1) must be above 1", "{\"rprop\": {\"increase\": 1}}");
        assertMessage("decrease (1) must be in (0, 1)", "{\"rprop\": {\"decrease\": 1}}");
        assertMessage("largest (1.0E-8) must be at least smallest (1.0E-6)", "{\"rprop\": {\"largest\": 1e-8}}");
        assertMessage("dampening (0.5) must be 0 with nesterov", "{\"sgd\": {\"dampening\": 0.5, \"nesterov\": true}}");
        assertEquals(
                "weightDecay (NaN) must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> Optimizers.read(tree("\"sgd\""), Double.NaN))
                        .getMessage());
        assertEquals(
                "decoupledWeightDecay (-1) must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> Optimizers.read(tree("\"sgd\""), 0, -1))
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
}
