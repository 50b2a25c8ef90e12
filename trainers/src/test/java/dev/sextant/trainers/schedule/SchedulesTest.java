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

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("constant", "constant"),
            Map.entry("step", "step"),
            Map.entry("multi_step", "multiStep"),
            Map.entry("exponential", "exponential"),
            Map.entry("linear", "linear"),
            Map.entry("polynomial", "polynomial"),
            Map.entry("cosine", "cosine"),
            Map.entry("cosine_warm_restarts", "cosineWarmRestarts"),
            Map.entry("cyclic", "cyclic"),
            Map.entry("one_cycle", "oneCycle"),
            Map.entry("reduce_on_plateau", "reduceOnPlateau"));

    /** Where a key's name is more than another spelling. */
    private static final Map<String, String> KEYS = Map.of(
            "base_lr", "baseRate",
            "min_lr", "minRate",
            "eps", "epsilon",
            "anneal_strategy", "anneal");

    /** What a study says elsewhere: the largest rate is its learningRate; the objective has a direction. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("max_lr", "cycle_momentum");

    private static final Map<String, String> VALUES = Map.of("exp_range", "exponentialRange", "cos", "cosine");

    static List<Arguments> references() throws Exception {
        List<Arguments> cases = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(SchedulesTest.class.getResourceAsStream("/golden/schedules.json"))) {
            for (JsonNode one : JSON.readTree(file).get("cases")) {
                String kind = one.get("kind").textValue();
                if (kind.equals("warmup_then_cosine")) {
                    cases.add(Arguments.of(warmup(one.get("params")), one));
                    cases.add(Arguments.of(warmupAsSequence(one.get("params")), one));
                } else {
                    ObjectNode keys = JSON.createObjectNode();
                    one.get("params").properties().forEach(entry -> add(keys, kind, entry.getKey(), entry.getValue()));
                    cases.add(Arguments.of(
                            JSON.createObjectNode().set(Objects.requireNonNull(NAMES.get(kind)), keys), one));
                }
            }
        }
        assertEquals(33 + 2, cases.size(), "two ways to say a warm-up");
        return cases;
    }

    private static void add(ObjectNode keys, String kind, String key, JsonNode value) {
        if (SAID_ELSEWHERE.contains(key) || (kind.equals("reduce_on_plateau") && key.equals("mode"))) return;
        StringBuilder name = new StringBuilder();
        for (String word : key.split("_", -1))
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        keys.set(
                KEYS.getOrDefault(key, name.toString()),
                value.isTextual()
                        ? JSON.getNodeFactory().textNode(VALUES.getOrDefault(value.textValue(), value.textValue()))
                        : value);
    }

    private static JsonNode warmup(JsonNode from) throws Exception {
        return JSON.readTree(
                "{\"cosine\": {\"tMax\": %s, \"etaMin\": %s, \"warmup\": {\"iters\": %s, \"startFactor\": %s}}}"
                        .formatted(
                                from.get("t_max"),
                                from.get("eta_min"),
                                from.get("warmup_iters"),
                                from.get("start_factor")));
    }

    private static JsonNode warmupAsSequence(JsonNode from) throws Exception {
        return JSON.readTree(("{\"sequence\": {\"schedules\": [{\"linear\": {\"startFactor\": %s, \"totalIters\": %s}},"
                        + " {\"cosine\": {\"etaMin\": %s}}], \"milestones\": [%s]}}")
                .formatted(
                        from.get("start_factor"),
                        from.get("warmup_iters"),
                        from.get("eta_min"),
                        from.get("warmup_iters")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void ratesAndMomentaEqualPyTorchs(JsonNode document, JsonNode reference) {
        Course course =
                Schedules.read(document, 40).start(reference.get("base_lr").doubleValue(), Direction.MINIMIZE, 3);
        JsonNode rates = reference.get("lr");
        for (int i = 0; i < rates.size(); i++) {
            String where = "epoch " + (i + 1);
            double expected = rates.get(i).doubleValue();
            assertEquals(expected, course.rate(), 1e-9 * Math.abs(expected) + 1e-18, where);
            if (reference.has("momentum")) {
                double momentum = reference.get("momentum").get(i).doubleValue();
                assertEquals(momentum, course.momentum(), 1e-9 * momentum, where);
            } else {
                assertEquals(Double.NaN, course.momentum(), where);
            }
            for (int batch = 0; batch < 3; batch++) course.batch();
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

    private static Schedule read(String document, int epochs) throws Exception {
        return Schedules.read(JSON.readTree(document), epochs);
    }

    @Test
    void lengthsFollowTheTrainingUnlessTheySayOtherwise() throws Exception {
        assertEquals(new Cosine(25, 0, Per.EPOCH), read("\"cosine\"", 25));
        assertEquals(new Cosine(9, 0, Per.EPOCH), read("{\"cosine\": {\"tMax\": 9}}", 25));
        assertEquals(
                new Warmup(5, 0.1, Per.EPOCH, new Cosine(20, 0, Per.EPOCH)), read("{\"cosine\": {\"warmup\": 5}}", 25));
        assertEquals(
                new Sequence(
                        List.of(new Cosine(4, 0, Per.EPOCH), Constant.DEFAULT, new Cosine(15, 0, Per.BATCH)),
                        List.of(4, 10)),
                read(
                        "{\"sequence\": {\"schedules\": [\"cosine\", \"constant\", {\"cosine\": {\"per\": \"batch\"}}],"
                                + " \"milestones\": [4, 10]}}",
                        25));
        assertEquals(25, ((OneCycle) read("\"oneCycle\"", 25)).totalSteps());
        assertEquals(1, ((OneCycle) ((Warmup) read("{\"oneCycle\": {\"warmup\": 30}}", 25)).then()).totalSteps());
    }

    @Test
    void bareNamesMeanTheDefaults() throws Exception {
        Per epoch = Per.EPOCH;
        assertEquals(new Constant(), read("\"constant\"", 5));
        assertEquals(new Step(10, 0.1), read("\"step\"", 5));
        assertEquals(new Exponential(0.95, epoch), read("\"exponential\"", 5));
        assertEquals(new InverseTime(0.1, 1, false, epoch), read("\"inverseTime\"", 5));
        assertEquals(new Linear(1.0 / 3, 1, 5, epoch), read("\"linear\"", 7));
        assertEquals(new Polynomial(5, 1, 0, epoch), read("\"polynomial\"", 7));
        assertEquals(new CosineWarmRestarts(10, 1, 0, epoch), read("\"cosineWarmRestarts\"", 5));
        assertEquals(new Cyclic(null, 5, 5, Cyclic.Mode.TRIANGULAR, 1, epoch), read("\"cyclic\"", 7));
        assertEquals(
                new OneCycle(7, 0.3, OneCycle.Anneal.COSINE, false, 25, 1e4, true, 0.85, 0.95, epoch),
                read("\"oneCycle\"", 7));
        assertEquals(
                new ReduceOnPlateau(0.1, 10, 1e-4, ReduceOnPlateau.Mode.RELATIVE, 0, 0, 1e-8),
                read("\"reduceOnPlateau\"", 5));
        assertEquals(new MultiStep(List.of(3), 0.1), read("{\"multiStep\": {\"milestones\": [3]}}", 5));
        assertEquals(
                new Warmup(2, 0.1, epoch, new Constant()), read("{\"constant\": {\"warmup\": {\"iters\": 2}}}", 5));
        assertEquals(3, ((Cyclic) read("{\"cyclic\": {\"stepSizeUp\": 3}}", 5)).stepSizeDown());
    }

    @Test
    void everyVariantOfTheSchemaIsRead() throws Exception {
        for (String name : Schedules.variants().keySet())
            switch (name) {
                case "multiStep" -> read("{\"multiStep\": {\"milestones\": [1]}}", 4);
                case "sequence" ->
                    read("{\"sequence\": {\"schedules\": [\"constant\", \"step\"], \"milestones\": [2]}}", 4);
                default -> read("\"" + name + "\"", 4);
            }
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
                "\"steps\" | unknown schedule \"steps\"; known are constant, step, multiStep, exponential,"
                        + " inverseTime, linear, polynomial, cosine, cosineWarmRestarts, cyclic, oneCycle,"
                        + " reduceOnPlateau, sequence",
                "{\"cosine\": {\"per\": \"day\"}} | per must be \"epoch\" or \"batch\", got \"day\"",
                "{\"cosine\": {\"warmup\": -1}} | warmup (-1) must be in [0, 1000000]",
                "{\"cosine\": {\"warmup\": {\"iters\": 1, \"startFactor\": 0}}} | startFactor (0) must be in (0, 1]",
                "{\"cosineWarmRestarts\": {\"tMult\": 0}} | tMult (0) must be in [1, 1000000]",
                "{\"cyclic\": {\"baseRate\": -1}} | baseRate (-1) must be at least 0",
                "{\"cyclic\": {\"gamma\": 1.5}} | gamma (1.5) must be in (0, 1]",
                "{\"cyclic\": {\"mode\": \"round\"}} | mode must be one of triangular, triangular2, exponentialRange,"
                        + " got \"round\"",
                "{\"oneCycle\": {\"anneal\": \"cos\"}} | anneal must be \"cosine\" or \"linear\", got \"cos\"",
                "{\"oneCycle\": {\"threePhase\": true, \"pctStart\": 0.7}} | pctStart (0.7) must be at most 0.5 in"
                        + " three phases: climb and fall take the same time each",
                "{\"oneCycle\": {\"maxMomentum\": 1}} | maxMomentum (1) must be in [0, 1)",
                "{\"inverseTime\": {\"decayRate\": -0.5}} | decayRate (-0.5) must be at least 0",
                "{\"sequence\": {\"schedules\": [\"step\", \"cosine\"], \"milestones\": [3, 4]}} | milestones must name"
                        + " one epoch fewer than there are schedules: 2 schedules and 2 milestones",
                "{\"sequence\": {\"schedules\": [\"step\", \"step\", \"step\"], \"milestones\": [4, 4]}} |"
                        + " milestones must rise, got [4, 4]",
                "{\"sequence\": {\"schedules\": [\"step\", \"sequence\"], \"milestones\": [4]}} | unknown schedule"
                        + " \"sequence\"; known are constant, step, multiStep, exponential, inverseTime, linear,"
                        + " polynomial, cosine, cosineWarmRestarts, cyclic, oneCycle, reduceOnPlateau",
            })
    void whatIsNotAScheduleSaysWhy(String document, String message) throws Exception {
        JsonNode node = JSON.readTree(document);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Schedules.read(node, 10))
                        .getMessage());
    }
}
