// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Memory;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.network.ReachableBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foretold of a study's memory against what its trainer and a training keep alive. */
class NetworkMemoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);

    @TempDir
    Path folder;

    private ObjectNode document(String data, String rest) throws Exception {
        StringBuilder csv = new StringBuilder("a,b,colour,size,y\n");
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < 2000; row++)
            csv.append("%.5f,%d,%s,%.3f,%d\n"
                    .formatted(
                            random.nextDouble(),
                            random.nextInt(100_000),
                            random.nextBoolean() ? "red" : "blue",
                            random.nextDouble() * 100,
                            random.nextInt(2)));
        Files.writeString(folder.resolve("data.csv"), csv);
        return (ObjectNode) JSON.readTree("{ \"data\": { \"csv\": \"data.csv\"%s }%s }".formatted(data, rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", 'task': 'regression'",
                ", 'validation': {'folds': 4}",
                ", 'test': 0, 'validation': 0.5",
                ", 'window': {'length': 6}, 'target': 'size'"
            })
    void theSharedDataTakesUpWhatWasForetold(String data) throws Exception {
        ObjectNode document = document(data.replace('\'', '"'), "");
        NetworkTrainer trainer = new NetworkTrainer(folder);
        for (int split = 0; split < 3; split++)
            trainer.prepare(document, LOSS, split == 0 ? Seeds.ofSearch(1, 0) : Seeds.ofConfirmation(1, split));
        Memory memory = trainer.memory(document, 3);
        long kept = ReachableBytes.of(trainer);
        assertEquals((double) kept, (double) memory.sharedBytes(), 0.1 * kept, memory.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", 'hidden': [40, 20], 'batchNorm': true, 'dropout': 0.2",
                ", 'hidden': [300], 'activation': 'gelu', 'optimizer': {'adam': {'amsgrad': true}}",
                ", 'batchSize': 'full', 'loss': 'binaryCrossEntropy'"
            })
    void aTrainingTakesUpWhatWasForetold(String network) throws Exception {
        ObjectNode document = document("", network.replace('\'', '"'));
        NetworkTrainer trainer = new NetworkTrainer(folder);
        trainer.prepare(document, LOSS, Seeds.ofSearch(1, 0));
        long shared = ReachableBytes.of(trainer);
        NetworkTraining training = trainer.start(new Assignment(document, LOSS, Seeds.ofSearch(1, 0), false));
        long own = ReachableBytes.of(new Object[] {trainer, training}) - shared;
        assertEquals((double) own, (double) trainer.memory(document, 1).trainingBytes(), 0.05 * own);
    }

    @Test
    void whatIsRefusedAnywayIsNotForetold() throws Exception {
        ObjectNode document = document("", ", \"hidden\": [100000, 100000]");
        Memory memory = new NetworkTrainer(folder).memory(document, 1);
        assertFalse(memory.known());
        assertTrue(memory.shared().isEmpty() && memory.training().isEmpty());
    }
}
