// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Assignment;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Public recordings of real networks, which are not part of Sextant: {@code -Dsextant.tables=FOLDER} says where they
 * are. Read here once more in the plainest way, to compare.
 */
class RecordedTablesIT {
    private static final Path TABLES = Path.of(System.getProperty("sextant.tables", "../../shared/tables"));
    private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);

    private final ReplayTrainer trainer = new ReplayTrainer(TABLES);

    @BeforeEach
    void tablesAreThere() {
        boolean there = Files.isDirectory(TABLES);
        String reason = "skipped: no folder " + TABLES + " with recorded tables; -Dsextant.tables=FOLDER names one";
        if (!there) System.out.println(reason);
        Assumptions.assumeTrue(there, reason);
    }

    private static List<String[]> lines(String file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TABLES.resolve(file))), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) lines.add(line.split(",", -1));
        }
        return lines;
    }

    /** A document that looks a row up by its first columns. */
    private static ObjectNode document(String file, String[] header, String[] row, int parameters) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("csv", file);
        ObjectNode values = document.putObject("parameters");
        for (int i = 0; i < parameters; i++)
            if (row[i].matches("[a-z]+")) values.put(header[i], row[i]);
            else values.put(header[i], Double.parseDouble(row[i]));
        document.putObject("metrics");
        return document;
    }

    private Outcome train(ObjectNode document, int trial) throws TrainingException {
        try (Training training = trainer.start(new Assignment(document, LOSS, Seeds.ofSearch(1, trial), false))) {
            while (true) if (training.step() instanceof Progress.Done done) return done.outcome();
        }
    }

    private static double mean(String[] row, int from) {
        double sum = 0;
        for (int i = from; i < row.length; i++) sum += Double.parseDouble(row[i]);
        return sum / (row.length - from);
    }

    @Test
    void everyNetworkOfAGridIsFoundWithItsMean() throws Exception {
        String file = "hpolib_parkinsons_telemonitoring.csv.gz";
        List<String[]> lines = lines(file);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 1; i < lines.size(); i++) {
            double mean = mean(lines.get(i), 9);
            best = Math.min(best, mean);
            if (i % 97 == 0) {
                Outcome outcome = train(grid(file, lines, i), i);
                assertEquals(
                        mean, assertInstanceOf(Outcome.Completed.class, outcome).value(), 1e-12);
            }
        }
        Map<String, String> facts = trainer.prepare(grid(file, lines, 1), LOSS, Seeds.ofSearch(1, 0))
                .facts();
        assertEquals("62208", facts.get("rows"));
        assertEquals("62208", facts.get("configurations"));
        assertEquals(best, Double.parseDouble(String.valueOf(facts.get("bestMean"))), 1e-12);
    }

    private static ObjectNode grid(String file, List<String[]> lines, int row) {
        ObjectNode document = document(file, lines.getFirst(), lines.get(row), 9);
        ArrayNode seeds = document.withObject("/metrics").putObject("loss").putArray("mean");
        for (int seed = 0; seed < 4; seed++) seeds.add("y" + seed);
        return document;
    }

    @Test
    void aCloudsRowsAreTheNearestToThemselvesAndTheirCurvesDiverge() throws Exception {
        String file = "taskset_FixedTextRNNClassification_imdb_patch32_IRNN64_relu_last_bs128.csv.gz";
        List<String[]> lines = lines(file);
        int diverged = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] row = lines.get(i);
            ObjectNode document = document(file, lines.getFirst(), row, 8);
            document.withObject("/metrics")
                    .putObject("loss")
                    .put("curve", "v")
                    .put("from", 0)
                    .put("to", 50);
            document.putObject("lookup")
                    .putObject("nearest")
                    .putArray("logarithmic")
                    .add("learning_rate")
                    .add("epsilon");
            Outcome outcome = train(document, i);
            double best = Double.POSITIVE_INFINITY;
            boolean broken = false;
            for (int v = 8; v < row.length; v++) {
                double value = row[v].isEmpty() ? Double.NaN : Double.parseDouble(row[v].replace("nan", "NaN"));
                broken |= !Double.isFinite(value);
                best = Math.min(best, value);
            }
            assertEquals(broken, outcome instanceof Outcome.Diverged, "row " + i);
            if (broken) diverged++;
            else
                assertEquals(
                        best, assertInstanceOf(Outcome.Completed.class, outcome).value());
        }
        assertEquals(245, diverged);
    }
}
