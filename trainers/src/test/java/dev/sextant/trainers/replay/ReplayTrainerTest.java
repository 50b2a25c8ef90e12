// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.spi.TrainerContract;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTrainerTest extends TrainerContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);
    private static final long SEED = 20261120;

    /** Two rates and two activations; three seeds; one seed of one of them diverged. */
    private static final String GRID = """
            rate,act,shuffle,y0,y1,y2,size,t
            0.01,relu,True,0.5,0.6,0.7,10,0.8
            0.1,relu,true,0.4,0.3,nan,10,0.8
            0.01,tanh,FALSE,0.2,0.1,0.3,20,0.25
            0.1,tanh,false,0.9,0.9,0.9,20,0.8
            """;

    private static final String CURVES = """
            rate,v0,v1,v2,v3
            0.001,1,0.9,0.8,0.85
            0.01,1,0.7,0.5,0.4
            0.1,1,0.6,,
            1,inf,,,
            """;

    private static final String REPEATED = """
            rate,seed,loss
            0.1,1,5
            0.1,2,6
            0.2,1,7
            """;

    @TempDir
    static Path tables;

    @BeforeAll
    static void write() throws IOException {
        Files.writeString(tables.resolve("grid.csv"), GRID);
        Files.writeString(tables.resolve("curves.csv"), CURVES);
        Files.writeString(tables.resolve("repeated.csv"), REPEATED);
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(tables.resolve("grid.csv.gz")))) {
            packed.write(GRID.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected TrainerFactory factory() {
        return new ReplayTrainerFactory();
    }

    @Override
    protected Path folder() {
        return tables;
    }

    private static ObjectNode document(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(mistake);
        }
    }

    private static ObjectNode grid(double rate, String act, String metrics) {
        return document("{'csv': 'grid.csv', 'parameters': {'rate': %s, 'act': '%s'}, 'metrics': {%s}}"
                .formatted(rate, act, metrics));
    }

    private static ObjectNode curves(double rate) {
        return document(
                "{'csv': 'curves.csv', 'parameters': {'rate': %s}, 'lookup': {'nearest': {'logarithmic': ['rate']}},"
                                .formatted(rate)
                        + " 'metrics': {'loss': {'curve': 'v', 'from': 0, 'to': 3}, 'last': 'v3'}}");
    }

    @Override
    protected List<ObjectNode> documents() {
        return List.of(
                grid(0.01, "relu", "'loss': ['y0', 'y1', 'y2'], 'parameters': 'size', 'testLoss': 't'"),
                grid(0.01, "tanh", "'loss': {'mean': ['y0', 'y1', 'y2']}"),
                curves(0.02));
    }

    private Outcome train(ObjectNode document, Objective objective, Seeds seeds, boolean scoreTest)
            throws TrainingException {
        try (Training training =
                new ReplayTrainer(tables).start(new Assignment(document, objective, seeds, scoreTest))) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    private Outcome.Completed complete(ObjectNode document, Seeds seeds, boolean scoreTest) throws TrainingException {
        Outcome outcome = train(document, LOSS, seeds, scoreTest);
        if (outcome instanceof Outcome.Completed completed) return completed;
        throw new AssertionError("%s ended as %s".formatted(document, outcome));
    }

    private Preparation prepare(ObjectNode document) throws TrainingException {
        return new ReplayTrainer(tables).prepare(document, LOSS, Seeds.ofSearch(SEED, 0));
    }

    @Test
    void theTrainerIsFoundByItsType() {
        List<String> types = ServiceLoader.load(TrainerFactory.class).stream()
                .map(provider -> provider.get().type())
                .toList();
        assertTrue(types.contains("table"), types.toString());
    }

    @Test
    void theDocumentNamesTheMetricsAndTheStudyTheirDirection() throws Exception {
        TrainerFactory factory = factory();
        assertEquals(
                Map.of("loss", Direction.MINIMIZE, "parameters", Direction.MINIMIZE),
                factory.metrics(documents().getFirst()));
        assertTrue(factory.eitherDirection());
        assertEquals(Map.of("value", Direction.MINIMIZE), factory.metrics(document("{}")));
        assertEquals(List.of(1, 1, 4), documents().stream().map(factory::epochs).toList());
        Outcome outcome = train(curves(0.01), new Objective("loss", Direction.MAXIMIZE), Seeds.ofSearch(1, 0), false);
        assertEquals(1.0, assertInstanceOf(Outcome.Completed.class, outcome).value());
    }

    /** Over many trials every seed's column comes about equally often; a trial always gets the same. */
    @Test
    void aTrialDrawsOneRepetition() throws Exception {
        Map<Double, Integer> counts = new TreeMap<>();
        for (int trial = 0; trial < 3_000; trial++) {
            Outcome.Completed outcome = complete(documents().getFirst(), Seeds.ofSearch(SEED, trial), false);
            counts.merge(outcome.value(), 1, Integer::sum);
            assertEquals(Map.of("loss", outcome.value(), "parameters", 10.0), outcome.metrics());
            assertEquals(outcome, complete(documents().getFirst(), Seeds.ofSearch(SEED, trial), false));
        }
        assertEquals(Set.of(0.5, 0.6, 0.7), counts.keySet());
        for (int count : counts.values()) assertEquals(1_000, count, 130, "seed " + SEED);
    }

    @Test
    void metricsWithAsManyRepetitionsAreOfTheSameOne() throws Exception {
        ObjectNode document = grid(0.01, "relu", "'loss': ['y0', 'y1', 'y2'], 'again': ['y0', 'y1', 'y2']");
        for (int trial = 0; trial < 50; trial++) {
            Outcome.Completed outcome = complete(document, Seeds.ofSearch(SEED, trial), false);
            assertEquals(outcome.value(), outcome.metrics().get("again"));
        }
    }

    @Test
    void confirmationsArePairedAndDrawAnew() throws Exception {
        Set<Double> values = new HashSet<>();
        for (int replicate = 1; replicate <= 30; replicate++) {
            Seeds seeds = Seeds.ofConfirmation(SEED, replicate);
            double relu = complete(grid(0.01, "relu", "'loss': ['y0', 'y1', 'y2']"), seeds, false)
                    .value();
            double tanh = complete(grid(0.1, "tanh", "'loss': ['y0', 'y1', 'y2']"), seeds, false)
                    .value();
            assertEquals(0.9, tanh);
            values.add(relu);
        }
        assertEquals(Set.of(0.5, 0.6, 0.7), values);
    }

    @Test
    void theMeanOfTheRepetitionsIsTheSameForEveryTrial() throws Exception {
        for (int trial = 0; trial < 5; trial++)
            assertEquals(
                    0.2,
                    complete(documents().get(1), Seeds.ofSearch(1, trial), false)
                            .value(),
                    1e-15);
    }

    @Test
    void rowsWithTheSameParametersAreRepetitionsToo() throws Exception {
        ObjectNode document = document(
                "{'csv': 'repeated.csv', 'parameters': {'rate': 0.1}, 'metrics': {'loss': 'loss', 'testLoss': 'seed'}}");
        Set<Double> values = new HashSet<>();
        for (int trial = 0; trial < 40; trial++) {
            Outcome.Completed outcome = complete(document, Seeds.ofSearch(SEED, trial), true);
            assertEquals(outcome.value() - 4, outcome.metrics().get("testLoss"));
            values.add(outcome.value());
        }
        assertEquals(Set.of(5.0, 6.0), values);
        document.set("metrics", document("{'loss': {'mean': ['loss']}}"));
        assertEquals(5.5, complete(document, Seeds.ofSearch(SEED, 0), false).value());
    }

    @Test
    void anEmptyCellOrNanIsATrainingThatDiverged() throws Exception {
        ObjectNode third = grid(0.1, "relu", "'loss': 'y2'");
        Outcome outcome = train(third, LOSS, Seeds.ofSearch(1, 0), false);
        assertInstanceOf(Outcome.Diverged.class, outcome);
        assertTrue(Double.isNaN(outcome.curve().at(1)));
        Outcome mean =
                train(grid(0.1, "relu", "'loss': {'mean': ['y0', 'y1', 'y2']}"), LOSS, Seeds.ofSearch(1, 0), false);
        assertInstanceOf(Outcome.Diverged.class, mean);
    }

    @Test
    void aCurveIsReplayedEpochByEpochAndItsBestEpochCounts() throws Exception {
        Outcome.Completed risen = complete(curves(0.001), Seeds.ofSearch(1, 0), false);
        assertEquals(0.8, risen.value());
        assertEquals(3, risen.bestEpoch());
        assertEquals(Map.of("loss", 0.8, "last", 0.85), risen.metrics());
        assertArrayEquals(new double[] {1, 0.9, 0.8, 0.85}, risen.curve().toArray());
        Outcome broken = train(curves(0.1), LOSS, Seeds.ofSearch(1, 0), false);
        assertInstanceOf(Outcome.Diverged.class, broken);
        assertEquals(3, broken.curve().epochs());
        assertEquals(
                1, train(curves(1), LOSS, Seeds.ofSearch(1, 0), false).curve().epochs());
    }

    @Test
    void testScoresAreReadOnlyWhenAskedFor() throws Exception {
        ObjectNode document = documents().getFirst();
        assertFalse(complete(document, Seeds.ofSearch(1, 0), false).metrics().containsKey("testLoss"));
        assertEquals(
                0.8, complete(document, Seeds.ofSearch(1, 0), true).metrics().get("testLoss"));
    }

    /** 10^-1.6 lies nearer to 0.01 than to 0.1 by its logarithm, and nearer to 0.01 by itself as well. */
    @ParameterizedTest
    @CsvSource({
        "0.0009, 0.8, 0.8",
        "0.0031, 0.8, 0.8",
        "0.0032, 0.4, 0.8",
        "0.02, 0.4, 0.4",
        "0.0316, 0.4, 0.4",
        "0.054, NaN, 0.4",
        "0.056, NaN, NaN"
    })
    void theNearestRowCountsByTheColumnOrItsLogarithm(double rate, double byLogarithm, double byItself)
            throws Exception {
        assertEquals(byLogarithm, value(curves(rate)));
        ObjectNode linear = curves(rate);
        linear.put("lookup", "nearest");
        assertEquals(byItself, value(linear));
    }

    private double value(ObjectNode document) throws TrainingException {
        return train(document, LOSS, Seeds.ofSearch(1, 0), false) instanceof Outcome.Completed completed
                ? completed.value()
                : Double.NaN;
    }

    @Test
    void nearestKeepsWordsAndOfEqualsTakesTheFirstRow() throws Exception {
        ObjectNode far = grid(0.0101, "tanh", "'loss': 'y0'").put("lookup", "nearest");
        assertEquals(0.2, value(far));
        ObjectNode between = grid(0.055, "relu", "'loss': 'y0'").put("lookup", "nearest");
        assertEquals(0.5, value(between));
    }

    /** Against a search that knows nothing of coordinates that are kept. */
    @Test
    void theNearestOfManyIsTheNearest() throws Exception {
        DrawSequence draws = new Draws(SEED, 0).of("points");
        int rows = 300;
        double[][] points = new double[rows][3];
        StringBuilder csv = new StringBuilder("a,b,c,loss\n");
        for (int row = 0; row < rows; row++) {
            points[row] = new double[] {
                StrictMath.pow(10, -5 + 4 * draws.uniform()), 1 + draws.below(8), draws.uniform() * 100
            };
            csv.append("%s,%s,%s,%d%n".formatted(points[row][0], points[row][1], points[row][2], row));
        }
        Files.writeString(tables.resolve("cloud.csv"), csv);
        double[] low = points[0].clone();
        double[] high = points[0].clone();
        for (double[] point : points)
            for (int i = 0; i < 3; i++) {
                low[i] = Math.min(low[i], point[i]);
                high[i] = Math.max(high[i], point[i]);
            }
        Trainer trainer = new ReplayTrainer(tables);
        for (int query = 0; query < 500; query++) {
            double[] at = {StrictMath.pow(10, -5 + 4 * draws.uniform()), 1 + draws.below(8), draws.uniform() * 100};
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int row = 0; row < rows; row++) {
                double a = StrictMath.log(points[row][0] / at[0]) / StrictMath.log(high[0] / low[0]);
                double b = (points[row][1] - at[1]) / (high[1] - low[1]);
                double c = (points[row][2] - at[2]) / (high[2] - low[2]);
                double distance = a * a + b * b + c * c;
                if (distance < least) {
                    least = distance;
                    nearest = row;
                }
            }
            ObjectNode document = document(
                    "{'csv': 'cloud.csv', 'metrics': {'loss': 'loss'}, 'parameters': {'c': %s, 'a': %s, 'b': %s},"
                                    .formatted(at[2], at[0], (long) at[1])
                            + "'lookup': {'nearest': {'logarithmic': ['a']}}}");
            try (Training training =
                    trainer.start(new Assignment(document, LOSS, Seeds.ofSearch(SEED, query), false))) {
                Outcome outcome = ((Progress.Done) training.step()).outcome();
                assertEquals(nearest, outcome.curve().at(1), "seed " + SEED + ", query " + query);
            }
        }
    }

    @Test
    void trueAndFalseAreFoundHoweverTheTableSpellsThem() throws Exception {
        for (String flag : List.of("true", "'true'", "'TRUE'"))
            assertEquals(
                    0.4,
                    value(document("{'csv': 'grid.csv', 'parameters': {'rate': 0.1, 'shuffle': %s},".formatted(flag)
                            + "'metrics': {'loss': 'y0'}}")));
    }

    @Test
    void aPackedTableIsReadAsItIs() throws Exception {
        ObjectNode packed = documents().getFirst().put("csv", "grid.csv.gz");
        assertEquals(
                complete(documents().getFirst(), Seeds.ofSearch(1, 0), true),
                complete(packed, Seeds.ofSearch(1, 0), true));
        Map<String, String> plain = prepare(documents().getFirst()).facts();
        Map<String, String> unpacked = prepare(packed).facts();
        assertNotEquals(plain.get("sha256"), unpacked.get("sha256"));
        assertEquals(plain.get("rows"), unpacked.get("rows"));
    }

    @Test
    void preparingTellsWhatTheTableHolds() throws Exception {
        Preparation found = prepare(documents().getFirst());
        Map<String, String> facts = new TreeMap<>(found.facts());
        assertEquals(64, String.valueOf(facts.remove("sha256")).length());
        assertEquals(
                Map.of(
                        "table",
                        "grid.csv",
                        "rows",
                        "4",
                        "columns",
                        "8",
                        "configurations",
                        "4",
                        "diverged",
                        "1",
                        "bestMean",
                        "0.20000000000000004"),
                facts);
        assertEquals(
                List.of(
                        new Preparation.Column("rate", "parameter", "number", "0.01 … 0.1, 2 values"),
                        new Preparation.Column("act", "parameter", "category", "\"relu\", \"tanh\""),
                        new Preparation.Column("y0 … y2", "metric", "number", "loss, one of 3 is drawn"),
                        new Preparation.Column("size", "metric", "number", "parameters"),
                        new Preparation.Column("t", "metric", "number", "testLoss")),
                found.columns());
        assertEquals(List.of(), found.warnings());
        assertEquals("0.4", prepare(curves(0.01)).facts().get("bestMean"));
    }

    @Test
    void rowsThatAreHardlyRepetitionsAreWarnedOf() throws Exception {
        Preparation found = prepare(
                document("{'csv': 'grid.csv', 'parameters': {'rate': 0.1}, 'metrics': {'loss': ['y0', 'y1', 'y2']}}"));
        assertEquals(
                List.of(new Preparation.Warning(
                        "parameters",
                        "rows with the same parameters count as repetitions of one training, but differ in \"act\","
                                + " \"shuffle\", \"size\", \"t\"",
                        "name among the parameters what is no repetition, with a domain or a fixed value")),
                found.warnings());
    }

    @Test
    void aColumnOfManyMagnitudesIsWarnedOfWhereItsDistancesAreNotThoseOfLogarithms() throws Exception {
        assertEquals(List.of(), prepare(curves(0.01)).warnings());
        ObjectNode linear = curves(0.01).put("lookup", "nearest");
        assertEquals(
                List.of(new Preparation.Warning(
                        "lookup",
                        "half of the rows lie in the lowest tenth of \"rate\", so that which row is nearest hardly"
                                + " depends on it",
                        "write \"lookup\": {\"nearest\": {\"logarithmic\": [\"rate\"]}}")),
                prepare(linear).warnings());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'metrics': {'loss': 'y0'}, 'parameters': {'rate': 1}}||\"csv\" is missing"
                        + "|\"csv\": Path of a CSV file, from the study's folder; gzip is told by itself.",
                "{'csv': 'no.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 1}}|csv"
                        + "|there is no file FOLDER/no.csv|ANY",
                "{'csv': '', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 1}}|csv|the path is empty"
                        + "|write the path of a CSV file",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {}}|parameters"
                        + "|there are no parameters, so that every trial would be the same"
                        + "|name columns: \"parameters\": {\"learningRate\": {\"choice\": [0.001, 0.01]}}",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rata': 1}}|parameters.rata"
                        + "|grid.csv has no column \"rata\"|did you mean \"rate\"?",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y9'}, 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|grid.csv has no column \"y9\"|did you mean \"y0\"?",
                "{'csv': 'grid.csv', 'metrics': {'loss': {'curve': 'y', 'from': 0, 'to': 3}},"
                        + " 'parameters': {'rate': 0.1}}|metrics.loss|grid.csv has no column \"y3\"|did you mean \"y0\"?",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'act'}, 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|grid.csv:2:6: \"relu\" is no number, but \"act\" is what is measured"
                        + "|leave the cell empty where a training diverged",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'rate'}, 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|the column \"rate\" is a parameter and cannot be what is measured"
                        + "|name another column, or take it out of the parameters",
                "{'csv': 'grid.csv', 'metrics': {'loss': ['y0', 'y0']}, 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|the column \"y0\" is named twice|name it once",
                "{'csv': 'grid.csv', 'metrics': {'loss': []}, 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|loss has 0 items, 1 to 1000 are expected|Columns, one of which is drawn by each trial.",
                "{'csv': 'grid.csv', 'metrics': {'loss': {'mean': 'y0'}}, 'parameters': {'rate': 0.1}}"
                        + "|metrics.loss.mean|mean must be an array, got \"y0\"|write an array",
                "{'csv': 'grid.csv', 'metrics': {'loss': {'curve': 'y', 'from': 2, 'to': 0}},"
                        + " 'parameters': {'rate': 0.1}}|metrics.loss"
                        + "|a curve from column 2 to column 0 has no epochs|write the smaller number under \"from\"",
                "{'csv': 'grid.csv', 'metrics': {}, 'parameters': {'rate': 0.1}}|metrics|there are no metrics"
                        + "|name a column: \"metrics\": {\"validationLoss\": \"loss\"}",
                "{'csv': 'grid.csv', 'metrics': {'testLoss': 't'}, 'parameters': {'rate': 0.1}}|metrics"
                        + "|every metric begins with \"test\", so that none may be the objective"
                        + "|name a column: \"metrics\": {\"validationLoss\": \"loss\"}",
                "{'csv': 'grid.csv', 'metrics': {'lost': 'y0'}, 'parameters': {'rate': 0.1}}|metrics"
                        + "|there is no metric \"loss\" to be the objective|did you mean \"lost\"?",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 0.03}}|parameters.rate"
                        + "|no row of grid.csv has 0.03 in the column \"rate\""
                        + "|let it vary over the column's values, {\"choice\": [0.01, 0.1]},"
                        + " or write \"lookup\": \"nearest\" for the row that is nearest",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'act': 'gelu'}}|parameters.act"
                        + "|no row of grid.csv has \"gelu\" in the column \"act\""
                        + "|let it vary over the column's values, {\"choice\": [\"relu\", \"tanh\"]}",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 0.1, 't': 0.25}}|parameters"
                        + "|no row of grid.csv has rate 0.1, t 0.25 together"
                        + "|write \"lookup\": \"nearest\" for the row that is nearest",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': {'of': 1}}}|parameters.rate"
                        + "|rate must be a number, a string, true or false, got {\"of\":1}"
                        + "|a table's rows have one value for each parameter; write a domain or one of these",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'y2': 0.7}}|parameters.y2"
                        + "|grid.csv:3:23: the parameter \"y2\" has no finite value in this row"
                        + "|fill the cell, or leave the row out",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'act': 'gelu'}, 'lookup': 'nearest'}"
                        + "|parameters.act|no row of grid.csv has \"gelu\" in the column \"act\""
                        + "|its words are \"relu\", \"tanh\"",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 'low'}, 'lookup': 'nearest'}"
                        + "|parameters.rate|no row of grid.csv has \"low\" in the column \"rate\""
                        + "|the column holds numbers",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'act': 'relu', 'shuffle': false},"
                        + " 'lookup': 'nearest'}|parameters|no row of grid.csv has act \"relu\", shuffle false together"
                        + "|let only such words vary together as the table has together",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 0.1},"
                        + " 'lookup': {'nearest': {'logarithmic': ['size']}}}|lookup.nearest.logarithmic"
                        + "|there is no parameter \"size\"|it must be one of rate",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'act': 'relu'},"
                        + " 'lookup': {'nearest': {'logarithmic': ['act']}}}|lookup.nearest.logarithmic"
                        + "|\"act\" has words, which have no logarithms|take it out of the list",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': -1},"
                        + " 'lookup': {'nearest': {'logarithmic': ['rate']}}}|parameters.rate"
                        + "|rate (-1) has no logarithm|let it vary above 0",
                "{'csv': 'grid.csv', 'metrics': {'loss': 'y0'}, 'parameters': {'rate': 0.1}, 'lookup': 'closest'}"
                        + "|lookup|unknown name \"closest\"|it must be one of exact, nearest",
            })
    void mistakesAreToldInWordsBeforeTheFirstTrialAndByIt(String text, String path, String message, String help) {
        ObjectNode document = document(text);
        for (boolean early : List.of(true, false)) {
            TrainingException refused = assertThrows(TrainingException.class, () -> {
                if (early) prepare(document);
                else train(document, LOSS, Seeds.ofSearch(1, 0), false);
            });
            assertEquals(path == null ? "" : path, refused.path());
            assertEquals(message.replace("FOLDER", tables.toString()), refused.getMessage());
            if (!help.equals("ANY")) assertEquals(help, refused.help());
        }
    }

    @Test
    void anEmptyTableIsRefused() throws Exception {
        Files.writeString(tables.resolve("empty.csv"), "rate,loss\n");
        TrainingException refused = assertThrows(
                TrainingException.class,
                () -> prepare(
                        document("{'csv': 'empty.csv', 'parameters': {'rate': 1}, 'metrics': {'loss': 'loss'}}")));
        assertEquals("csv", refused.path());
        assertEquals("empty.csv has a header row but no data", refused.getMessage());
        Files.writeString(tables.resolve("zero.csv"), "rate,loss\n0,1\n2,3\n");
        TrainingException zero = assertThrows(
                TrainingException.class,
                () -> prepare(document("{'csv': 'zero.csv', 'parameters': {'rate': 1}, 'metrics': {'loss': 'loss'},"
                        + "'lookup': {'nearest': {'logarithmic': ['rate']}}}")));
        assertEquals("\"rate\" is 0 in a row, which has no logarithm", zero.getMessage());
    }
}
