// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies in a directory: gone on with, refused, read by the command line. */
class KeptStudyIT {
    @TempDir
    Path folder;

    private byte[] report(String directory) throws Exception {
        return Files.readAllBytes(folder.resolve(directory).resolve("report.json"));
    }

    private void whole(String directory, int workers) throws Exception {
        try (Study study = Bowls.study().open(folder.resolve(directory))) {
            study.optimize(workers, Bowls::train);
        }
    }

    @Test
    void aStudyThatWasClosedInTheMidstGoesOnToTheSameReport() throws Exception {
        whole("whole", 1);
        for (int stop : List.of(3, 22)) {
            Study closed = Bowls.study().open(folder.resolve("cut-" + stop));
            closed.optimize(2, trial -> {
                if (trial.number() == stop) closed.close();
                return Bowls.train(trial);
            });
            assertFalse(closed.finished());
        }
        for (int stop : List.of(3, 22)) {
            Set<Long> trained = new ConcurrentSkipListSet<>();
            int all;
            try (Study study = Bowls.study().open(folder.resolve("cut-" + stop))) {
                study.optimize(5, trial -> {
                    trained.add(trial.number());
                    return Bowls.train(trial);
                });
                assertEquals(Bowls.expected(), Bowls.result(study));
                all = study.trials().size();
            }
            assertArrayEquals(report("whole"), report("cut-" + stop));
            // Which had ended when it was closed is chance, since the other worker may have been slow: never none.
            assertTrue(trained.contains((long) stop) && trained.size() < all, "trained again: " + trained);
        }
    }

    @Test
    void ofAFinishedStudyNothingRunsAgain() throws Exception {
        whole("done", 2);
        byte[] before = report("done");
        try (Study study = Bowls.study().open(folder.resolve("done"))) {
            assertTrue(study.finished());
            assertEquals(Bowls.expected(), Bowls.result(study));
            study.optimize(2, trial -> {
                throw new IllegalStateException("it runs again");
            });
            assertEquals(
                    20,
                    study.trials().stream().filter(trial -> trial.number() < 20).count());
        }
        assertArrayEquals(before, report("done"));
    }

    @Test
    void anotherStudyInTheSameDirectoryIsRefusedWithTheDifference() throws Exception {
        Path directory = folder.resolve("taken");
        whole("taken", 2);
        StudyException other = assertThrows(
                StudyException.class, () -> Bowls.study().trials(21).open(directory));
        assertEquals("""
                the run in %s is another study than study.json: search.trials was 20 and is 21
                  Describe the study as it was when it was begun, or name another directory.""".formatted(directory), other.getMessage());
        StudyException asked = assertThrows(StudyException.class, () -> {
            try (Study study = Bowls.study().open(directory)) {
                study.ask();
            }
        });
        assertTrue(asked.getMessage().contains("is another study than study.json: "), asked.getMessage());
    }

    @Test
    void aDirectoryOfOtherFilesIsRefused() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(directory.resolve("diary.txt"), "dear");
        StudyException refused =
                assertThrows(StudyException.class, () -> Bowls.study().open(directory));
        assertEquals(
                "the directory %s is not empty\n  Name one that is empty or does not exist.".formatted(directory),
                refused.getMessage());
        assertEquals(StudyException.Reason.USAGE, refused.reason());
    }

    @Test
    void aDirectoryIsThatOfOneStudyAtATime() throws Exception {
        Path directory = folder.resolve("one");
        StudyException[] second = new StudyException[1];
        try (Study study = Bowls.study().open(directory)) {
            study.optimize(1, trial -> {
                if (trial.number() == 1)
                    try (Study other = Bowls.study().open(directory)) {
                        second[0] = assertThrows(StudyException.class, () -> other.optimize(1, Bowls::train));
                    }
                return Bowls.train(trial);
            });
            assertTrue(study.finished());
            assertEquals(Bowls.expected(), Bowls.result(study));
        }
        assertEquals(StudyException.Reason.LOCKED, second[0].reason());
        assertTrue(second[0].getMessage().startsWith("the run " + directory + " is in use by"), second[0].getMessage());
    }

    private String typed(int exit, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(exit, Main.run(arguments, to, to), out::toString);
        return out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void theCommandLineReadsIt() throws Exception {
        whole("read", 2);
        Path run = folder.resolve("read");
        try (Stream<Path> files = Files.list(run)) {
            assertEquals(
                    List.of(
                            "report.html",
                            "report.json",
                            "report.md",
                            "study.db",
                            "study.db.lock",
                            "study.json",
                            "study.resolved.json",
                            "trials.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(typed(0, "rank", run.toString()).contains("loss"));
        assertTrue(typed(0, "show", run.toString(), "0").contains("rate"));
        assertTrue(typed(0, "report", run.toString()).contains("report.html"));
        assertTrue(typed(0, "validate", run.resolve("study.json").toString()).contains("study"));
        assertTrue(typed(0, "verify", run.toString()).contains("no trial trained again: another program trains them"));
    }

    @Test
    void theCommandLineSaysWhoHasToTrainIt() throws Exception {
        Path run = folder.resolve("half");
        Study study = Bowls.study().open(run);
        study.optimize(1, trial -> {
            if (trial.number() == 4) study.close();
            return Bowls.train(trial);
        });
        String words = typed(3, "resume", run.toString());
        assertTrue(
                words.contains("are trained by an objective of a Java program: its trainer is embedded"
                        + " Run that program: it opens the study with the same directory, and goes on with it."),
                words);
    }

    @Test
    void aStudyFileComesToTheReportOfTheCommandLine() throws Exception {
        Path file = folder.resolve("tiny.json");
        Files.writeString(file, """
                {
                  "trainer": { "data": { "builtin": "iris" }, "epochs": 2, "learningRate": { "log": [1e-3, 1.0] } },
                  "search": { "trials": 5, "window": 2 },
                  "confirm": { "top": 1, "seeds": 3 }
                }
                """);
        typed(
                0,
                "run",
                file.toString(),
                "--workers",
                "2",
                "--dir",
                folder.resolve("typed").toString(),
                "--quiet",
                "--set",
                "trainer.epochs=3");
        try (Study study = Study.of(file).set("trainer.epochs", 3).open(folder.resolve("called"))) {
            study.run(1);
            assertTrue(study.finished());
        }
        assertArrayEquals(report("typed"), report("called"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("typed").resolve("trials.csv")),
                Files.readAllBytes(folder.resolve("called").resolve("trials.csv")));
    }
}
