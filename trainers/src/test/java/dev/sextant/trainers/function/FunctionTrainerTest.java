// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import static dev.sextant.trainers.function.Documents.complete;
import static dev.sextant.trainers.function.Documents.document;
import static dev.sextant.trainers.function.Documents.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainerContract;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTrainerTest extends TrainerContract {
    @Override
    protected TrainerFactory factory() {
        return new FunctionTrainerFactory();
    }

    @Override
    protected Path folder() {
        return Path.of("");
    }

    @Override
    protected List<ObjectNode> documents() {
        return List.of(
                document("{'function': {'branin': {'x1': 1.0, 'x2': 2.0}}}".replace('\'', '"')),
                document("{'function': {'ellipsoid': {'x': [1, 2.5, -3]}}, 'noise': 0.1}".replace('\'', '"')),
                document("{'function': {'jenatton': {'x1': {'1': {'r9': 0.2, 'x3': {'0': {'x6': 0.5}}}}}}}"
                        .replace('\'', '"')),
                document("""
                        {"function": {"learningRateSchedule": {"learningRate": 1e-3, "schedule": "cosine"}},
                         "noise": 0.005, "shift": false}"""),
                document("{'function': {'learningRateCurves': {'learningRate': 0.002}}, 'noise': 0.005}"
                        .replace('\'', '"')));
    }

    @Test
    void theTrainerIsFoundByItsType() {
        List<String> types = ServiceLoader.load(TrainerFactory.class).stream()
                .map(provider -> provider.get().type())
                .toList();
        assertTrue(types.contains("function"), types.toString());
    }

    @Test
    void onlyLearningCurvesHaveEpochs() {
        List<Integer> epochs = documents().stream().map(factory()::epochs).toList();
        assertEquals(List.of(1, 1, 1, 1, 81), epochs);
    }

    @Test
    void everyTrialAndConfirmationOfAStudySeesOneFunctionAndEveryStudyAnother() throws Exception {
        ObjectNode document = documents().getFirst();
        double value = complete(document, Seeds.ofSearch(7, 0)).value();
        assertEquals(value, complete(document, Seeds.ofSearch(7, 1)).value());
        assertEquals(value, complete(document, Seeds.ofConfirmation(7, 3)).value());
        assertNotEquals(value, complete(document, Seeds.ofSearch(8, 0)).value());
        document.put("shift", false);
        assertEquals(
                complete(document, Seeds.ofSearch(7, 0)).value(),
                complete(document, Seeds.ofSearch(8, 0)).value());
    }

    @Test
    void noiseIsTheTrialsOwnAndHasTheDeviationThatIsAskedFor() throws Exception {
        ObjectNode document = document("""
                {"function": {"rosenbrock": {"x": [1, 1]}}, "noise": 0.5, "shift": false}""");
        Set<Double> values = new HashSet<>();
        double sum = 0;
        double squares = 0;
        int trials = 4_000;
        for (int trial = 0; trial < trials; trial++) {
            Outcome.Completed outcome = complete(document, Seeds.ofSearch(1, trial));
            assertEquals(Map.of("value", outcome.value(), "regret", 0.0), outcome.metrics());
            values.add(outcome.value());
            sum += outcome.value();
            squares += outcome.value() * outcome.value();
        }
        assertEquals(trials, values.size());
        assertEquals(0, sum / trials, 5 * 0.5 / Math.sqrt(trials));
        assertEquals(0.25, squares / trials, 5 * 0.25 * Math.sqrt(2.0 / trials));
    }

    @Test
    void whatTheFunctionLeavesUndefinedDiverges() throws Exception {
        for (String text : List.of(
                "{'function': {'learningRateMomentum': {'learningRate': 9, 'momentum': 0.9}}}",
                "{'function': {'rosenbrock': {'x': [1e200, 0]}}}"))
            assertInstanceOf(
                    Outcome.Diverged.class, train(document(text.replace('\'', '"')), Seeds.ofSearch(1, 0)), text);
    }

    @Test
    void aLargeLearningRateDivergesInTheMidstOfItsCurve() throws Exception {
        ObjectNode document = document("""
                {"function": {"learningRateCurves": {"learningRate": 0.5}}, "shift": false}""");
        Outcome outcome = train(document, Seeds.ofSearch(1, 0));
        assertInstanceOf(Outcome.Diverged.class, outcome);
        // x = lg 0.5 = -0.30103: ceil(81 · 10^(-3 · 0.39897)) = ceil(5.15)
        assertEquals(6, outcome.curve().epochs());
        assertTrue(Double.isNaN(outcome.curve().at(6)));
        assertTrue(Double.isFinite(outcome.curve().at(5)));
    }

    @Test
    void preparingTellsTheFunctionAndItsLeastValue() throws Exception {
        Preparation found = new FunctionTrainer()
                .prepare(
                        document("{\"function\": {\"styblinskiTang\": {\"x\": [0, 0]}}}"),
                        Documents.VALUE,
                        Seeds.ofSearch(1, 0));
        assertEquals(
                Map.of("function", "styblinskiTang", "minimum", "-78.33233140754282", "shift", "by the study's seed"),
                found.facts());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'noise': 1}||\"function\" is missing|\"function\": The function, with its arguments.",
                "{'function': 'branim'}|function|unknown name \"branim\"|did you mean \"branin\"?",
                "{'function': 'branin'}|function.branin|\"x1\" is missing|\"x1\": In [-5, 10].",
                "{'function': 7}|function|function must be one name, or one name with what belongs to it, got 7"
                        + "|the names are branin, hartmann3, hartmann6, rosenbrock, levy, ackley, styblinskiTang,"
                        + " ellipsoid, rastrigin, jenatton, learningRateMomentum, learningRateSchedule,"
                        + " learningRateCurves",
                "{'function': {'hartmann6': {'x': [0, 0]}}}|function.hartmann6.x|x has 2 items, 6 are expected"
                        + "|The arguments, one domain or number each.",
                "{'function': {'rosenbrock': {'x': [0]}}}|function.rosenbrock.x|x has 1 items, 2 to 100 are expected"
                        + "|The arguments, one domain or number each.",
                "{'function': {'levy': {'x': [{'uniform': [0, 1]}]}}}|function.levy.x.0"
                        + "|x.0 must be a number, got {\"uniform\":[0,1]}|write a number",
                "{'function': {'levy': {'y': [1]}}}|function.levy.y|unknown key \"y\"|it must be one of x",
                "{'function': {'learningRateMomentum': {'learningRate': 1, 'momentum': 1}}}"
                        + "|function.learningRateMomentum.momentum|momentum (1) must be in [0, 1)"
                        + "|write a number in [0, 1)",
                "{'function': {'levy': {'x': [1]}}, 'noise': -1}|noise|noise (-1) must be at least 0"
                        + "|write a number at least 0",
                "{'function': {'levy': {'x': [1]}}, 'shift': 1}|shift|shift must be true or false, got 1"
                        + "|write true or false",
                "{'function': {'levy': {'x': [1]}}, 'sift': true}|sift|unknown key \"sift\"|did you mean \"shift\"?",
            })
    void mistakesAreToldInWords(String text, String path, String message, String help) {
        ObjectNode document = document(text.replace('\'', '"'));
        for (boolean early : List.of(true, false)) {
            TrainingException refused = assertThrows(TrainingException.class, () -> {
                if (early) new FunctionTrainer().prepare(document, Documents.VALUE, Seeds.ofSearch(1, 0));
                else train(document, Seeds.ofSearch(1, 0));
            });
            assertEquals(path == null ? "" : path, refused.path());
            assertEquals(message, refused.getMessage());
            assertEquals(help, refused.help());
        }
    }
}
