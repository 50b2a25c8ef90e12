// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Structure;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.trainers.network.ReachableBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are written layer by layer, on images, sequences and tokens: their memory, training, and refusals. */
class LayersOnDataTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("validationLoss", Direction.MINIMIZE);
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);
    private static final int PIXELS = 64;

    private static final String IMAGE = "'image': {'channels': 1, 'height': 8, 'width': 8}";
    private static final String SEQUENCE = "'sequence': {'features': 4}";
    private static final String TOKENS = "'sequence': {'tokens': true}";

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        StringBuilder csv = new StringBuilder();
        for (int pixel = 0; pixel < PIXELS; pixel++)
            csv.append('p').append(pixel).append(',');
        csv.append("class\n");
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < 200; row++) {
            for (int pixel = 0; pixel < PIXELS; pixel++)
                csv.append(random.nextInt(17)).append(',');
            csv.append("abc".charAt(random.nextInt(3))).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), csv);
    }

    private static ObjectNode document(String data, String rest) throws Exception {
        return (ObjectNode) JSON.readTree("{'data': {'csv': 'data.csv', 'target': 'class', %s}, 'epochs': 2, %s}"
                .formatted(data, rest)
                .replace('\'', '"'));
    }

    private static final String CONV =
            "'layers': [{'conv': {'filters': 12}}, 'maxPool', {'residual': [{'conv': {'filters': 12, 'padding':"
                    + " 'same'}}]}, {'dense': 20}, {'dropout': 0.2}], 'batchNorm': true";

    private static final String LSTM =
            "'layers': [{'lstm': {'units': 24, 'return': 'all', 'bidirectional': true}}, 'layerNorm', {'gru': 16}]";

    private static final String EMBEDDING = "'layers': [{'embedding': 8}, {'rnn': 16}], 'optimizer': 'momentum'";

    private static ObjectNode document(String kind) throws Exception {
        return switch (kind) {
            case "images" -> document(IMAGE, CONV);
            case "changed images" -> document(IMAGE, CONV + ", 'augment': {'shift': 1, 'rotate': 5}");
            case "sequences" -> document(SEQUENCE, LSTM);
            case "tokens" -> document(TOKENS, EMBEDDING);
            default -> document(IMAGE, "'hidden': [30], 'batchNorm': true");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "changed images", "sequences", "tokens", "images as vectors"})
    void aTrainingTakesUpWhatWasForetoldAndTrains(String kind) throws Exception {
        ObjectNode document = document(kind);
        NetworkTrainer trainer = new NetworkTrainer(folder);
        trainer.prepare(document, LOSS, SEEDS);
        long shared = ReachableBytes.of(trainer);
        NetworkTraining training = trainer.start(new Assignment(document, LOSS, SEEDS, false));
        long own = ReachableBytes.of(new Object[] {trainer, training}) - shared;
        long told = trainer.memory(document, 1).trainingBytes();
        assertEquals((double) own, (double) told, 0.1 * own);
        assertEquals((double) shared, (double) trainer.memory(document, 1).sharedBytes(), 0.1 * shared);
        Progress progress = training.step();
        while (!(progress instanceof Progress.Done)) progress = training.step();
        assertTrue(progress instanceof Progress.Done(Outcome.Completed completed) && completed.bestEpoch() >= 1, kind);
    }

    @Test
    void theTableTellsWhatIsReadFromTheData() throws Exception {
        Structure table = new NetworkTrainer(folder).structure(document("sequences"));
        assertEquals("16 steps of 48", table.parts().getFirst().words().getLast());
        assertEquals(
                "lstm 24 bidirectional all steps",
                table.parts().getFirst().words().get(1));
        assertEquals(
                2L * 4 * 24 * (4 + 24 + 1), table.parts().getFirst().counts().getFirst());
        assertEquals(
                "hidden.0",
                new NetworkTrainer(folder)
                        .structure(document("images as vectors"))
                        .parts()
                        .getFirst()
                        .words()
                        .getFirst());
    }

    @Test
    void anEpochOfMoreLayersCostsMore() throws Exception {
        NetworkTrainer trainer = new NetworkTrainer(folder);
        long one = trainer.epochCost(document(IMAGE, "'layers': [{'conv': {'filters': 8, 'padding': 'same'}}]"));
        long two = trainer.epochCost(
                document(
                        IMAGE,
                        "'layers': [{'conv': {'filters': 8, 'padding': 'same'}}, {'conv': {'filters': 8, 'padding': 'same'}}]"));
        assertTrue(two > 3 * one, one + " " + two);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "images | 'layers': [{'dense': 8}, 'batchNorm'], 'batchSize': 1 | layers.1 | batchNorm normalises by what"
                        + " differs between the rows of a step, and a step has one row | write a batchSize above 1, or"
                        + " layerNorm, which takes each row by itself",
                "images | 'hidden': [8], 'batchNorm': true, 'batchSize': 1 | hidden.0 | batchNorm normalises by what differs"
                        + " between the rows of a step, and a step has one row | write a batchSize above 1, or"
                        + " layerNorm, which takes each row by itself",
                "images | 'layers': [{'conv': {'filters': 4}}, {'conv': {'filters': 4, 'kernel': 7}}] | layers.1 | conv: a"
                        + " kernel of 7×7 is larger than its input, which is 6×6, so that nothing would come out | take"
                        + " a smaller one, more padding, or fewer layers before it that shrink the image",
                "images | 'layers': [], 'hidden': [4] | hidden | at most one of hidden, layers is expected, got both | keep"
                        + " one of them: a hidden layer among layers is {'dense': 64}",
                "images | 'layers': [], 'dropout': 0.5 | dropout | at most one of dropout, layers is expected, got both |"
                        + " write it where it belongs among layers: {'dropout': 0.2}",
                "images | 'layers': [{'conv': {'filters': 4}}, {'dense': 4}], 'freeze': [4] | freeze.0 | there is no layer"
                        + " 4: this network has 3 layers with weights | count from the input on, from 1",
                "tokens | 'hidden': [4] | hidden | flatten needs numbers, and reads 64 tokens of 17 | begin the layers with"
                        + " {'embedding': {'size': 16}}",
                "tokens | 'layers': [] | layers | flatten needs numbers, and reads 64 tokens of 17 | begin the layers with"
                        + " {'embedding': {'size': 16}}",
                "images | 'layers': [{'conv': {'filters': 4096, 'kernel': 1}}, {'dense': 4096}] | batchSize | 32 rows in a"
                        + " step of this network need | take fewer rows in a step, or narrower layers",
            })
    void whatCannotBeTrainedIsRefusedBeforeItIs(String kind, String rest, String place, String message, String help)
            throws Exception {
        ObjectNode document = document(kind.equals("tokens") ? TOKENS : IMAGE, rest);
        TrainingException refused =
                assertThrows(TrainingException.class, () -> new NetworkTrainer(folder).prepare(document, LOSS, SEEDS));
        assertEquals(place, refused.path());
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith(message), said);
        assertEquals(help, refused.help().replace('"', '\''));
    }
}
