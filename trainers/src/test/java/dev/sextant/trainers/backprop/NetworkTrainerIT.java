// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerContract;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTrainerIT extends TrainerContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    private static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);

    private static ObjectNode document(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    @Override
    protected TrainerFactory factory() {
        return new NetworkTrainerFactory();
    }

    @Override
    protected Path folder() {
        return Path.of("../studies");
    }

    @Override
    protected boolean givesCheckpoints() {
        return true;
    }

    @Override
    protected List<ObjectNode> documents() {
        return List.of(document("""
                        {"data": {"builtin": "iris"}, "epochs": 8, "hidden": [8], "batchSize": 16,
                         "schedule": {"reduceOnPlateau": {"patience": 1}}, "earlyStopping": {"patience": 2}}"""), document("""
                        {"data": {"builtin": "sine"}, "epochs": 20, "hidden": [4], "activation": "tanh",
                         "batchSize": "full", "learningRate": 0.1, "optimizer": "sgd", "schedule": "cosine"}"""), document("""
                        {"data": {"builtin": "iris", "scale": "none", "test": 0}, "epochs": 3, "hidden": [],
                         "optimizer": {"rmsprop": {}}, "weightDecay": 0.001}"""), document("""
                        {"data": {"csv": "datasets/iris.csv"}, "epochs": 2, "hidden": [4]}"""));
    }

    @Test
    void anEpochCostsItsMultiplyAddsOnEveryFold() throws Exception {
        Trainer trainer = factory().create(folder());
        String written = "{\"data\": {\"builtin\": \"iris\"%s}, \"hidden\": %s, \"batchSize\": %d}";
        long small = trainer.epochCost(document(written.formatted("", "[16]", 90)));
        // 90 rows in one batch; 4 inputs, 16 units and 3 classes are padded to 16 each.
        assertEquals((3L * 90 + 8) * (16 * 16 + 16 * 16), small);
        assertEquals(2 * small, trainer.epochCost(document(written.formatted("", "[32]", 90))));
        assertTrue(trainer.epochCost(document(written.formatted("", "[16]", 1))) > 3 * small);
        long folded = trainer.epochCost(document(written.formatted(", \"validation\": {\"folds\": 5}", "[16]", 96)));
        assertTrue(folded > 5 * small && folded < 6 * small, folded + " for " + small);
        assertEquals(1, trainer.epochCost(document(written.formatted("", "[-1]", 9))), "a trial that will fail");
    }

    private Outcome train(ObjectNode document, Objective objective, Seeds seeds, boolean scoreTest)
            throws TrainingException {
        try (Training training =
                factory().create(folder()).start(new Assignment(document, objective, seeds, scoreTest))) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    private Outcome.Completed complete(ObjectNode document, Objective objective, Seeds seeds, boolean scoreTest)
            throws TrainingException {
        Outcome outcome = train(document, objective, seeds, scoreTest);
        if (outcome instanceof Outcome.Completed completed) return completed;
        throw new AssertionError(outcome.toString());
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertTrue(ServiceLoader.load(TrainerFactory.class).stream()
                .anyMatch(provider -> provider.type() == NetworkTrainerFactory.class));
    }

    @Test
    void anUntrainedRegressionLosesAboutTheTargetsVariance() throws Exception {
        ObjectNode document = document("""
                {"data": {"csv": "datasets/wine.csv", "target": "proline", "drop": ["cultivar"]}, "hidden": [],
                 "epochs": 1, "learningRate": 1e-9}""");
        Outcome.Completed outcome = complete(document, LOSS, Seeds.ofSearch(1, 0), false);
        // the variance of proline is 98 610: random weights miss it by a small factor, not by orders of magnitude
        assertTrue(outcome.value() > 3e4 && outcome.value() < 2e6, "loss " + outcome.value());
    }

    @Test
    void anUnlearnableRateDivergesAndSaysWhere() throws Exception {
        Outcome outcome = train(document("""
                        {"data": {"builtin": "iris"}, "optimizer": "momentum", "learningRate": 1e6, "epochs": 50}"""), LOSS, Seeds.ofSearch(1, 0), false);
        assertEquals("diverged", outcome.state());
        double[] curve = outcome.curve().toArray();
        for (int i = 0; i < curve.length - 1; i++) assertTrue(Double.isFinite(curve[i]));
        assertFalse(Double.isFinite(curve[curve.length - 1]));
    }

    @Test
    void seedsDecideAndNothingElse() throws Exception {
        ObjectNode document = documents().getFirst();
        Outcome first = train(document, LOSS, Seeds.ofSearch(7, 3), false);
        assertEquals(first, train(document, LOSS, Seeds.ofSearch(7, 3), false));
        assertNotEquals(first, train(document, LOSS, Seeds.ofSearch(7, 4), false));
        assertNotEquals(first, train(document, LOSS, Seeds.ofSearch(8, 3), false));
        assertNotEquals(first, train(document, LOSS, Seeds.ofConfirmation(7, 1), false));
    }

    @Test
    void scoringTheTestRowsChangesNothingElse() throws Exception {
        ObjectNode document = documents().getFirst();
        Outcome.Completed plain = complete(document, LOSS, Seeds.ofSearch(7, 3), false);
        Outcome.Completed scored = complete(document, LOSS, Seeds.ofSearch(7, 3), true);
        assertEquals(plain.curve(), scored.curve());
        assertEquals(plain.bestEpoch(), scored.bestEpoch());
        plain.metrics()
                .forEach((name, value) -> assertEquals(value, scored.metrics().get(name)));
        assertEquals(plain.metrics().size() + 3, scored.metrics().size());
    }

    @Test
    void theTestScoreIsThatOfTheBestEpochsWeights() throws Exception {
        String text = """
                {"data": {"builtin": "iris"}, "hidden": [8], "batchSize": 16, "optimizer": "sgd",
                 "learningRate": 2.0, "epochs": %d, "earlyStopping": {"patience": 100}}""";
        Outcome.Completed full = complete(document(text.formatted(25)), LOSS, Seeds.ofSearch(3, 1), true);
        assertTrue(full.bestEpoch() < 25, "the best epoch must not be the last: " + full.curve());
        Outcome.Completed cut = complete(document(text.formatted(full.bestEpoch())), LOSS, Seeds.ofSearch(3, 1), true);
        assertEquals(full.metrics(), cut.metrics());
    }

    /** 4 features, 8 units, 3 classes: (4 + 1) 8 + (8 + 1) 3; batch norm has a scale and a shift for each unit. */
    @Test
    void theNumberOfParametersIsAMetricThatNeitherSeedNorFreezingChanges() throws Exception {
        String text = """
                {"data": {"builtin": "iris"}, "epochs": 2, "hidden": [8], "batchNorm": %s, "freeze": %s}""";
        Objective smallest = new Objective("parameters", Direction.MINIMIZE);
        for (int trial = 0; trial < 2; trial++) {
            Seeds seeds = Seeds.ofSearch(1, trial);
            assertEquals(
                    67.0,
                    complete(document(text.formatted(false, "[]")), LOSS, seeds, true)
                            .metrics()
                            .get("parameters"));
            assertEquals(
                    67.0,
                    complete(document(text.formatted(false, "[1]")), smallest, seeds, false)
                            .value());
            assertEquals(
                    83.0,
                    complete(document(text.formatted(true, "[]")), smallest, seeds, false)
                            .value());
        }
        ObjectNode folds = document("""
                {"data": {"builtin": "iris", "validation": {"folds": 3}}, "epochs": 1, "hidden": [8]}""");
        assertEquals(
                67.0, complete(folds, smallest, Seeds.ofSearch(1, 0), false).value());
    }

    @Test
    void withoutTestRowsThereIsNoTestScore() throws Exception {
        Outcome.Completed outcome = complete(documents().get(2), LOSS, Seeds.ofSearch(1, 0), true);
        assertFalse(outcome.metrics().containsKey("testLoss"));
    }

    @Test
    void theObjectiveMayBeTheAccuracyOfAClassificationOnly() throws Exception {
        Outcome.Completed outcome = complete(documents().getFirst(), ACCURACY, Seeds.ofSearch(1, 0), false);
        assertEquals(outcome.value(), outcome.metrics().get("validationAccuracy"));
        TrainingException refused = refusedBeforeAndAtTheFirstTrial(documents().get(1), ACCURACY);
        assertEquals("data.task", refused.path());
        assertEquals(
                "the objective is validationAccuracy, but this is a regression, which has no accuracy",
                refused.getMessage());
    }

    @Test
    void aNetworkTooLargeIsRefusedBeforeTheFirstTrial() throws Exception {
        ObjectNode document = document("""
                {"data": {"builtin": "iris"}, "hidden": [4096, 4096, 4096, 4096, 4096, 4096], "batchSize": 32}""");
        TrainingException refused = refusedBeforeAndAtTheFirstTrial(document, LOSS);
        assertEquals("32 rows in a step of this network need 1674 MB, at most 1024 are used", refused.getMessage());
        assertEquals("take fewer rows in a step, or narrower layers", refused.help());
    }

    private TrainingException refusedBeforeAndAtTheFirstTrial(ObjectNode document, Objective objective) {
        TrainingException before = assertThrows(
                TrainingException.class,
                () -> factory().create(folder()).prepare(document, objective, Seeds.ofSearch(1, 0)));
        TrainingException at =
                assertThrows(TrainingException.class, () -> train(document, objective, Seeds.ofSearch(1, 0), false));
        assertEquals(at.path(), before.path());
        assertEquals(at.getMessage(), before.getMessage());
        assertEquals(at.help(), before.help());
        return before;
    }

    @Test
    void earlyStoppingEndsATraining() throws Exception {
        ObjectNode document = document("""
                {"data": {"builtin": "iris"}, "hidden": [8], "optimizer": "sgd", "learningRate": 1e-7, "epochs": 100,
                 "earlyStopping": {"patience": 4, "minDelta": 0.01}}""");
        Outcome.Completed outcome = complete(document, LOSS, Seeds.ofSearch(1, 0), false);
        assertEquals(5, outcome.curve().epochs());
    }

    @Test
    void factsNameTheDataAndItsParts() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("data", "iris.csv");
        expected.put("sha256", "b6b8efc86732bc48c9fbddba53e2c191fd4f263c0ee98e2b1b7d3543e8d2121d");
        expected.put("rows", "150");
        expected.put("features", "4");
        expected.put("target", "species");
        expected.put("task", "classification");
        expected.put("classes", "3");
        expected.put("trainingRows", "90");
        expected.put("validationRows", "30");
        expected.put("testRows", "30");
        assertEquals(
                expected.toString(),
                factory()
                        .create(folder())
                        .prepare(documents().getFirst(), LOSS, Seeds.ofSearch(1, 0))
                        .facts()
                        .toString());
    }

    @Test
    void theMostEpochsAreReadFromNumbersAndDomains() {
        assertEquals(100, factory().epochs(document("{}")));
        assertEquals(7, factory().epochs(document("{\"epochs\": 7}")));
        assertEquals(40, factory().epochs(document("{\"epochs\": {\"int\": [10, 40]}}")));
        assertEquals(30, factory().epochs(document("{\"epochs\": {\"choice\": [30, 10]}}")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"hidden\": [0]} | hidden.0 | a width (0) must be in [1, 4096] | write a number in [1, 4096]",
                "{\"hidden\": 64} | hidden | hidden must be a list of at most 32 numbers, got 64"
                        + " | write [64] for one, [] for none",
                "{\"activation\": \"gelo\"} | activation | unknown activation \"gelo\""
                        + " | it must be one of relu, leakyRelu, elu, gelu, silu, softplus, tanh, sigmoid, identity",
                "{\"batchSize\": \"all\"} | batchSize | batchSize must be a number, got \"all\""
                        + " | write a number in [1, 65536]",
                "{\"epochs\": 1.5} | epochs | epochs must be a whole number, got 1.5 | write a whole number",
                "{\"learningRate\": 0} | learningRate | learningRate (0) must be above 0 | write a number above 0",
                "{\"dropout\": 1} | dropout | dropout (1) must be in [0, 1) | write a number in [0, 1)",
                "{\"batchNorm\": 1} | batchNorm | batchNorm must be true or false, got 1 | write true or false",
                "{\"batchSize\": 91} | batchSize | a batch of 91 rows is larger than the training part, which has 90"
                        + " | write at most 90, or \"full\" for all of them",
                "{\"loss\": \"huber\"} | loss | huber does not suit this data: the target is one of 3 classes"
                        + " | write crossEntropy, or leave it to the data with \"auto\"",
                "{\"loss\": \"binaryCrossEntropy\"} | loss"
                        + " | binaryCrossEntropy does not suit this data: the target has 3 classes, not 2"
                        + " | write crossEntropy, or leave it to the data with \"auto\"",
                "{\"layerRates\": [1]} | layerRates"
                        + " | layerRates has 1 factor, this network has 2 layers with weights"
                        + " | write one for each: dense1, dense2",
                "{\"freeze\": [3]} | freeze.0 | there is no layer 3: this network has 2 layers with weights"
                        + " | count from the input on, from 1",
                "{\"clipNorm\": 0} | clipNorm | clipNorm (0) must be above 0 | write a number above 0",
                "{\"initialWeights\": 7} | initialWeights | initialWeights must name a file, got 7 | ``",
                "{\"earlyStopping\": {\"patience\": 0}} | earlyStopping.patience"
                        + " | patience (0) must be in [1, 1000000] | write a number in [1, 1000000]",
                "{\"schedule\": {\"step\": {\"stepSize\": 0}}} | schedule.step.stepSize | stepSize (0) must be in [1, 1000000] | ``",
            })
    void aSettingOutOfRangeSaysSo(String settings, String path, String message, String help) {
        ObjectNode document = document(settings);
        document.putObject("data").put("builtin", "iris");
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> factory().create(folder()).prepare(document, LOSS, Seeds.ofSearch(1, 0)));
        assertEquals(path, refused.path());
        assertEquals(message, refused.getMessage());
        assertEquals(help, refused.help());
    }
}
