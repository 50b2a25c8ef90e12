// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --resume}: one command that begins a run and goes on with it, for what starts a command again and again.
 */
class RunOrResumeIT {
    @TempDir
    private Path folder = Path.of("");

    private Typed again(String... further) {
        String[] arguments = new String[6 + further.length];
        System.arraycopy(new String[] {"run", "study.json", "--dir", "run", "--resume", "--quiet"}, 0, arguments, 0, 6);
        System.arraycopy(further, 0, arguments, 6, further.length);
        return Typed.in(folder, arguments);
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "small",
                  "trainer": { "type": "function",
                    "function": { "branin": { "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
                  "search": { "searcher": "random", "trials": 20 },
                  "confirm": { "top": 2, "seeds": 2 } }
                """);
    }

    @Test
    void theSameCommandBeginsGoesOnAndShowsTheSameResult() throws Exception {
        Typed first = again().expect(ExitCode.DONE);
        assertEquals(first.out(), again().expect(ExitCode.DONE).out());
        // As after a crash before the reports: the trials are there, and none is trained again.
        Files.delete(folder.resolve("run/report.json"));
        assertEquals(first.out(), again().expect(ExitCode.DONE).out());
        try (var runs = Files.list(folder)) {
            assertEquals(2, runs.count(), "the study and its one run");
        }
    }

    @Test
    void anotherStudysRunIsNotGoneOnWith() throws Exception {
        again().expect(ExitCode.DONE);
        assertEquals("""
                sextant: the run in run is of another study than study.json: their settings differ
                  Go on with it as it is: sextant resume run. Or name another directory with --dir.
                """, again("--seed", "9").expect(ExitCode.USAGE).err());
    }

    @Test
    void whatIsNoRunIsNotOverwritten() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/notes.txt"), "mine");
        again().expect(ExitCode.USAGE).saying("is not empty");
        assertTrue(Files.exists(folder.resolve("run/notes.txt")));
    }

    @Test
    void withoutADirectoryThereIsNothingToGoOnWith() {
        Typed.in(folder, "run", "study.json", "--resume")
                .expect(ExitCode.USAGE)
                .saying("--resume: go on with which run? Name its directory with --dir");
    }
}
