// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.model.SafeTensors;
import dev.sextant.trainers.model.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be read off trainings beside the objective, and trainings that are ill. */
class HealthIT {
    private static Outcome train(String document) throws Exception {
        return train(Path.of("../studies"), document);
    }

    private static Outcome train(Path folder, String document) throws Exception {
        Assignment assignment = new Assignment(
                (ObjectNode) new ObjectMapper().readTree(document),
                new Objective("validationLoss", Direction.MINIMIZE),
                Seeds.ofSearch(1, 0),
                false);
        try (Training training = new NetworkTrainer(folder).start(assignment)) {
            while (true) if (training.step() instanceof Progress.Done(Outcome outcome)) return outcome;
        }
    }

    @Test
    void everyEpochHasItsRateItsLossesAndTheGradientsOfEachLayer() throws Exception {
        LearningCurve curve = train("""
                {"data": {"builtin": "iris"}, "hidden": [8, 8], "epochs": 6, "learningRate": 0.01,
                 "schedule": {"step": {"stepSize": 2, "gamma": 0.5}}}""").curve();
        assertEquals(
                Set.of(
                        "learningRate",
                        "gradientNorm1",
                        "gradientNorm2",
                        "gradientNorm3",
                        "deadUnits",
                        "trainingLoss",
                        "validationLoss"),
                curve.readings().names());
        for (String name : curve.readings().names())
            for (int epoch = 1; epoch <= 6; epoch++)
                assertTrue(Double.isFinite(curve.readings().at(name, epoch)), name + " in epoch " + epoch);
        assertEquals(0.01, curve.readings().at("learningRate", 2), 1e-15);
        assertEquals(0.005, curve.readings().at("learningRate", 3), 1e-15);
        assertEquals(curve.at(4), curve.readings().at("validationLoss", 4));
        assertTrue(curve.readings().at("gradientNorm1", 1) > 0);
    }

    @Test
    void divergenceIsNoticedAtItsStep() throws Exception {
        Outcome.Diverged diverged = assertInstanceOf(Outcome.Diverged.class, train("""
                {"data": {"builtin": {"sine": {"rows": 400}}}, "hidden": [64], "batchSize": 8, "epochs": 50,
                 "optimizer": "sgd", "learningRate": 100}"""));
        double step = diverged.curve()
                .readings()
                .at("divergedAtStep", diverged.curve().epochs());
        assertEquals(1, diverged.curve().epochs());
        assertTrue(1 < step && step < 30, "step " + step);
    }

    @Test
    void deadUnitsAreSeenAndTheTrainingStandsStill(@TempDir Path folder) throws Exception {
        // Every rectifier begins below zero whatever the row, so no gradient reaches the layer; the other is frozen.
        float[] below = new float[8];
        Arrays.fill(below, -1);
        Files.write(
                folder.resolve("dead.safetensors"),
                SafeTensors.write(
                        List.of(
                                new Tensor("dense1.weight", List.of(8, 4), new float[32]),
                                new Tensor("dense1.bias", List.of(8), below),
                                new Tensor("dense2.weight", List.of(3, 8), new float[24]),
                                new Tensor("dense2.bias", List.of(3), new float[3])),
                        Map.of()));
        LearningCurve curve = train(folder, """
                {"data": {"builtin": "iris"}, "hidden": [8], "epochs": 30, "learningRate": 0.1,
                 "initialWeights": "dead.safetensors", "freeze": [2]}""").curve();
        assertEquals(1, curve.readings().at("deadUnits", curve.epochs()));
        assertEquals(0, curve.readings().at("gradientNorm1", curve.epochs()));
        assertEquals(10, curve.still(), curve.toString());
    }

    @Test
    void aSteadyTrainingHasFewDeadUnits() throws Exception {
        LearningCurve curve = train("""
                {"data": {"csv": "datasets/wine.csv", "target": "cultivar"}, "hidden": [16], "epochs": 10, "activation": "tanh"}""").curve();
        assertEquals(0, curve.readings().at("deadUnits", 10));
        assertEquals(0, curve.still());
    }
}
