// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sextant store copy} and {@code sextant store check} where a database is on one side. */
class StoreMovesIT {
    @TempDir
    private Path folder = Path.of("");

    private String address = "";

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    @BeforeEach
    void run() throws Exception {
        address = PostgresServer.shared().database("moves").shown();
        Files.writeString(folder.resolve("study.json"), """
                { "name": "small",
                  "trainer": { "type": "function",
                    "function": { "branin": { "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
                  "search": { "searcher": "random", "trials": 20 },
                  "confirm": { "top": 2, "seeds": 2 } }
                """);
        Typed run = type("run", "study.json", "--dir", "run", "--quiet");
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void aRunGoesIntoADatabaseAndBackAndEveryDigestIsTheSame() {
        Typed there = type("store", "copy", "run", address);
        assertEquals(0, there.exit(), there.err());
        assertTrue(
                there.out().matches("copied [0-9,]+ rows to \\Q" + address + "#run\\E; sha256 [0-9a-f]{64} on both sides\n"),
                there.out());
        assertTrue(
                there.err().contains("to go on with it there type: sextant run STUDY --store " + address
                        + " --study-key run --standby\n"),
                there.err());
        Typed back = type("store", "copy", "--from", address + "#run", "--to", "back.db");
        assertEquals(0, back.exit(), back.err());
        assertEquals(there.out().replace(address + "#run", "back.db"), back.out());
        Typed again = type("store", "copy", "--from", "back.db", "--to", address + "#other");
        assertEquals(0, again.exit(), again.err());
        assertEquals(there.out().replace("#run", "#other"), again.out());
        assertEquals(
                "sextant: " + address + " knows a study \"run\" already, and it is not overwritten. Name another.\n",
                type("store", "copy", "run", address).err());
    }

    @Test
    void whatWasCopiedIsGoneOnWithAndIsSound() throws Exception {
        assertEquals(0, type("store", "copy", "run", address + "#moved").exit());
        Typed on = type("run", "study.json", "--store", address, "--study-key", "moved", "--standby", "--quiet");
        assertEquals(0, on.exit(), on.err());
        assertEquals(
                type("rank", "run", "--format", "json").out().replaceAll("\"(began|ended|at)\".*", ""),
                type("rank", "latest", "--format", "json").out().replaceAll("\"(began|ended|at)\".*", ""));
        Typed check = type("store", "check", "latest");
        assertEquals(0, check.exit(), check.out() + check.err());
        for (String line : new String[] {
            "study: small",
            "checksums: every row is as it was written",
            "views: every trial was proposed from the results that are stored",
            "The store is sound."
        }) assertTrue(check.out().contains(line + "\n"), line + " in\n" + check.out());
        Typed home = type("store", "copy", "latest", "home");
        assertEquals(0, home.exit(), home.err());
        assertEquals(
                type("rank", "run", "--format", "json").out(),
                type("rank", "home", "--format", "json").out());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertTrue(type("store", "copy", "run").err().contains("what is copied to is missing: give TARGET, or --to"));
        assertTrue(type("store", "copy", "--from", address, "--to", "x.db")
                .err()
                .contains("the address of the database does not say which study is meant"));
        assertTrue(type("store", "copy", "--from", address + "#none", "--to", "x.db")
                .err()
                .contains("there is no study \"none\" in " + address));
        assertTrue(type("store", "copy", "--from", address + "#none", "--to", "folder")
                .err()
                .contains("folder would be a run, and " + address + "#none alone does not say of which study"));
        assertTrue(type("store", "copy", "run", "postgres://anna:secret@h/d")
                .err()
                .contains("holds a password, and addresses are kept and shown"));
    }
}
