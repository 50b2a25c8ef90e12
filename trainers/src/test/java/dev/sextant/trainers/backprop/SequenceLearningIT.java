// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.RecordedTraining;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences of different lengths in the forms that files have: of words, and which of two words comes first. */
class SequenceLearningIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective ACCURACY = new Objective("validationAccuracy", Direction.MAXIMIZE);
    private static final int SEQUENCES = 160;
    private static final int LONGEST = 7;
    private static final String[] WORDS = {"cat", "dog", "the", "sat", "ran", "under", "tree"};
    private static final String TOKENS =
            "'layers': [{'embedding': {'size': 6}}, {'gru': {'units': 8, 'bidirectional': true}}]";

    @TempDir
    private Path folder;

    /** A cat and a dog in each, among one to five other words; told is which of them is first. */
    @BeforeEach
    void writeWords() throws Exception {
        DrawSequence random = new Draws(5, 0).of("words");
        StringBuilder wide = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        StringBuilder[] steps = new StringBuilder[LONGEST];
        for (int step = 0; step < LONGEST; step++) steps[step] = new StringBuilder();
        for (int i = 0; i < SEQUENCES; i++) {
            int length = i < 2 ? LONGEST : 3 + random.below(LONGEST - 2);
            int[] words = new int[length];
            for (int k = 0; k < length; k++) words[k] = 2 + random.below(WORDS.length - 2);
            int cat = random.below(length);
            int dog = (cat + 1 + random.below(length - 1)) % length;
            words[cat] = 0;
            words[dog] = 1;
            String first = cat < dog ? "cat" : "dog";
            for (int k = 0; k < LONGEST; k++) {
                wide.append(k < length ? WORDS[words[k]] : "").append(',');
                numbers.append(k < length ? words[k] : "").append(',');
                if (k < length) steps[k].append("%d,%d,%s,%s\n".formatted(i, k, WORDS[words[k]], first));
            }
            wide.append(first).append('\n');
            numbers.append(first).append('\n');
        }
        String header = "w1,w2,w3,w4,w5,w6,w7,first\n";
        Files.writeString(folder.resolve("wide.csv"), header + wide);
        Files.writeString(folder.resolve("numbers.csv"), header + numbers);
        Files.writeString(
                folder.resolve("wider.csv"),
                header.replace("first", "w8,w9,first") + wide.toString().replaceAll("(\\w+)\n", ",,$1\n"));
        // all first words, then all second ones
        Files.writeString(folder.resolve("long.csv"), "id,t,word,first\n" + String.join("", steps));
    }

    private RecordedTraining run(String data, String layers) throws Exception {
        return RecordedTraining.of(start(data, layers, 1));
    }

    private Training start(String data, String layers, int epochs) throws Exception {
        ObjectNode document =
                (ObjectNode) JSON.readTree("""
                {"data": {%s, "target": "first"}, %s, "batchSize": 16, "epochs": %d, "learningRate": 0.02,
                 "optimizer": "adam"}""".formatted(data, layers, epochs).replace('\'', '"'));
        return new NetworkTrainer(folder).start(new Assignment(document, ACCURACY, Seeds.ofSearch(11, 2), true));
    }

    @Test
    void whichWordComesFirstIsLearntFromTokensAndFromNumbers() throws Exception {
        assertTrue(accuracy("'csv': 'wide.csv', 'sequence': {'tokens': true}", TOKENS) > 0.95);
        assertTrue(accuracy("'csv': 'wide.csv', 'sequence': {}", "'layers': [{'lstm': 8}]") > 0.95, "one-hot");
    }

    private double accuracy(String data, String layers) throws Exception {
        try (Training training = start(data, layers, 10)) {
            while (true)
                if (training.step() instanceof Progress.Done(Outcome outcome))
                    return assertInstanceOf(Outcome.Completed.class, outcome).value();
        }
    }

    @Test
    void theFormOfTheFileCostsNoBit() throws Exception {
        List<?> wide =
                run("'csv': 'wide.csv', 'sequence': {'tokens': true}", TOKENS).said();
        assertEquals(
                wide,
                run("'csv': 'wider.csv', 'sequence': {'tokens': true}", TOKENS).said(),
                "empty columns");
        assertEquals(
                wide,
                run("'csv': 'wide.csv', 'sequence': {'tokens': true, 'steps': 7}", TOKENS)
                        .said(),
                "as many steps as there are");
        assertEquals(
                wide,
                run("'csv': 'long.csv', 'time': 't', 'sequence': {'by': 'id', 'tokens': true}", TOKENS)
                        .said(),
                "rows of an id");
    }
}
