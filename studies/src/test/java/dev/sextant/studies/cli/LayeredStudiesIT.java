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
    void digitsOfChangedImagesAreOneResultForAnyNumberOfWorkersAndGroupedByBatchNorm() throws Exception {
        copy(
                "digits-cnn.json",
                "\"epochs\": 15",
                "\"augment\": { \"shift\": 1, \"rotate\": 10, \"noise\": 0.1 }, \"epochs\": 1",
                "\"top\": 3, \"seeds\": 5",
                "\"top\": 1, \"seeds\": 2");
        type("validate", "study.json")
                .expect(0)
                .saying("layers of the default configuration")
                .saying("layers.0 conv 16 of 3×3 same, relu 16×8×8 160 9216")
                .saying("layers.3 maxPool 2×2 32×2×2 0 0")
                .saying("output dense 10 10 330 320");
        oneReport("4");
        type("rank", "one", "--by", "batchNorm")
                .expect(0)
                .saying("batchNorm, best first")
                .saying("Learning rates tried with each batchNorm");
    }

    @Test
    void imagesInFilesOfMnistsShapeAreOneResultForAnyNumberOfWorkers() throws Exception {
        DrawnDigits.write(Files.createDirectory(folder.resolve("mnist")), 600);
        copy(
                "mnist-cnn.json",
                "\"epochs\": 15",
                "\"epochs\": 3",
                "\"top\": 2, \"seeds\": 3",
                "\"top\": 1, \"seeds\": 2",
                "{ \"log\": [1e-3, 1.0], \"default\": 0.1 }",
                "{ \"log\": [1e-2, 0.1] }");
        type("validate", "study.json")
                .expect(0)
                .saying("600×28×28 u8")
                .saying("layers.2 conv 20 of 5×5, relu 20×8×8 5020 320000")
                .saying("layers.4 flatten, dense 50, relu 50 16050 16000");
        double loss = oneReport("3").at("/trials/0/value").asDouble();
        assertTrue(loss > 0 && loss < 1.5, "who guesses has ln 10 = 2.30: " + loss);
    }

    @Test
    void whoHasNoMnistIsToldWhichFilesToPutWhere() throws Exception {
        copy("mnist-cnn.json");
        type("validate", "study.json")
                .expect(3)
                .saying("there is no file " + folder.resolve("mnist/train-images-idx3-ubyte.gz"))
                .saying("download train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz of MNIST")
                .saying("into " + folder.resolve("mnist"));
    }

    @Test
    void theSeriesIsForetoldFarBetterThanByItsLastValue() throws Exception {
        copy("mackey-glass-lstm.json", "\"epochs\": 30", "\"epochs\": 4", "[1e-4, 0.1]", "[5e-3, 0.02]");
        type("validate", "study.json").expect(0).saying("layers.0 lstm 16 16 1152 26112");
        JsonNode report = run("one", "2", "2");
        double loss = report.at("/trials/0/value").asDouble();
        assertTrue(loss > 0 && loss < naive(6) / 10, loss + " against " + naive(6));
    }

    /** The mean squared error of saying that the series will stay as it is, of the series by Euler's method. */
    private static double naive(int ahead) {
        int steps = 20;
        int delay = 17 * steps;
        double[] x = new double[1200 * steps];
        for (int i = 0; i < x.length; i++) {
            double before = i == 0 ? 1.2 : x[i - 1];
            double delayed = i <= delay ? 1.2 : x[i - 1 - delay];
            x[i] = before + (0.2 * delayed / (1 + StrictMath.pow(delayed, 10)) - 0.1 * before) / steps;
        }
        double sum = 0;
        int count = 0;
        for (int i = 700 * steps; i + ahead * steps < x.length; i += steps, count++)
            sum += (x[i + ahead * steps] - x[i]) * (x[i + ahead * steps] - x[i]);
        return sum / count;
    }
}
