// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose trials are programs, from the file to the ranking. */
class CommandTrialsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reports a curve that depends on its parameters, its seed and nothing else; fails, diverges and hurries. */
    private static final String SCRIPT = """
            #!/bin/sh
            read -r start
            case $LR in
              0.9*|0.8*) echo "no luck with $LR" >&2; exit 3 ;;
              0.7*) echo '{"sextant": 1, "type": "final", "status": "diverged"}'; exit ;;
            esac
            for step in 1 2 3 4 5 6 7 8 9; do
              echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": 1$((9 - step)).$SEXTANT_SEED$LR1}"
            done
            echo '{"sextant": 1, "type": "final"}'
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String type(int expected, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        err.reset();
        Console console = new Console(
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

    private String study(String more) throws IOException {
        assertTrue(
                Files.writeString(folder.resolve("program.sh"), SCRIPT).toFile().setExecutable(true));
        Files.writeString(folder.resolve("study.json"), """
                { "name": "scripts",
                  "trainer": { "type": "command", "argv": ["./program.sh"], "parametersBy": "flags",
                    "environment": { "set": { "LR": "{lr}", "DEPTH": "{depth}" } },
                    "parameters": { "lr": { "uniform": [0.1, 0.99] }, "depth": { "int": [1, 9] } }, "epochs": 9 },
                  "search": { "searcher": "tpe", "trials": 24, "window": 6, "pruner": { "asha": { "eta": 3 } } },
                  "confirm": { "top": 2, "seeds": 2 }%s }
                """.formatted(more));
        return "study.json";
    }

    @Test
    void theRankingIsTheSameForAnyNumberOfWorkers() throws IOException {
        study("");
        String one = "";
        for (String workers : List.of("1", "2", "5")) {
            type(0, "run", "study.json", "--workers", workers, "--dir", workers, "--quiet");
            String report = type(0, "rank", workers, "--format", "json");
            if (one.isEmpty()) one = report;
            assertEquals(one, report, workers + " workers");
        }
        assertTrue(one.contains("\"pruned\""), one);
        assertTrue(one.contains("\"diverged\""), one);
        assertTrue(one.contains("\"failed\""), one);
    }

    @Test
    void everyTrialDoneAgainComesOutTheSame() throws IOException {
        study("");
        type(0, "run", "study.json", "--workers", "2", "--dir", "run", "--quiet");
        type(0, "verify", "run", "--trials", "8");
    }

    @Test
    void whyATrialFailedIsShown() throws IOException {
        study("");
        type(0, "run", "study.json", "--dir", "run", "--quiet");
        JsonNode report = JSON.readTree(type(0, "rank", "run", "--format", "json"));
        int failed = -1;
        for (JsonNode trial : report.get("trials"))
            if (trial.get("state").asText().equals("failed"))
                failed = trial.get("trial").asInt();
        String shown = type(0, "show", "run", Integer.toString(failed));
        assertTrue(
                shown.replaceAll("\\s+", " ")
                        .contains("the program failed: it ended with exit code 3; it last printed: no luck with 0."),
                shown);
    }

    @Test
    void aMistakeIsToldAtItsPlaceInTheFile() throws IOException {
        study("");
        String file = Files.readString(folder.resolve("study.json")).replace("./program.sh", "./prog.sh");
        Files.writeString(folder.resolve("study.json"), file);
        type(3, "validate", "study.json");
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .startsWith("study.json:2:44: error: /trainer/argv/0: there is no file "),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aRunIsNotDoneAgainWithAnotherProgram() throws IOException {
        study("");
        type(0, "run", "study.json", "--trials", "3", "--dir", "run", "--quiet");
        Files.writeString(folder.resolve("program.sh"), SCRIPT + "# changed\n");
        type(3, "verify", "run");
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains("the data has changed since the run began: sha256 of ./program.sh was "),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theExampleStudyRuns() throws IOException {
        assumeTrue(
                List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
                "there is no python3 on the search path");
        String file = Path.of("command.json").toAbsolutePath().toString();
        String validated = type(0, "validate", file);
        assertTrue(validated.contains("  command          python3 programs/train.py\n"), validated);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        String ran = type(0, "run", file, "--trials", "4", "--workers", "2", "--set", "confirm.top=0", "--dir", "run");
        assertTrue(ran.contains("Best: learning rate"), ran);
    }
}
