// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.tensor.KernelWarmup;
import dev.sextant.trainers.tensor.Kernels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bits of whole trainings, pinned: every machine, every twin of the kernels and every later version must come to
 * them. Where a change of them is wanted, it changes the result of every study that was ever run, and is worth a line
 * in the release notes.
 */
class TrainingBitsIT {
    private static final List<String> DOCUMENTS = List.of("""
                    {"data": {"csv": "datasets/digits.csv"}, "hidden": [48], "batchSize": 32, "epochs": 10,
                     "learningRate": 0.003, "schedule": "cosine"}""", """
                    {"data": {"csv": "datasets/digits.csv"}, "hidden": [20, 20], "activation": "tanh", "batchSize": 50,
                     "epochs": 6, "learningRate": 0.05, "optimizer": "nesterov", "weightDecay": 1e-4,
                     "schedule": {"exponential": {"gamma": 0.9}}}""", """
                    {"data": {"csv": "datasets/wine.csv", "target": "proline", "drop": ["cultivar"]}, "hidden": [16],
                     "activation": "sigmoid", "batchSize": 8, "epochs": 20, "optimizer": "rmsprop",
                     "schedule": {"reduceOnPlateau": {"patience": 1}}}""");

    private static final List<String> PINNED = List.of("f6b2b413ac24c9a1", "42aeed6e25e9938f", "43d78ec3e007b7f4");

    @ParameterizedTest(name = "kernels: {0}")
    @ValueSource(strings = {"scalar", "256", "512"})
    void wholeTrainingsHaveTheBitsTheyAlwaysHad(String kernels) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-Dsextant.kernels=" + kernels,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingBitsIT.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().readAllLines();
        assertEquals(0, process.waitFor());
        String twin = kernels.equals("scalar") ? kernels : "vector, %s bit".formatted(kernels);
        assertEquals(twin + " (asked for by -Dsextant.kernels)", lines.getFirst());
        assertEquals(PINNED, lines.subList(1, 1 + PINNED.size()), lines.getFirst());
        assertEquals(PINNED, lines.subList(1 + PINNED.size(), lines.size()), lines.getFirst() + ", side by side");
    }

    /**
     * Prints the kernels and then what each training comes to, twice: one after the other, and all at the same time.
     */
    public static void main(String[] arguments) throws Exception {
        KernelWarmup.await(60_000);
        List<String> lines = new ArrayList<>(List.of(Kernels.description()));
        for (String document : DOCUMENTS) lines.add(digest(outcome(document)));
        try (ExecutorService threads = Executors.newFixedThreadPool(DOCUMENTS.size())) {
            List<Callable<String>> trainings = DOCUMENTS.stream()
                    .<Callable<String>>map(document -> () -> digest(outcome(document)))
                    .toList();
            for (Future<String> training : threads.invokeAll(trainings)) lines.add(training.get());
        }
        lines.forEach(System.out::println);
    }

    private static Outcome.Completed outcome(String document) throws Exception {
        Assignment assignment = new Assignment(
                (ObjectNode) new ObjectMapper().readTree(document),
                new Objective("validationLoss", Direction.MINIMIZE),
                Seeds.ofSearch(20261120, 7),
                true);
        try (Training training = new NetworkTrainer(Path.of("../studies")).start(assignment)) {
            while (true)
                if (training.step() instanceof Progress.Done(Outcome outcome)) return (Outcome.Completed) outcome;
        }
    }

    /** Of the curve and of every metric that is trained, bit by bit; the number of parameters is counted. */
    private static String digest(Outcome.Completed outcome) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (double value : outcome.curve().toArray())
            digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(0, value));
        TreeMap<String, Double> trained = new TreeMap<>(outcome.metrics());
        trained.remove("parameters");
        trained.values()
                .forEach(
                        value -> digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(0, value)));
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
