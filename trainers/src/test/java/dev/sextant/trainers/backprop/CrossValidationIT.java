// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.data.DataSpec;
import dev.sextant.trainers.data.Datasets;
import dev.sextant.trainers.data.Parts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trainings that are cross-validations: their scores are the means over the folds' networks. */
class CrossValidationIT {
    private static final String DOCUMENT = """
            {"data": {"csv": "datasets/wine.csv", "target": "cultivar", "validation": {"folds": 4}}, "hidden": [8], "batchSize": 16, "epochs": 7,
             "learningRate": 0.02, "earlyStopping": {"patience": 7}}""";

    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);

    private static ObjectNode document() throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(DOCUMENT);
    }

    private static Outcome.Completed train(Seeds seeds) throws Exception {
        try (Training training =
                new NetworkTrainer(Path.of("../studies")).start(new Assignment(document(), LOSS, seeds, true))) {
            while (true)
                if (training.step() instanceof Progress.Done done)
                    return assertInstanceOf(Outcome.Completed.class, done.outcome());
        }
    }

    @Test
    void everyEpochIsTheMeanOverTheFoldsTrainedOneByOne() throws Exception {
        Seeds seeds = Seeds.ofSearch(3, 5);
        NetworkSettings settings = NetworkSettings.read(document());
        Datasets datasets = new Datasets(Path.of("../studies"));
        DataSpec spec = settings.data();
        List<Parts> folds = datasets.folds(spec, seeds);
        assertEquals(4, folds.size());
        double[] means = new double[7];
        for (int fold = 0; fold < 4; fold++) {
            Draws draws = FoldTraining.draws(seeds.draws(), fold);
            Trainee trainee = new Trainee(settings, datasets.dataset(spec), folds.get(fold), draws, null);
            FoldTraining training = new FoldTraining(settings, trainee, draws, Direction.MINIMIZE);
            for (int epoch = 1; epoch <= 7; epoch++) {
                assertEquals(FoldTraining.Slice.EPOCH_ENDED, training.train(epoch, Long.MAX_VALUE));
                double loss = trainee.validate().loss();
                means[epoch - 1] += loss / 4;
                training.advance(loss);
            }
        }
        Outcome.Completed outcome = train(seeds);
        for (int epoch = 1; epoch <= 7; epoch++)
            assertEquals(means[epoch - 1], outcome.curve().at(epoch), 1e-12, "epoch " + epoch);
        assertTrue(outcome.metrics().containsKey("testLoss"));
        assertTrue(outcome.metrics().getOrDefault("validationAccuracy", 0.0) > 0.8, outcome.toString());
    }

    @Test
    void theSameSeedsGiveTheSameBits() throws Exception {
        assertEquals(train(Seeds.ofSearch(3, 5)), train(Seeds.ofSearch(3, 5)));
        assertNotEquals(train(Seeds.ofSearch(3, 5)), train(Seeds.ofSearch(3, 6)));
    }

    @Test
    void foldsHaveDrawsOfTheirOwn() {
        Draws trial = new Draws(3, 5);
        assertEquals(trial, FoldTraining.draws(trial, 0));
        assertNotEquals(FoldTraining.draws(trial, 1), FoldTraining.draws(trial, 2));
        assertNotEquals(FoldTraining.draws(trial, 1), FoldTraining.draws(new Draws(3, 6), 1));
    }
}
