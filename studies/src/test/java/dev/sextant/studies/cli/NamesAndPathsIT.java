// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names a run, what names a value of a study, and what names neither. */
class NamesAndPathsIT {
    @TempDir
    Path folder;

    private String said = "";

    @BeforeEach
    void leaveARun() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "scripted",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] } },
                  "search": { "searcher": "random", "trials": 2 }, "confirm": { "top": 0, "test": false } }
                """);
        type(0, "run", "study.json", "--quiet", "--dir", "runs/done");
    }

    private void type(int code, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PrintStream error = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exit = Main.run(arguments, new Console(out, error, folder, 80, false, Interrupts.NONE));
        said = err.toString(StandardCharsets.UTF_8);
        assertEquals(code, exit, said);
    }

    @Test
    void aRunIsNamedByOneNameOrByAPath() throws Exception {
        type(0, "rank", "done");
        type(0, "rank", folder.resolve("runs/done").toString());
        type(0, "rank", "runs/../runs/done");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/run"));
        try (var files = Files.list(folder.resolve("runs/done"))) {
            for (Path file : files.toList()) Files.copy(file, elsewhere.resolve(file.getFileName()));
        }
        Files.createSymbolicLink(folder.resolve("runs/link"), elsewhere);
        type(0, "rank", "link");
    }

    @Test
    void aNameLeadsNowhereFromTheRuns() throws Exception {
        // As a name it would be found below runs: ../elsewhere and done/../done.
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(folder.resolve("runs/done/study.resolved.json"), elsewhere.resolve("study.resolved.json"));
        for (String run : new String[] {
            "../elsewhere",
            "done/../done",
            "../../etc",
            "runs/../x",
            "/etc",
            "/etc/passwd",
            "..",
            ".",
            "a".repeat(5_000)
        }) {
            type(2, "rank", run);
            assertTrue(said.contains("Runs here: done"), run + ": " + said);
            assertTrue(said.length() < 400, said);
        }
        type(2, "rank", "");
        assertTrue(said.startsWith("sextant: the run has an empty name\n"), said);
    }

    @Test
    void aDirectoryThatHoldsSomethingIsNotTaken() {
        type(2, "run", "study.json", "--dir", "runs/done");
        assertEquals("""
                sextant: the directory %s is not empty
                  It is a run: to go on with it type sextant resume %s
                """.formatted(folder.resolve("runs/done"), folder.resolve("runs/done")), said);
        type(2, "run", "study.json", "--dir", "study.json");
        assertTrue(said.contains("is a file"), said);
    }

    @Test
    void aPathToAValueIsFollowedAsFarAsItIsRight() {
        type(3, "run", "study.json", "--set", "search.trails=3", "--set", "trainer.y.uniform=[0,1]");
        assertTrue(said.contains("""
                --set search.trails: error: /search/trails: unknown key "trails"
                      | --set search.trails=3
                      |              ^
                      = help: did you mean "trials"?
                """), said);
        assertTrue(said.contains("--set trainer.y.uniform: error: /trainer/y: unknown key \"y\""), said);
        type(3, "run", "study.json", "--set", "search.trials.most=3");
        assertTrue(said.contains("/search/trials/most: there is no \"most\" in "), said);
        type(3, "run", "study.json", "--set", "search..trials=3");
        assertTrue(said.contains("the path search..trials has an empty name"), said);
    }
}
