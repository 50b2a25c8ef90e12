// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that are written for a test, and trials of them that end soon. */
final class Programs {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Objective VALUE = new Objective("value", Direction.MINIMIZE);

    /** The usual limits, and little patience. */
    static final ProgramLimits HASTY = new ProgramLimits(
            Duration.ofMillis(20),
            Duration.ofMillis(400),
            Duration.ofMillis(300),
            64 << 10,
            256 << 10,
            4 << 20,
            16 << 10);

    private final Path folder;

    Programs(Path folder) {
        this.folder = folder;
    }

    /** A shell script that runs as a trial's program. */
    Path script(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + content);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    /** A document, quotes written as apostrophes. */
    static ObjectNode document(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** The document of a script. */
    ObjectNode document(String script, String more) throws IOException {
        script("program.sh", script);
        return document("{'argv': ['./program.sh'], 'parameters': {'lr': 0.1}" + more + "}");
    }

    CommandTrainer trainer() {
        return new CommandTrainer(folder, HASTY, System::nanoTime, Witness.NONE);
    }

    Training start(ObjectNode document, Objective objective, Seeds seeds) throws TrainingException {
        return start(document, objective, seeds, Circumstances.PLAIN);
    }

    Training start(ObjectNode document, Objective objective, Seeds seeds, Circumstances circumstances)
            throws TrainingException {
        return trainer().start(new Assignment(document, objective, seeds, false), circumstances);
    }

    /** Trains a script's only trial. */
    Outcome train(String script, String more) throws Exception {
        return train(document(script, more), VALUE, Seeds.ofSearch(1, 0));
    }

    Outcome train(ObjectNode document, Objective objective, Seeds seeds) throws Exception {
        return train(document, objective, seeds, Circumstances.PLAIN);
    }

    Outcome train(ObjectNode document, Objective objective, Seeds seeds, Circumstances circumstances) throws Exception {
        try (Training training = start(document, objective, seeds, circumstances)) {
            return end(training);
        }
    }

    /** Steps until the training is done. */
    static Outcome end(Training training) throws TrainingException {
        while (true) if (training.step() instanceof Progress.Done(Outcome outcome)) return outcome;
    }

    /** Why a script's only trial failed. */
    String failure(String script, String more) throws Exception {
        Outcome outcome = train(script, more);
        if (outcome instanceof Outcome.Failed(String message, var _)) return message;
        throw new AssertionError("it did not fail: " + outcome);
    }

    /** A program on the search path. */
    static boolean has(String program) {
        Optional<String> found = ProcessTree.tool(program);
        if (found.isEmpty()) System.out.println("skipped: there is no " + program + " on the search path");
        return found.isPresent();
    }

    /** Processes on Linux that have a word in their command line and live. */
    static List<Long> alive(String word) throws IOException {
        List<Long> alive = new ArrayList<>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    boolean named = Files.readString(
                                    process.resolve("cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains(word);
                    String stat =
                            Files.readString(process.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
                    boolean dead = stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
                    if (named && !dead)
                        alive.add(Long.parseLong(process.getFileName().toString()));
                } catch (IOException gone) {
                    // It has just ended.
                }
            }
        }
        return alive;
    }

    /** That nothing of what ran in the folder runs any more. */
    void assertNothingRuns() throws IOException {
        assertEquals(List.of(), alive(folder.toString()), "processes that were left behind");
    }
}
