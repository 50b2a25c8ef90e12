// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.studies.DrawnDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example studies of convolutional and recurrent networks, shortened: each as somebody would run it. */
class LayeredStudiesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    /** A shortened study, in a folder of its own. */
    private void copy(String study, String... replacements) throws IOException {
        String text = Files.readString(Path.of(study));
        for (int i = 0; i < replacements.length; i += 2) {
            assertTrue(text.contains(replacements[i]), replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(folder.resolve("study.json"), text);
    }

    private JsonNode run(String directory, String trials, String workers) throws IOException {
        type("run", "study.json", "--trials", trials, "--workers", workers, "--dir", directory, "--quiet")
                .expect(0);
        return JSON.readTree(folder.resolve(directory).resolve("report.json").toFile());
    }

    /** The report for any number of workers, which is one. */
    private JsonNode oneReport(String trials) throws IOException {
        JsonNode one = run("one", trials, "1");
        for (String workers : List.of("2", "5")) {
            run(workers, trials, workers);
            for (String report : List.of("report.json", "report.md", "trials.csv"))
                assertEquals(
                        Files.readString(folder.resolve("one").resolve(report)),
                        Files.readString(folder.resolve(workers).resolve(report)),
                        report + " of " + workers + " workers");
        }
        return one;
    }

    @Test
    void digitsOfChangedImagesAreOneResultForAnyNumberOfWorkers() throws Exception {
        copy(
                "digits-cnn.json",
                "\"epochs\": 20",
                "\"augment\": { \"shift\": 1, \"rotate\": 10, \"noise\": 0.1 }, \"epochs\": 2",
                "\"top\": 5, \"seeds\": 5",
                "\"top\": 1, \"seeds\": 3");
        oneReport("4");
    }

    @Test
    void imagesInFilesOfMnistsShapeAreOneResultForAnyNumberOfWorkers() throws Exception {
        DrawnDigits.write(Files.createDirectory(folder.resolve("mnist")), 600);
        copy(
                "mnist-cnn.json",
                "\"epochs\": 15",
                "\"epochs\": 2",
                "\"top\": 2, \"seeds\": 3",
                "\"top\": 1, \"seeds\": 2");
        oneReport("3");
    }

    @Test
    void whoHasNoMnistIsToldWhichFilesToPutWhere() throws Exception {
        copy("mnist-cnn.json");
        type("validate", "study.json").expect(3).saying("");
    }
}
