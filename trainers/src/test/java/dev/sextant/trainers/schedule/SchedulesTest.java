// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Direction;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reference cases of schedules that we do not have yet. */
    private static final Set<String> LATER =
            Set.of("cosine_warm_restarts", "cyclic", "one_cycle", "warmup_then_cosine");

    private static final Map<String, String> NAMES = Map.of(
            "constant", "constant",
            "step", "step",
            "multi_step", "multiStep",
            "exponential", "exponential",
            "linear", "linear",
            "polynomial", "polynomial",
            "cosine", "cosine",
            "reduce_on_plateau", "reduceOnPlateau");

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("step_size", "stepSize"),
            Map.entry("gamma", "gamma"),
            Map.entry("milestones", "milestones"),
            Map.entry("start_factor", "startFactor"),
            Map.entry("end_factor", "endFactor"),
            Map.entry("total_iters", "totalIters"),
            Map.entry("power", "power"),
            Map.entry("t_max", "tMax"),
            Map.entry("eta_min", "etaMin"),
            Map.entry("factor", "factor"),
            Map.entry("patience", "patience"),
            Map.entry("threshold", "threshold"),
            Map.entry("threshold_mode", "thresholdMode"),
            Map.entry("cooldown", "cooldown"),
            Map.entry("min_lr", "minRate"),
            Map.entry("eps", "epsilon"));

    static List<Arguments> references() throws Exception {
        List<Arguments> cases = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(SchedulesTest.class.getResourceAsStream("/golden/schedules.json"))) {
            for (JsonNode one : JSON.readTree(file).get("cases")) {
                String kind = one.get("kind").textValue();
                if (LATER.contains(kind)) continue;
                ObjectNode keys = JSON.createObjectNode();
                one.get("params").properties().forEach(entry -> {
                    if (!entry.getKey().equals("mode"))
                        keys.set(Objects.requireNonNull(KEYS.get(entry.getKey())), entry.getValue());
                });
                JsonNode document = JSON.createObjectNode().set(Objects.requireNonNull(NAMES.get(kind)), keys);
                cases.add(Arguments.of(document, one));
            }
        }
        assertEquals(17, cases.size());
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void ratesEqualPyTorchs(JsonNode document, JsonNode reference) {
        Course course =
                Schedules.read(document, 40).start(reference.get("base_lr").doubleValue(), Direction.MINIMIZE, 1);
        JsonNode rates = reference.get("lr");
        for (int i = 0; i < rates.size(); i++) {
            double expected = rates.get(i).doubleValue();
            assertEquals(expected, course.rate(), 1e-9 * Math.abs(expected) + 1e-18, "epoch " + (i + 1));
            course.advance(
                    reference.has("metric") ? reference.get("metric").get(i).doubleValue() : Double.NaN);
        }
    }

    @Test
    void aPlateauOfAMetricToMaximizeIsItsMirrorImage() {
        ReduceOnPlateau absolute = new ReduceOnPlateau(0.5, 1, 0.01, ReduceOnPlateau.Mode.ABSOLUTE, 1, 0, 0);
        Course small = absolute.start(1, Direction.MINIMIZE, 1);
        Course large = absolute.start(1, Direction.MAXIMIZE, 1);
        double[] metrics = {3, 2, 1.995, 2, 2, 2, 1, 1, Double.NaN, 1, 1, 0.5, 0.5, 0.5};
        for (double metric : metrics) {
            small.advance(metric);
            large.advance(-metric);
            assertEquals(small.rate(), large.rate());
        }
        assertTrue(small.rate() < 0.5);
    }

    @Test
    void aPlateauBearsExactlyPatienceBadEpochs() {
        Course course = new ReduceOnPlateau(0.1, 2, 1e-4, ReduceOnPlateau.Mode.RELATIVE, 0, 0, 1e-8)
                .start(1, Direction.MAXIMIZE, 1);
        double[] metrics = {0.5, 0.4, Double.NaN};
        for (double metric : metrics) course.advance(metric);
        assertEquals(1.0, course.rate());
        course.advance(0.5);
        assertEquals(0.1, course.rate(), 1e-15);
    }

    @Test
    void theCosineEndsWithTheTrainingUnlessItSaysOtherwise() throws Exception {
        assertEquals(new Cosine(25, 0), Schedules.read(JSON.readTree("\"cosine\""), 25));
        assertEquals(new Cosine(9, 0), Schedules.read(JSON.readTree("{\"cosine\": {\"tMax\": 9}}"), 25));
    }

    @Test
    void bareNamesMeanTheDefaults() throws Exception {
        assertEquals(Constant.DEFAULT, Schedules.read(JSON.readTree("\"constant\""), 5));
        assertEquals(new Step(10, 0.1), Schedules.read(JSON.readTree("\"step\""), 5));
        assertEquals(new Exponential(0.95), Schedules.read(JSON.readTree("\"exponential\""), 5));
        assertEquals(new Linear(1.0 / 3, 1, 5), Schedules.read(JSON.readTree("\"linear\""), 5));
        assertEquals(new Polynomial(5, 1), Schedules.read(JSON.readTree("\"polynomial\""), 5));
        assertEquals(ReduceOnPlateau.DEFAULT, Schedules.read(JSON.readTree("\"reduceOnPlateau\""), 5));
        assertEquals(
                new MultiStep(List.of(3), 0.1),
                Schedules.read(JSON.readTree("{\"multiStep\": {\"milestones\": [3]}}"), 5));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"step\": {\"stepSize\": 0}} | stepSize (0) must be in [1, 1000000]",
                "{\"step\": {\"gamma\": 0}} | gamma (0) must be above 0",
                "{\"multiStep\": {}} | milestones must name at least one epoch",
                "{\"linear\": {\"startFactor\": 1.5}} | startFactor (1.5) must be in (0, 1]",
                "{\"cosine\": {\"tMax\": 0}} | tMax (0) must be in [1, 1000000]",
                "{\"reduceOnPlateau\": {\"factor\": 1}} | factor (1) must be in (0, 1)",
                "{\"reduceOnPlateau\": {\"thresholdMode\": \"x\"}} | thresholdMode must be \"rel\" or \"abs\", got \"x\"",
                "\"steps\" | unknown schedule \"steps\"; known are constant, step, multiStep, exponential, linear,"
                        + " polynomial, cosine, reduceOnPlateau",
            })
    void whatIsNotAScheduleSaysWhy(String document, String message) throws Exception {
        JsonNode node = JSON.readTree(document);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Schedules.read(node, 10))
                        .getMessage());
    }
}
