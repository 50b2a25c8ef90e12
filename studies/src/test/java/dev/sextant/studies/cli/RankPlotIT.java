// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankPlotIT {
    private record Typed(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                80,
                false,
                Interrupts.NONE);
        int exit = Main.run(arguments, console);
        return new Typed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void run(String trainer) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "drawn", "trainer": %s,
                  "search": { "searcher": "random", "trials": 3 }, "confirm": { "top": 0 } }
                """.formatted(trainer));
        Typed run = type("run", "study.json", "--quiet", "--dir", "run");
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void theResponseIsDrawnOnOneScreen() throws IOException {
        run("""
                { "type": "function", "function": { "branin": {
                  "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } }""");
        Typed rank = type("rank", "run", "--plot");
        assertEquals(0, rank.exit(), rank.err());
        assertTrue(rank.out().startsWith("drawn: value in the search, over x1; low is good\n"), rank.out());
        assertTrue(rank.out().contains("ranks first"), rank.out());
        assertTrue(rank.out().lines().count() < 24, rank.out());
        assertTrue(rank.out().lines().allMatch(line -> line.length() < 80), rank.out());
    }

    @Test
    void aPictureDoesNotGoWithAnotherForm() throws IOException {
        Typed rank = type("rank", "run", "--plot", "--format", "csv");
        assertEquals(2, rank.exit());
        assertEquals(
                "sextant: --plot draws a picture; it does not go with --format csv\n  Try: sextant rank --help\n",
                rank.err());
    }

    @Test
    void whereNoRangeVariesItSaysSo() throws IOException {
        run("""
                { "data": { "builtin": "iris" }, "epochs": 2, "schedule": { "choice": ["constant", "cosine"] } }""");
        Typed rank = type("rank", "run", "--plot");
        assertEquals(2, rank.exit());
        assertTrue(
                rank.err()
                        .contains(
                                "the study drawn has no range of numbers to draw its objective over: it varies choices only"),
                rank.err());
    }
}
