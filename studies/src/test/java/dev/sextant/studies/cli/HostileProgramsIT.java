// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A study whose program misbehaves in every way: those trials fail with their causes, and the study goes on. */
@Timeout(120)
class HostileProgramsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCRIPT = """
            read -r start
            say() { echo "{\\"sextant\\": 1, \\"type\\": $1}"; }
            echo "the way is $1"
            case $1 in
              good) say '"report", "step": 1, "value": 2'; say '"report", "step": 2, "value": 1'; say '"final"' ;;
              binary) head -c 300000 /dev/urandom; head -c 300000 /dev/urandom >&2; echo; say '"final", "value": 1' ;;
              binaryonly) head -c 300000 /dev/urandom ;;
              gigabyte) head -c 1000000000 /dev/zero; say '"final", "value": 1' ;;
              endless) trap '' TERM INT HUP; while :; do sleep 0.05; done ;;
              forks) (sleep 98765 &); (setsid sleep 98765 >/dev/null 2>&1 &); say '"final", "value": 1' ;;
              noresult) exit 0 ;;
              backwards) say '"report", "step": 2, "value": 1'; say '"report", "step": 1, "value": 1'; say '"final"' ;;
              nan) say '"report", "step": 1, "value": "NaN"'; say '"final"' ;;
              infinity) say '"final", "value": "-Infinity"' ;;
              metrics) many=; i=0
                while [ $i -lt 4000 ]; do many=$many'"m'$i'": 1, '; i=$((i + 1)); done
                say "\\"final\\", \\"value\\": 1, \\"metrics\\": {$many\\"size\\": 7}" ;;
              toomany) awk 'BEGIN { printf "{\\"sextant\\": 1, \\"type\\": \\"final\\", \\"value\\": 1, \\"metrics\\": {\\"a\\": 1";
                for (i = 0; i < 10000; i++) printf ", \\"metric%d\\": 1", i; print "}}" }' ;;
              crash) say '"final", "value": 1'; kill -SEGV $$ ;;
            esac
            """;

    @TempDir
    Path folder;

    private String type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                100,
                false,
                Interrupts.NONE);
        int code = Main.run(arguments, console);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, () -> String.join(" ", arguments) + "\n" + said + err);
        return said;
    }

    private void study(String... ways) throws IOException {
        Files.writeString(folder.resolve("program.sh"), SCRIPT);
        Files.writeString(folder.resolve("study.json"), """
                { "name": "hostile",
                  "trainer": { "type": "command", "argv": ["sh", "program.sh", "{way}"], "parametersBy": "flags",
                    "parameters": { "way": { "choice": ["%s"] } }, "epochs": 3, "metrics": ["value", "size"] },
                  "search": { "searcher": "grid", "trials": %d },
                  "limits": { "trialTime": "4s", "failedShare": 1.0 },
                  "confirm": { "top": 0 } }
                """.formatted(
                        String.join("\", \"", ways), ways.length + 1)); // the default is tried first
    }

    private static void begins(String expected, @Nullable String end) {
        assertTrue(end != null && end.startsWith(expected), end);
    }

    @Test
    void everyTrialEndsWithItsCauseAndTheStudyGoesOn() throws IOException {
        study(
                "good",
                "binary",
                "binaryonly",
                "gigabyte",
                "endless",
                "forks",
                "noresult",
                "backwards",
                "nan",
                "infinity",
                "metrics",
                "toomany",
                "crash");
        type("run", "study.json", "--workers", "3", "--dir", "run", "--quiet");
        Map<String, String> ends = new LinkedHashMap<>();
        for (JsonNode trial :
                JSON.readTree(type("rank", "run", "--format", "json")).path("trials"))
            ends.put(
                    trial.path("parameters").path("parameters.way").asText(),
                    trial.path("state").asText() + " " + trial.path("message").asText());
        String failed = "failed the program failed: ";
        assertEquals("completed ", ends.get("good"));
        assertEquals("completed ", ends.get("binary"));
        begins(failed + "it ended with exit code 0 and without a last word", ends.get("binaryonly"));
        begins(failed + "it printed more than 262144 KiB", ends.get("gigabyte"));
        begins("failed took longer than", ends.get("endless"));
        assertEquals("completed ", ends.get("forks"));
        assertEquals(
                failed + "it ended with exit code 0 and without a last word; it last printed: the way is noresult",
                ends.get("noresult"));
        assertEquals(
                failed + "it reported step 1 after step 2; it last printed: the way is backwards",
                ends.get("backwards"));
        assertEquals("diverged ", ends.get("nan"));
        assertEquals("diverged ", ends.get("infinity"));
        assertEquals("completed ", ends.get("metrics"));
        assertEquals(
                failed + "it printed a line of more than 64 KiB; it last printed: the way is toomany",
                ends.get("toomany"));
        assertEquals(
                failed + "it was ended by SIGSEGV (exit code 139); it last printed: the way is crash",
                ends.get("crash"));
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String line = Files.exists(process.resolve("cmdline"))
                        ? new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1)
                        : "";
                assertFalse(line.contains("98765"), line);
            }
        }
    }

    @Test
    void whatATrialPrintedIsKeptInItsLogAndShown() throws IOException {
        study("good", "noresult");
        type("run", "study.json", "--dir", "run", "--quiet");
        assertEquals(
                "== attempt 1\nthe way is good\n== ended with 1.0\n",
                Files.readString(folder.resolve("run").resolve("logs").resolve("trial-0.log")));
        String shown = type("show", "run", "2");
        assertTrue(
                shown.contains("Its program printed (")
                        && shown.contains("trial-2.log):\n  == attempt 1\n  the way is noresult\n"),
                shown);
    }
}
