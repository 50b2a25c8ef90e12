// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sextant store}, and what it and {@code sextant resume} say about stores that were damaged. */
class StoreCommandsIT {
    private static final String WAY_OUT = """
              Put a copy of it back, or begin a new run: sextant run STUDY
              What else there is to find says: sextant store check RUN
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path store = Path.of("");

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    @BeforeEach
    void run() throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "small",
                  "trainer": { "type": "function",
                    "function": { "branin": { "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
                  "search": { "searcher": "random", "trials": 20 },
                  "confirm": { "top": 2, "seeds": 2 } }
                """);
        Typed run = type("run", "study.json", "--dir", "run", "--quiet");
        assertEquals(0, run.exit(), run.err());
        store = folder.resolve("run/study.db");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Without its reports a run is not finished, so that resume opens its store. */
    private Typed resume() throws Exception {
        Files.delete(folder.resolve("run/report.json"));
        return type("resume", "run", "--quiet");
    }

    @Test
    void aSoundStoreIsToldOfInFactsAndLeftUntouched() throws Exception {
        byte[] before = Files.readAllBytes(store);
        Typed check = type("store", "check", "run");
        assertEquals(0, check.exit(), check.out() + check.err());
        assertTrue(check.out().startsWith("writer: none\n") || check.out().startsWith("file: "), check.out());
        for (String line : new String[] {
            "writer: none",
            "study: small",
            "pages: sound",
            "references: sound",
            "checksums: every row is as it was written",
            "views: every trial was proposed from the results that are stored",
            "The store is sound."
        }) assertTrue(check.out().contains(line + "\n"), line + " in\n" + check.out());
        assertTrue(check.out().contains("trials: 20 of the search, "), check.out());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(store)));
    }

    @Test
    void aRowChangedByHandIsFoundAndNamed() throws Exception {
        change("UPDATE outcome SET bits = bits + 1 WHERE trial = 7");
        Typed check = type("store", "check", "run");
        assertEquals(ExitCode.UNSOUND, check.exit());
        assertTrue(
                check.out().contains("FAULT trials: " + store + ": the outcome of trial 7 is not as it was written"),
                check.out());
        assertTrue(check.out().contains("The store is damaged. Put a copy of it back"), check.out());
        Typed resumed = resume();
        assertEquals(ExitCode.USAGE, resumed.exit());
        assertEquals(
                "sextant: " + store
                        + ": the outcome of trial 7 is not as it was written, its checksum differs: the file"
                        + " was changed from outside, or its disk is failing\n"
                        + WAY_OUT,
                resumed.err());
    }

    @Test
    void aValueChangedForOthersEyesIsFound() throws Exception {
        change("UPDATE outcome SET value = 0 WHERE trial = 7");
        Typed check = type("store", "check", "run");
        assertEquals(ExitCode.UNSOUND, check.exit());
        assertTrue(check.out().contains("FAULT values: trial 7 shows 0.0, but its bits say "), check.out());
    }

    @Test
    void lostTrialsAndOutcomesAreFound() throws Exception {
        change("DELETE FROM trial WHERE number = 3");
        Typed check = type("store", "check", "run");
        assertEquals(ExitCode.UNSOUND, check.exit());
        assertTrue(check.out().contains("FAULT trials: trial 4 stands where trial 3 belongs\n"), check.out());
        assertTrue(check.out().contains("FAULT references: "), check.out());
    }

    @Test
    void aTruncatedStoreIsRefusedWithTheWayOut() throws Exception {
        byte[] whole = Files.readAllBytes(store);
        Files.write(store, Arrays.copyOf(whole, whole.length - 3 * 4096));
        Typed check = type("store", "check", "run");
        assertEquals(ExitCode.UNSOUND, check.exit());
        Typed resumed = resume();
        assertEquals(ExitCode.USAGE, resumed.exit());
        assertTrue(resumed.err().contains("it is damaged"), resumed.err());
        assertTrue(resumed.err().contains(WAY_OUT), resumed.err());
    }

    @Test
    void copiesAreEqualAreNotOverwrittenAndCanBeResumed() throws Exception {
        String ranking = type("rank", "run", "--format", "json").out();
        Typed copied = type("store", "copy", "run", "copy.db");
        assertEquals(0, copied.exit(), copied.err());
        assertTrue(
                copied.out().matches("copied [0-9,]+ rows to copy.db; sha256 [0-9a-f]{64} on both sides\n"),
                copied.out());
        Typed again = type("store", "copy", "run", "copy.db");
        assertEquals(ExitCode.USAGE, again.exit());
        assertEquals(
                "sextant: " + folder.resolve("copy.db")
                        + " exists already and is not overwritten. Name another file.\n",
                again.err());
        Typed run = type("store", "copy", "run", "second");
        assertEquals(0, run.exit(), run.err());
        assertEquals(copied.out().replace("copy.db", "second"), run.out());
        assertEquals(0, type("store", "check", "second").exit());
        assertEquals(0, type("resume", "second", "--quiet").exit());
        assertEquals(ranking, type("rank", "second", "--format", "json").out());
        assertEquals(ExitCode.USAGE, type("store", "copy", "run", "second").exit());
    }
}
