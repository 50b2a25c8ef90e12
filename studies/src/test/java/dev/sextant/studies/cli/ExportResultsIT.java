// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.export.MlflowOnPaper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportResultsIT {
    /** Where Optuna's journal has times. */
    private static final String TIME = "\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\"";

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String study(int millis, int trials) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "told",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d,
                               "ends": { "choice": ["completed", "diverged", "failed"] } },
                  "search": { "searcher": "random", "trials": %d }, "confirm": { "top": 2, "seeds": 2 } }
                """.formatted(millis, trials));
        return "study.json";
    }

    private String export(String run, String format) {
        return type("export", run, "--to", format, "--output", "-").expect(0).out();
    }

    @Test
    void theBytesAreTheSameHoweverManyWorkersThereWere() throws Exception {
        Map<String, String> first = new TreeMap<>();
        for (String workers : List.of("1", "2", "5")) {
            String run = "with" + workers;
            type("run", study(0, 20), "--quiet", "--workers", workers, "--dir", run)
                    .expect(0);
            for (String format : List.of("csv", "jsonl", "markdown", "optuna")) {
                String text = export(run, format);
                String untimed = format.equals("optuna") ? text.replaceAll(TIME, "") : text;
                assertEquals(first.computeIfAbsent(format, _ -> untimed), untimed, format + " with " + workers);
                if (format.equals("markdown"))
                    assertEquals(Files.readString(folder.resolve(run).resolve("report.md")), text);
                // And a run's export is always the same.
                assertEquals(text, export(run, format));
            }
        }
        assertEquals(1 + 20 + 6 + 1, first.getOrDefault("csv", "").lines().count());
        assertEquals(20 + 6 + 1, first.getOrDefault("jsonl", "").lines().count());
    }

    @Test
    void filesAreNamedByRunAndFormatAndReplaced() throws Exception {
        type("run", study(0, 4), "--quiet", "--dir", "runs/told-7").expect(0);
        Map<String, String> names = Map.of(
                "csv", "told-7.csv",
                "jsonl", "told-7.jsonl",
                "markdown", "told-7.md",
                "optuna", "told-7-optuna.log",
                "tensorboard", "told-7-tensorboard");
        for (Map.Entry<String, String> one : names.entrySet()) {
            Path file = folder.resolve(one.getValue());
            assertEquals(
                    file + "\n",
                    type("export", "told-7", "--to", one.getKey()).expect(0).out());
            assertTrue(Files.exists(file), one.getValue());
        }
        Files.writeString(folder.resolve("old.csv"), "old");
        type("export", "told-7", "--to", "csv", "--output", "old.csv").expect(0);
        assertArrayEquals(
                export("told-7", "csv").getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(folder.resolve("old.csv")));
        assertFalse(Files.exists(folder.resolve("old.csv.part")));
        type("export", "told-7", "--to", "csv", "--output", "runs").expect(2).saying("is a directory Name a file");
        type("export", "told-7", "--to", "csv", "--output", "no/such/x.csv")
                .expect(2)
                .saying("Name another file");
        type("export", "told-7", "--to", "tensorboard", "--output", "old.csv")
                .expect(2)
                .saying("old.csv is a file");
        type("export", "told-7", "--to", "tensorboard", "--output", "runs")
                .expect(2)
                .saying("holds other files");
    }

    @Test
    void aRunThatGoesOnIsExportedAsFarAsItHasCome() throws Exception {
        String study = study(30, 60);
        CompletableFuture<Typed> running =
                CompletableFuture.supplyAsync(() -> type("run", study, "--quiet", "--workers", "2", "--dir", "run"));
        while (!Files.exists(folder.resolve("run/study.db-wal"))) Thread.sleep(5);
        Thread.sleep(200);
        Typed csv = type("export", "run", "--to", "csv", "--output", "-").expect(0);
        Typed optuna = type("export", "run", "--to", "optuna", "--output", "-").expect(0);
        type("export", "run", "--to", "tensorboard", "--output", "logs").expect(0);
        assertFalse(running.isDone(), "the run was over before it was looked at");
        assertEquals("the run is going on: the export says what is known so far\n", csv.err());
        assertTrue(csv.out().contains(",unfinished,"), csv.out());
        assertTrue(optuna.out().contains("\"state\":0"), "nothing runs there");
        running.get(60, TimeUnit.SECONDS).expect(0);
        type("export", "run", "--to", "tensorboard", "--output", "logs").expect(0);
        assertFalse(export("run", "csv").contains(",unfinished,"));
    }

    @Test
    void aServerIsSentWhatItDoesNotHave() throws Exception {
        type("run", study(0, 3), "--quiet", "--dir", "run").expect(0);
        int all = (int) export("run", "jsonl").lines().count();
        try (MlflowOnPaper there = new MlflowOnPaper()) {
            String page = there.url() + "/#/experiments/1  ";
            assertEquals(
                    page + all + " trials sent\n",
                    type("export", "run", "--to", "mlflow", "--url", there.url())
                            .expect(0)
                            .out());
            assertEquals(
                    page + "0 trials sent, " + all + " there already\n",
                    type("export", "run", "--to", "mlflow", "--url", there.url())
                            .expect(0)
                            .out());
            assertEquals(
                    there.url() + "/#/experiments/2  " + all + " trials sent\n",
                    type("export", "run", "--to", "mlflow", "--url", there.url(), "--experiment", "a & b")
                            .expect(0)
                            .out());
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws Exception {
        type("run", study(0, 2), "--quiet", "--dir", "run").expect(0);
        type("export", "run", "--to", "cvs")
                .expect(2)
                .saying("the trainer of this run has no models to export; did you mean --to csv?")
                .saying("--to with one of csv, jsonl, markdown, optuna, tensorboard, mlflow.");
        type("export", "run", "--to", "csv", "--trial", "1")
                .expect(2)
                .saying("--trial names the trial whose network is written; --to csv writes all trials");
        type("export", "run", "--to", "csv", "--url", "http://x").expect(2).saying("--url is for --to mlflow");
        type("export", "run", "--experiment", "x").expect(2).saying("--experiment is for --to mlflow");
        type("export", "run", "--to", "mlflow", "--output", "x").expect(2).saying("--to mlflow writes no file");
        type("export", "run", "--to", "tensorboard", "--output", "-").expect(2).saying("writes a folder");
        type("export", "run", "--to", "mlflow", "--url", "mlflow:5000")
                .expect(2)
                .saying("--url mlflow:5000 is no address of a server: it must begin with http:// or https://");
        type("export", "run", "--to", "mlflow", "--url", "http://127.0.0.1:1")
                .expect(2)
                .saying("there is no server at http://127.0.0.1:1");
    }
}
