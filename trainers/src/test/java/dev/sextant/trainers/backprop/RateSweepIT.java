// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.RateSuggestions;
import dev.sextant.engine.sweep.SuggestedRange;
import dev.sextant.engine.sweep.SweepRange;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.data.DataSpec;
import dev.sextant.trainers.data.Datasets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateSweepIT {
    private static final Seeds SEEDS = Seeds.ofSearch(7, 0);

    private final NetworkTrainer trainer = new NetworkTrainer(Path.of("../studies"));

    private static ObjectNode document(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    private static ObjectNode digits(String optimizer) {
        return document("{\"data\": {\"csv\": \"datasets/digits.csv\"}, \"optimizer\": \"" + optimizer + "\"}");
    }

    private LearningRateSweep sweep(String text) throws TrainingException {
        return trainer.sweep(document(text), SEEDS, SweepRange.DEFAULT);
    }

    @Test
    void theLearningRateAndTheScheduleOfTheDocumentDoNotCount() throws Exception {
        LearningRateSweep plain = sweep("{\"data\": {\"builtin\": \"iris\"}}");
        assertEquals(plain, sweep("{\"data\": {\"builtin\": \"iris\"}}"));
        assertEquals(
                plain,
                sweep("{\"data\": {\"builtin\": \"iris\"}, \"learningRate\": 3.0, \"schedule\": {\"cosine\": {}}}"));
        for (String other : List.of(
                "\"hidden\": [7]",
                "\"batchSize\": 5",
                "\"optimizer\": \"sgd\"",
                "\"weightDecay\": 0.1",
                "\"data\": {\"builtin\": \"iris\", \"validation\": 0.4}"))
            assertNotEquals(
                    plain,
                    sweep("{\"data\": {\"builtin\": \"iris\"}, " + other + "}"),
                    () -> other + " should change the sweep");
        assertNotEquals(
                plain,
                trainer.sweep(
                        document("{\"data\": {\"builtin\": \"iris\"}}"), Seeds.ofSearch(8, 0), SweepRange.DEFAULT));
    }

    /** At a rate too small to change anything, the mean of an epoch's losses is what a training reports for it. */
    @ParameterizedTest
    @ValueSource(strings = {"4", "7", "\"full\""})
    void theMiniBatchesAreThoseOfATraining(String batchSize) throws Exception {
        String rest = "\"data\": {\"csv\": \"datasets/wine.csv\", \"target\": \"proline\", \"drop\": [\"cultivar\"]},"
                + " \"optimizer\": \"sgd\", \"epochs\": 1, \"batchSize\": " + batchSize + "}";
        Objective objective = new Objective("trainingLoss", Direction.MINIMIZE);
        double reported;
        DataSpec data = DataSpec.read(document("{" + rest).get("data"));
        int rows = new Datasets(Path.of("../studies")).dataset(data).trainingRows();
        try (Training training =
                trainer.start(new Assignment(document("{\"learningRate\": 1e-30, " + rest), objective, SEEDS, false))) {
            Progress.Done done = (Progress.Done) training.step();
            reported = ((Outcome.Completed) done.outcome()).value();
        }
        int batch = batchSize.startsWith("\"") ? rows : Integer.parseInt(batchSize);
        int steps = (rows + batch - 1) / batch;
        SweepRange range = new SweepRange(1e-30, 2e-30, Math.max(6, 2 * steps));
        List<LearningRateSweep.Point> points =
                trainer.sweep(document("{" + rest), SEEDS, range).points();
        double sum = 0;
        for (int i = 0; i < steps; i++) sum += points.get(i).loss() * Math.min(batch, rows - i * batch);
        assertEquals(reported, sum / rows, Math.abs(reported) * 1e-6);
        if (steps > 1) {
            double second = 0;
            for (int i = 0; i < steps; i++) second += points.get(steps + i).loss() * Math.min(batch, rows - i * batch);
            assertEquals(reported, second / rows, Math.abs(reported) * 1e-5, "the second time round");
            assertNotEquals(points.get(0).loss(), points.get(steps).loss(), "in another order");
        }
    }

    /** Of a grid of rates a factor of 1.8 apart, the best for 30 epochs, averaged over three trainings. */
    @ParameterizedTest
    @CsvSource({
        "digits, sgd, 0.1",
        "digits, momentum, 0.01",
        "digits, adagrad, 0.032",
        "digits, rmsprop, 0.0032",
        "digits, adam, 0.0056",
        "iris, sgd, 1.0",
        "iris, momentum, 1.0",
        "iris, adam, 0.18"
    })
    void theRangeHoldsTheRateThatIsKnownToBeBest(String data, String optimizer, double best) throws Exception {
        ObjectNode document = document(
                "{\"data\": {\"csv\": \"datasets/%s.csv\"}, \"optimizer\": \"%s\"}".formatted(data, optimizer));
        SuggestedRange range = SuggestedRange.of(List.of(trainer.sweep(document, SEEDS, SweepRange.DEFAULT)));
        assertTrue(range.low() <= best && best <= range.high(), range + " should hold " + best);
        assertTrue(range.high() / range.low() < 3e4, range + " should be narrower than the sweep");
    }

    @Test
    void optimizersNeedRatesOfTheirOwn() throws Exception {
        RateSuggestions sgd = RateSuggestions.of(trainer.sweep(digits("sgd"), SEEDS, SweepRange.DEFAULT));
        RateSuggestions rmsprop = RateSuggestions.of(trainer.sweep(digits("rmsprop"), SEEDS, SweepRange.DEFAULT));
        assertTrue(sgd.valley() > 5 * rmsprop.valley(), sgd + " " + rmsprop);
    }

    @Test
    void aSweepThatGoesTooHighEndsWhereTheLossDoes() throws Exception {
        LearningRateSweep sweep = trainer.sweep(digits("sgd"), SEEDS, new SweepRange(1e-3, 1e9, 200));
        assertTrue(sweep.diverged());
        assertTrue(sweep.points().size() < 150, sweep.points().size() + " points");
        assertFalse(trainer.sweep(digits("sgd"), SEEDS, new SweepRange(1e-7, 1e-3, 20))
                .diverged());
    }

    @Test
    void whatIsWrongWithTheDocumentIsToldAsForATraining() {
        TrainingException refused =
                assertThrows(TrainingException.class, () -> sweep("{\"data\": {\"builtin\": \"lilies\"}}"));
        assertEquals("data.builtin", refused.path());
    }
}
