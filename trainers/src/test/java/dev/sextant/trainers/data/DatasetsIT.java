// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.spi.Preparation;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.table.Source;
import dev.sextant.trainers.table.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsIT {
    private static final Path DATASETS = Path.of("../studies/datasets");

    @Test
    void theManifestSaysWhatTheFilesHold() throws Exception {
        JsonNode manifest = new ObjectMapper().readTree(Files.readAllBytes(DATASETS.resolve("manifest.json")));
        Datasets datasets = new Datasets(DATASETS);
        assertEquals(4, manifest.get("datasets").size());
        for (JsonNode entry : manifest.get("datasets")) {
            String file = entry.get("file").textValue();
            Map<String, String> facts = datasets.prepare(
                            Csv.spec("{\"csv\": \"%s\"}".formatted(file)), Seeds.ofSearch(1, 0))
                    .facts();
            assertEquals(entry.get("sha256").textValue(), facts.get("sha256"), file);
            assertEquals(entry.get("rows").asText(), facts.get("rows"), file);
            assertEquals(entry.get("features").asText(), facts.get("features"), file);
            assertEquals(entry.get("classes").asText(), facts.get("classes"), file);
            assertEquals(entry.get("target").textValue(), facts.get("target"), file);
        }
    }

    @Test
    void theSameDataIsReadOnceAndDividedOnce() throws Exception {
        Datasets datasets = new Datasets(DATASETS);
        DataSpec spec = Csv.spec("{\"csv\": \"iris.csv\"}");
        assertSame(datasets.dataset(spec), datasets.dataset(Csv.spec("{\"test\": 0.2, \"csv\": \"iris.csv\"}")));
        Parts search = datasets.parts(spec, Seeds.ofSearch(1, 0));
        assertSame(search, datasets.parts(spec, Seeds.ofSearch(1, 44)));
        assertNotSame(search, datasets.parts(spec, Seeds.ofConfirmation(1, 1)));
        assertNotSame(search, datasets.parts(spec, Seeds.ofSearch(2, 0)));
    }

    @Test
    void foldsAreMadeOnceAndHaveTheSameTestRows() throws Exception {
        Datasets datasets = new Datasets(DATASETS);
        DataSpec spec = Csv.spec("{\"csv\": \"digits.csv\", \"validation\": {\"folds\": 5}}");
        List<Parts> folds = datasets.folds(spec, Seeds.ofSearch(1, 0));
        assertEquals(5, folds.size());
        assertEquals(5, spec.foldCount());
        assertSame(folds, datasets.folds(spec, Seeds.ofSearch(1, 9)));
        int watched = 0;
        for (Parts fold : folds) {
            assertArrayEquals(folds.getFirst().split().test(), fold.split().test());
            watched += fold.validation().rows().length;
        }
        assertEquals(1797, watched + folds.getFirst().split().test().length);
        Preparation found = datasets.prepare(spec, Seeds.ofSearch(1, 0));
        assertEquals("5", found.facts().get("folds"));
        assertEquals("1150 … 1151", found.facts().get("trainingRows"));
        assertEquals(
                new Preparation.Column("p00 … p77", "feature", "64 whole numbers", "0 … 16; 3 constant"),
                found.columns().getFirst());
        assertEquals(List.of(), found.warnings());
    }

    @Test
    void theSineIsTheSineWithTheSameNoiseAlways() throws Exception {
        Datasets datasets = new Datasets(DATASETS);
        assertEquals(
                datasets.prepare(Csv.spec("{\"builtin\": {\"sine\": {\"noise\": 0.1}}}"), Seeds.ofSearch(1, 0))
                        .facts(),
                new Datasets(DATASETS)
                        .prepare(
                                Csv.spec("{\"builtin\": {\"sine\": {\"noise\": 0.1, \"rows\": 20}}}"),
                                Seeds.ofSearch(1, 0))
                        .facts());
        Parts parts = datasets.parts(Csv.spec("{\"builtin\": \"sine\", \"scale\": \"none\"}"), Seeds.ofSearch(1, 0));
        for (int i = 0; i < parts.training().rows().length; i++) {
            double x = -5 + parts.split().training()[i] * 10.0 / 19;
            assertEquals((float) x, parts.training().inputs().get(i, 0), 1e-6);
            assertEquals(
                    StrictMath.sin(x),
                    ((dev.sextant.trainers.network.Targets.Values)
                                    parts.training().targets())
                            .values()
                            .get(i, 0),
                    1e-6);
        }
    }

    private static TrainingException refusal(Path folder, String file) {
        return assertThrows(
                TrainingException.class,
                () -> new Datasets(folder).dataset(Csv.spec("{\"csv\": \"%s\"}".formatted(file))));
    }

    @Test
    void whatIsNotAFileIsRefused(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        TrainingException absent = refusal(folder, "no.csv");
        assertEquals("data.csv", absent.path());
        assertEquals("there is no file " + folder.resolve("no.csv"), absent.getMessage());
        assertEquals("paths begin at the study's folder; check the spelling", absent.help());
        assertEquals(
                folder.resolve("sub") + " is a directory",
                refusal(folder, "sub").getMessage());
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.csv"), "x,y\n1,a\n");
        assertEquals(
                "a.csv has 8 bytes, at most 7 are read",
                assertThrows(
                                TrainingException.class,
                                () -> new Tables(folder, new Limits(7, 7, 9, 9, 9, 9)).read(new Source.Csv("a.csv")))
                        .getMessage());
    }

    @Test
    void aDataSetThatIsNotInstalledIsRefused() {
        TrainingException refused = assertThrows(
                TrainingException.class, () -> new Datasets(DATASETS).dataset(Csv.spec("{\"builtin\": \"wine\"}")));
        assertEquals("data.builtin", refused.path());
        assertEquals("the data set \"wine\" is not part of this installation", refused.getMessage());
    }
}
