// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.RecordedTraining;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.trainers.optimizer.Optimizers;
import dev.sextant.trainers.schedule.Schedules;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks of every kind go on from a checkpoint after any epoch, bit for bit: whatever an optimizer, a schedule, a
 * layer or early stopping remembers is in it.
 */
class NetworkCheckpointIT {
    private static final long SEED = Long.getLong("sextant.checkpoints.seed", 20261126);
    private static final int NETWORKS = Integer.getInteger("sextant.checkpoints.networks", 60);
    private static final NetworkTrainer TRAINER = new NetworkTrainer(Path.of("../studies"));

    /** What has settings that add to what it remembers stands here with them too. */
    private static final List<String> OPTIMIZERS = optimizers();

    private static final List<String> SCHEDULES = schedules();

    private static List<String> optimizers() {
        List<String> all = new ArrayList<>();
        for (String name : Optimizers.variants().keySet()) all.add("\"" + name + "\"");
        all.addAll(List.of(
                "{\"adam\": {\"amsgrad\": true}}",
                "{\"rmsprop\": {\"centered\": true, \"momentum\": 0.8}}",
                "{\"adagrad\": {\"learningRateDecay\": 0.01}}",
                "{\"sgd\": {\"momentum\": 0.9, \"dampening\": 0.1}}"));
        return all;
    }

    private static List<String> schedules() {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, ?> each : Schedules.variants().entrySet())
            switch (each.getKey()) {
                case "sequence" -> all.add("""
                            {"sequence": {"warmup": {"iters": 1, "per": "batch"}, "milestones": [2, 5], "schedules":
                             ["cosine", {"reduceOnPlateau": {"patience": 0, "factor": 0.5}}, {"step": {"stepSize": 2}}]}}""");
                case "multiStep" -> all.add("{\"multiStep\": {\"milestones\": [2, 4]}}");
                default -> all.add("\"" + each.getKey() + "\"");
            }
        all.addAll(List.of(
                "{\"oneCycle\": {\"per\": \"batch\"}}",
                "{\"cosineWarmRestarts\": {\"t0\": 2, \"tMult\": 2, \"per\": \"batch\"}}",
                "{\"cyclic\": {\"stepSizeUp\": 2, \"mode\": \"exponentialRange\", \"gamma\": 0.9, \"per\": \"batch\"}}",
                "{\"reduceOnPlateau\": {\"patience\": 0, \"cooldown\": 1, \"threshold\": 0.2, \"warmup\": 2}}"));
        return all;
    }

    static IntStream networks() {
        return IntStream.range(0, NETWORKS);
    }

    @ParameterizedTest(name = "network {0}")
    @MethodSource("networks")
    void whateverANetworkRemembersIsInItsCheckpoint(int number) throws Exception {
        DrawSequence draws = new Draws(SEED, number).of("network");
        // Each optimizer and each schedule comes in its turn, with chance for the rest.
        String text = """
                {"data": {%s}, "hidden": %s, "activation": "%s", "batchNorm": %b, "dropout": %s, "batchSize": %s,
                 "epochs": 7, "learningRate": %s, "weightDecay": %s, "l1": %s, %s "freeze": %s,
                 "earlyStopping": {"patience": %d, "minDelta": 0.001}, "optimizer": %s, "schedule": %s}""".formatted(
                        oneOf(
                                draws,
                                "\"builtin\": \"iris\"",
                                "\"builtin\": \"iris\", \"validation\": {\"folds\": 3}",
                                "\"csv\": \"datasets/wine.csv\", \"target\": \"proline\", \"drop\": [\"cultivar\"]"),
                        oneOf(draws, "[8]", "[12, 6]", "[20, 9, 5]"),
                        oneOf(draws, "relu", "gelu", "tanh", "sigmoid"),
                        draws.below(2) == 0,
                        oneOf(draws, "0", "0.3"),
                        oneOf(draws, "7", "16", "\"full\""),
                        oneOf(draws, "0.003", "0.02"),
                        oneOf(draws, "0", "0.001"),
                        oneOf(draws, "0", "0.0001"),
                        oneOf(draws, "", "\"clipNorm\": 0.5,", "\"clipValue\": 0.01,"),
                        oneOf(draws, "[]", "[]", "[1]"),
                        1 + draws.below(5),
                        OPTIMIZERS.get(number % OPTIMIZERS.size()),
                        SCHEDULES.get((number + number / OPTIMIZERS.size()) % SCHEDULES.size()));
        String named = "-Dsextant.checkpoints.seed=%d, network %d: %s".formatted(SEED, number, text);
        RecordedTraining straight = run(text, null);
        assertEquals(straight.epochs(), straight.checkpoints().size(), named);
        // What goes on from one of them gives those of all later epochs again.
        for (int epoch : new int[] {1, 1 + draws.below(Math.max(1, straight.epochs()))}) {
            byte[] kept = straight.checkpoints().get(epoch);
            if (kept != null) straight.checkEndsWith(run(text, kept), epoch, named);
        }
    }

    private static String oneOf(DrawSequence draws, String... choices) {
        return choices[draws.below(choices.length)];
    }

    private static Assignment assignment(String document) throws Exception {
        return new Assignment(
                (ObjectNode) new ObjectMapper().readTree(document),
                new Objective("validationLoss", Direction.MINIMIZE),
                Seeds.ofSearch(SEED, 3),
                true);
    }

    private static RecordedTraining run(String document, byte @Nullable [] checkpoint) throws Exception {
        try (Training training =
                TRAINER.start(assignment(document), new Circumstances(2, StoppingPlan.NONE, checkpoint, null))) {
            return RecordedTraining.of(training);
        }
    }

    private static final String SMALL = """
            {"data": {"builtin": "iris"}, "hidden": [%d], "epochs": 3, "optimizer": "adam"}""";

    private static byte[] checkpoint(String document) throws Exception {
        try (Training training = TRAINER.start(assignment(document))) {
            while (!(training.step() instanceof Progress.Epoch)) {}
            byte[] checkpoint = training.checkpoint();
            assertTrue(checkpoint != null);
            return checkpoint;
        }
    }

    private static String refusal(String document, byte[] checkpoint) throws Exception {
        Assignment assignment = assignment(document);
        return String.valueOf(assertThrows(
                        TrainingException.class,
                        () -> TRAINER.start(assignment, new Circumstances(2, StoppingPlan.NONE, checkpoint, null)))
                .getMessage());
    }

    @Test
    void aCheckpointOfSomethingElseIsRefusedAndSaysWhy() throws Exception {
        byte[] checkpoint = checkpoint(SMALL.formatted(8));
        String refused = "the checkpoint cannot be gone on from: ";
        assertEquals(refused + "it is of another document, objective or seed", refusal(SMALL.formatted(9), checkpoint));
        assertEquals(refused + "it is not the state of a training", refusal(SMALL.formatted(8), new byte[100]));
        byte[] damaged = checkpoint.clone();
        damaged[damaged.length / 2] ^= 1;
        assertEquals(
                refused + "it is damaged: its check sum is not that of its %d bytes".formatted(damaged.length - 4),
                refusal(SMALL.formatted(8), damaged));
        byte[] newer = checkpoint.clone();
        ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 99);
        assertEquals(
                refused + "it is of version 99 of the format, this is version 1", refusal(SMALL.formatted(8), newer));
    }

    @Test
    void nothingIsKeptBeforeTheFirstEpochInTheMiddleOfOneAndAfterTheEnd() throws Exception {
        Training training = TRAINER.start(assignment("""
                {"data": {"builtin": "iris", "validation": {"folds": 3}}, "hidden": [4], "epochs": 2}"""));
        assertNull(training.checkpoint());
        training.step();
        assertNull(training.checkpoint());
        training.close();
        assertNull(training.checkpoint());
    }
}
