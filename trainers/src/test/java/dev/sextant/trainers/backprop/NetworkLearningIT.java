// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whole trainings on real data: what is learnt, and how long a slice may be. */
class NetworkLearningIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Training start(String document) throws Exception {
        return new NetworkTrainer(Path.of("../studies"))
                .start(new Assignment(
                        (ObjectNode) JSON.readTree(document),
                        new Objective("validationLoss", Direction.MINIMIZE),
                        Seeds.ofSearch(1, 0),
                        true));
    }

    private static Outcome.Completed complete(String document) throws Exception {
        try (Training training = start(document)) {
            while (true)
                if (training.step() instanceof Progress.Done done)
                    return assertInstanceOf(Outcome.Completed.class, done.outcome());
        }
    }

    private static double metric(Outcome.Completed outcome, String name) {
        return outcome.metrics().getOrDefault(name, Double.NaN);
    }

    @Test
    void irisIsLearnt() throws Exception {
        Outcome.Completed outcome = complete("""
                {"data": {"builtin": "iris"}, "hidden": [16], "batchSize": 16, "epochs": 60, "learningRate": 0.02}""");
        assertTrue(
                metric(outcome, "validationAccuracy") > 0.9, outcome.metrics().toString());
        assertTrue(metric(outcome, "testAccuracy") > 0.9, outcome.metrics().toString());
    }

    @Test
    void digitsAreLearntInThirtyEpochs() throws Exception {
        Outcome.Completed outcome = complete("""
                {"data": {"csv": "datasets/digits.csv"}, "hidden": [64], "batchSize": 16, "epochs": 30,
                 "learningRate": 0.003, "schedule": "cosine"}""");
        assertTrue(
                metric(outcome, "validationAccuracy") > 0.95, outcome.metrics().toString());
        assertTrue(metric(outcome, "testAccuracy") > 0.95, outcome.metrics().toString());
        assertTrue(outcome.value() < 0.15, outcome.metrics().toString());
    }

    @Test
    void theSineIsLearntAndItsLossIsInItsOwnUnits() throws Exception {
        Outcome.Completed outcome = complete("""
                {"data": {"builtin": {"sine": {"rows": 60, "from": -3, "to": 3}}}, "hidden": [16], "activation": "tanh",
                 "batchSize": 8, "epochs": 300, "earlyStopping": {"patience": 100}, "learningRate": 0.02}""");
        assertTrue(outcome.value() < 0.01, "loss " + outcome.value());
        assertFalse(outcome.metrics().containsKey("validationAccuracy"));
        assertFalse(outcome.metrics().containsKey("testAccuracy"));
        assertTrue(outcome.metrics().containsKey("testLoss"));
    }

    @Test
    void aLargeEpochIsCutIntoSlicesThatChangeNothing() throws Exception {
        String document = """
                {"data": {"builtin": {"sine": {"rows": 3000}}}, "hidden": [512, 512], "batchSize": 256, "epochs": 2}""";
        int slices = 0;
        int epochs = 0;
        try (Training training = start(document)) {
            while (true) {
                Progress progress = training.step();
                slices++;
                if (progress instanceof Progress.Epoch) epochs++;
                if (progress instanceof Progress.Done done) {
                    assertEquals(complete(document), done.outcome());
                    break;
                }
            }
        }
        assertEquals(1, epochs);
        assertTrue(slices > 2, slices + " slices");
    }
}
