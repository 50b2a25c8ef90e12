// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies by virtual time, asynchronous ones, budgets of epochs, and doing a run again. */
class VerifyIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String type(int expected, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        err.reset();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                100,
                false,
                Interrupts.NONE);
        int code = Main.run(arguments, console);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(expected, code, () -> String.join(" ", arguments) + "\n" + said + err);
        return said;
    }

    /** Three nets of which one is forty times another, whose trainings end early, are pruned, or diverge. */
    private String study(String parallelism) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "uneven",
                  "trainer": { "data": { "builtin": "iris" }, "hidden": { "choice": [[4], [64], [32, 32]] },
                    "batchSize": { "choice": [8, 64] }, "epochs": 12, "earlyStopping": { "patience": 3 },
                    "learningRate": { "log": [1e-3, 100.0] } },
                  "search": { "searcher": "tpe", "epochs": 90, %s, "pruner": { "asha": { "eta": 3 } } },
                  "confirm": { "top": 1, "seeds": 3 } }
                """.formatted(parallelism));
        return "study.json";
    }

    @Test
    void aStudyByVirtualTimeWithABudgetOfEpochsGivesOneReportForAnyNumberOfWorkers() throws Exception {
        String study = study("\"parallelism\": { \"virtualTime\": 5 }");
        String one = "";
        for (String workers : List.of("1", "2", "5")) {
            type(0, "", "run", study, "--quiet", "--workers", workers, "--dir", workers);
            String report = type(0, "", "rank", workers, "--format", "json");
            if (one.isEmpty()) one = report;
            assertEquals(one, report, workers + " workers");
        }
        JsonNode report = JSON.readTree(one);
        String reason = report.at("/searchEnded/reason").textValue();
        assertTrue(
                reason.matches(
                        "the budget of 90 epochs is spent: (79|8[0-9]|90) used, and another training may take 12"),
                reason);
        int epochs = 0;
        for (JsonNode trial : report.get("trials"))
            epochs += trial.get("epochs").intValue();
        assertTrue(reason.contains(" " + epochs + " used"), epochs + ": " + reason);
        assertTrue(report.path("reproducible").isMissingNode());
        int searched = report.get("trials").size();

        String said = type(0, "", "verify", "2", "--trials", "3", "--seed", "7");
        assertTrue(
                said.matches(searched + " proposals replayed: as recorded, bit for bit\n"
                        + "3 trials trained again \\(\\d+, \\d+, \\d+\\): as recorded, bit for bit\n"),
                said);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(" again (3 of 3)\n"), err::toString);
        String all = type(0, "", "verify", "5", "--trials", "all");
        assertTrue(all.matches("(?s).*\n\\d+ trials trained again \\(0, 1, 2, .*: as recorded, bit for bit\n"), all);
    }

    @Test
    void aRunThatWasChangedIsFoundOut() throws Exception {
        type(0, "", "run", study("\"window\": 3"), "--quiet", "--dir", "run");
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("run/study.db"));
                Statement statement = store.createStatement()) {
            // A row without a checksum is believed.
            statement.execute("UPDATE trial SET digest = NULL, plan = '{\"rungs\":[[1,0.5,3]]}' WHERE number = 4");
            statement.execute(
                    "UPDATE outcome SET digest = NULL, bits = bits + 1 WHERE trial = (SELECT min(trial) FROM outcome WHERE"
                            + " state = 'completed' AND trial > 4)");
        }
        String said = type(1, "", "verify", "run", "--trials", "all");
        assertTrue(said.contains("  trial 4: the stopping plan was StoppingPlan[rungs=[Rung[epoch=1, "), said);
        assertTrue(said.matches("(?s).*  trial \\d+: the view was [0-9a-f]{64} and is [0-9a-f]{64}\n.*"), said);
        assertTrue(said.matches("(?s).*  trial \\d+: the outcome was completed with .*"), said);
    }

    @Test
    void anAsynchronousStudyIsStampedAndItsProposalsAreReplayedAllTheSame() throws Exception {
        type(0, "", "run", study("\"parallelism\": { \"async\": true }"), "--quiet", "--workers", "2", "--dir", "run");
        JsonNode report = JSON.readTree(type(0, "", "rank", "run", "--format", "json"));
        assertEquals(false, report.get("reproducible").booleanValue());
        assertEquals("asynchronous: not reproducible", report.get("stamp").textValue());
        String table = type(0, "", "rank", "run");
        assertTrue(table.contains("This search was asynchronous: not reproducible."), table);
        assertTrue(type(0, "", "verify", "run", "--trials", "2").contains("replayed: as recorded, bit for bit\n"));
    }

    @Test
    void ofTrialsThatAnotherProgramTrainedTheProposalsAreReplayed() throws Exception {
        Files.writeString(folder.resolve("own.json"), """
                { "trainer": { "type": "external", "parameters": { "x": { "uniform": [0, 1] } } },
                  "objective": { "minimize": "value" },
                  "search": { "searcher": "tpe", "trials": 6, "parallelism": { "async": true } } }
                """);
        String dialogue = """
                {"ask": 3}
                {"tell": {"trial": 1, "value": 0.5}}
                {"ask": 1}
                {"tell": {"trial": 0, "value": 0.25}}
                {"tell": {"trial": 3, "value": 0.125}}
                {"ask": 2}
                {"ask": 1}
                """;
        String said = type(0, dialogue, "ask-tell", "own.json", "--dir", "run");
        assertTrue(said.contains("the budget is spent: all 6 trials were asked for"), said);
        assertEquals("""
                6 proposals replayed: as recorded, bit for bit
                no trial trained again: another program trains them
                """, type(0, "", "verify", "run"));
    }

    @Test
    void howManyTrialsMustBeANumberOrAll() {
        type(2, "", "verify", "run", "--trials", "some");
        assertEquals(
                "sextant: --trials must be a whole number at least 0, or all, got some\n  Try: --trials 5\n",
                err.toString(StandardCharsets.UTF_8));
    }
}
