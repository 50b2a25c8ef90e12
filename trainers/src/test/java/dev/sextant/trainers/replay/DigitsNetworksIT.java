// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded networks that Sextant brings are what Sextant's networks give. */
class DigitsNetworksIT {
    private static final Path STUDIES = Path.of("../studies");

    /**
     * A network that learns, one that hardly does, and one whose first repetition diverges: the lines as they stand.
     */
    @ParameterizedTest(name = "learning rate {0}, batch size {1}, width {2}")
    @CsvSource({"0.1, 128, 16", "0.0003, 32, 4", "0.5, 8, 4"})
    void aLineIsRecordedAgainAsItStands(String rate, int batch, int width) throws Exception {
        String start = "%s,%d,%d,".formatted(rate, batch, width);
        List<String> lines = Files.readAllLines(STUDIES.resolve("datasets/digits_networks.csv")).stream()
                .filter(line -> line.startsWith(start))
                .toList();
        assertEquals(List.of(RecordedNetworks.row(STUDIES, rate, batch, width)), lines);
    }

    @ParameterizedTest
    @CsvSource("digits_networks.csv")
    void theManifestSaysWhatTheTableHolds(String file) throws Exception {
        JsonNode manifest = new ObjectMapper()
                .readTree(STUDIES.resolve("datasets/manifest.json").toFile());
        JsonNode entry = manifest.get("tables").get(0);
        assertEquals(file, entry.get("file").textValue());
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree("""
                {"csv": "datasets/%s", "metrics": {"loss": "loss1"},
                 "parameters": {"learningRate": 0.1, "batchSize": 8, "width": 4}}""".formatted(file));
        Preparation found = new ReplayTrainer(STUDIES)
                .prepare(document, new Objective("loss", Direction.MINIMIZE), Seeds.ofSearch(1, 0));
        for (String fact : List.of("rows", "columns", "sha256"))
            assertEquals(entry.get(fact).asText(), found.facts().get(fact), fact);
        assertEquals("300", found.facts().get("configurations"));
        assertEquals(List.of(), found.warnings());
    }
}
