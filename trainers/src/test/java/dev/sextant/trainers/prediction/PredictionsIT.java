// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A network that was saved says of the rows that were held for validation what the training said of them, bit for bit.
 */
class PredictionsIT {
    @TempDir
    private Path folder;

    private void assertSame(String csv, String held, String document) throws Exception {
        Learnt learnt = Learnt.from(folder, csv, document);
        Learnt.Told told = learnt.predict("json", held);
        assertEquals(learnt.validationLoss(), told.score("loss"), "loss");
        assertEquals(
                learnt.outcome().metrics().get("validationAccuracy"),
                told.scores().get("accuracy"));
        assertEquals(
                learnt.outcome().metrics().get("validationMacroF1"),
                told.scores().get("macroF1"));
        assertEquals(
                learnt.outcome().metrics().get("validationR2"), told.scores().get("r2"));
        assertEquals(told, learnt.predict("npz", held), "from another format");
        assertEquals(told, learnt.predict("safetensors", held), "from another format");
    }

    @ParameterizedTest(name = "{0} with {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind' | 'error' | crossEntropy | classification",
                "'kind' | 'mean' | binaryCrossEntropy | classification",
                "'kind' | 'indicator' | crossEntropy | classification",
                "'y' | 'mode' | meanSquaredError | regression",
                "'y' | {'fill': 2} | meanAbsoluteError | regression",
                "['y', 'b'] | 'median' | huber | regression",
                "['big', 'warm'] | 'mean' | binaryCrossEntropy | multiLabel",
            },
            quoteCharacter = '\0')
    void rowsOfNumbersAndCategories(String target, String missing, String loss, String task) throws Exception {
        String csv = LearntRows.mixed(!missing.equals("'error'"));
        String left = target.contains("'b'") ? "'kind', 'big', 'warm'" : "'y', 'kind', 'big', 'warm'";
        for (String name : List.of("'y'", "'kind'", "'big'", "'warm'"))
            if (target.contains(name)) left = left.replace(name + ", ", "").replace(", " + name, "");
        String keys = "'target': %s, 'drop': [%s], 'missing': %s, 'task': '%s'".formatted(target, left, missing, task);
        assertSame(csv, LearntRows.held(csv), """
                {%s, 'hidden': [9], 'epochs': 3, 'batchSize': 16, 'batchNorm': true, 'loss': '%s'}""".formatted(LearntRows.data(keys), loss));
    }

    @Test
    void seriesAtSeveralHorizons() throws Exception {
        String csv = LearntRows.mixed(false);
        String keys =
                "'target': ['y', 'b'], 'drop': ['kind', 'big', 'warm'], 'window': {'length': 5, 'horizon': [1, 3]}";
        assertSame(csv, LearntRows.held(csv), """
                {%s, 'layers': [{'lstm': 6}], 'epochs': 2, 'batchSize': 16}""".formatted(LearntRows.data(keys)));
        Learnt.Told told = new Learnt(
                        folder,
                        new dev.sextant.engine.trial.Outcome.Completed(
                                0, 1, java.util.Map.of(), new dev.sextant.engine.trial.LearningCurve(new double[] {0})))
                .predict(LearntRows.last(csv, 7));
        assertEquals(List.of("row", "y+1", "b+1", "y+3", "b+3"), told.columns());
        assertEquals(List.of("5", "6", "7"), told.column("row"), "whoever has five rows before it, and its own");
    }

    @ParameterizedTest
    @CsvSource({"channelsFirst, 2, 4, 4", "channelsLast, 2, 4, 4"})
    void images(String order, int channels, int height, int width) throws Exception {
        String csv = LearntRows.images();
        String keys = "'image': {'channels': %d, 'height': %d, 'width': %d, 'order': '%s'}"
                .formatted(channels, height, width, order);
        assertSame(csv, LearntRows.held(csv), """
                {%s, 'layers': [{'conv': {'filters': 3, 'padding': 'same'}}, {'maxPool': 2}, {'dense': 5}],
                 'batchNorm': true, 'epochs': 2, 'batchSize': 16}""".formatted(LearntRows.data(keys)));
    }

    @Test
    void imagesThatTheShortFormReadsAsVectors() throws Exception {
        String csv = LearntRows.images();
        assertSame(csv, LearntRows.held(csv), """
                {%s, 'hidden': [5], 'epochs': 2, 'batchSize': 16}""".formatted(
                        LearntRows.data("'image': {'channels': 2, 'height': 4, 'width': 4}")));
    }

    @Test
    void sequencesOfNumbersInOneRow() throws Exception {
        String csv = LearntRows.wide();
        assertSame(
                csv, LearntRows.held(csv), """
                {%s, 'layers': [{'gru': {'units': 5, 'bidirectional': true}}], 'epochs': 2, 'batchSize': 16}""".formatted(LearntRows.data("'sequence': {'features': 2, 'steps': 5}")));
    }

    @Test
    void wordsInRowsOfOneId() throws Exception {
        String csv = LearntRows.words();
        Learnt learnt = Learnt.from(folder, csv, """
                {%s, 'layers': [{'embedding': 4}, {'rnn': {'units': 5, 'return': 'all'}}, {'globalAveragePool': {}}],
                 'epochs': 3, 'batchSize': 16}""".formatted(
                        LearntRows.data("'order': 'time', 'sequence': {'by': 'id', 'tokens': true}")));
        Learnt.Told told = learnt.predict(LearntRows.heldWords(csv));
        assertEquals(learnt.validationLoss(), told.score("loss"));
        assertEquals(List.of("id", "first", "p(cat)", "p(dog)"), told.columns());
        assertEquals("s90", told.column("id").getFirst());
    }

    @Test
    void theFirstFoldsNetworkIsTheOneThatIsKept() throws Exception {
        String csv = LearntRows.mixed(false);
        Learnt learnt = Learnt.from(folder, csv, """
                {'data': {'target': 'kind', 'drop': ['t', 'y', 'big', 'warm'], 'test': 0, 'validation': {'folds': 3}},
                 'hidden': [4], 'epochs': 2}""");
        Learnt.Told told = learnt.predict(csv);
        assertEquals(LearntRows.ROWS, told.rows().size());
        assertNotEquals(learnt.validationLoss(), told.score("loss"), "the mean of three, each of other rows");
        assertTrue(told.score("accuracy") > 0.3);
    }

    @Test
    void rowsAreAnsweredAlikeHoweverManyStandBesideThem() throws Exception {
        String csv = LearntRows.images();
        Learnt learnt = Learnt.from(
                folder, csv, """
                {%s, 'layers': [{'conv': {'filters': 3}}, {'dense': 5}], 'batchNorm': true, 'epochs': 1,
                 'batchSize': 16}""".formatted(LearntRows.data("'image': {'channels': 2, 'height': 4, 'width': 4}")));
        List<String> all = learnt.predict(csv).column("p(left)");
        for (int rows : new int[] {1, 7, 64, 65})
            assertEquals(
                    all.subList(all.size() - rows, all.size()),
                    learnt.predict(LearntRows.last(csv, rows)).column("p(left)"),
                    rows + " rows");
    }
}
