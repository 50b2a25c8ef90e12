// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sextant check-command} takes and prints. */
@Timeout(60)
class CheckCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String GOOD =
            "read -r start; for s in 1 2 3; do echo \"value=$s.$SEXTANT_SEED\"; sleep 0.02; done";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int type(Interrupts interrupts, String... arguments) {
        out.reset();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder,
                100,
                false,
                interrupts);
        return Main.run(arguments, console);
    }

    private String type(int expected, String... arguments) {
        int code = type(Interrupts.NONE, arguments);
        assertEquals(expected, code, () -> String.join(" ", arguments) + "\n" + out + err);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String refused(String... arguments) {
        type(2, arguments);
        return err.toString(StandardCharsets.UTF_8);
    }

    private String study(String argv) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "trainer": { "type": "command", "argv": ["sh", "-c", "%s"], "result": "nameValue",
                    "parameters": { "lr": { "uniform": [0.1, 0.99] } }, "epochs": 3 },
                  "search": { "trials": 4 } }
                """.formatted(argv.replace("\"", "\\\"")));
        return "study.json";
    }

    @Test
    void aProgramIsTriedOutAsItIsTyped() {
        String said = type(
                0,
                "check-command",
                "--params",
                "lr=0.1",
                "--epochs",
                "3",
                "--result",
                "nameValue",
                "--",
                "sh",
                "-c",
                GOOD);
        assertTrue(said.startsWith("sh -c read -r start; "), said);
        assertTrue(said.contains("  ok     reads its parameters  it has read the line on its standard input\n"), said);
        assertTrue(said.contains("  ok     reports               3 reports, "), said);
        assertTrue(said.contains("  ok     comes to the same     twice with the same seed, 1."), said);
        assertTrue(said.endsWith("It can be a trial.\n"), said);
    }

    @Test
    void theProgramOfAStudyIsTriedOutWithItsDefaults() throws IOException {
        String said = type(0, "check-command", study(GOOD));
        assertTrue(said.startsWith("study.json\n  ok     starts "), said);
        assertTrue(said.endsWith("It can be a trial.\n"), said);
    }

    @Test
    void aFaultIsToldWithWhatMendsItAndEndsWithOne() throws IOException {
        String said = type(1, "check-command", study("read -r start; echo value=$$"));
        assertTrue(said.contains("  FAULT  comes to the same     with the same seed and parameters it came to "), said);
        assertTrue(said.replaceAll("\\s+", " ").contains("To mend it: seed every generator with the seed"), said);
        assertTrue(said.endsWith("It cannot be a trial yet: 1 fault.\n"), said);
    }

    @Test
    void programsReadItAsJson() throws IOException {
        JsonNode json = JSON.readTree(type(1, "check-command", "--json", study("echo value=1; exit 3")));
        assertEquals("study.json", json.path("program").asText());
        assertTrue(json.path("faults").asInt() > 0);
        JsonNode first = json.path("checks").get(0);
        assertEquals("starts", first.path("check").asText());
        assertEquals("good", first.path("verdict").asText());
        assertTrue(first.has("says") && first.has("help"));
    }

    @Test
    void whatIsTypedWrongIsToldInWords() throws IOException {
        assertTrue(refused("check-command").startsWith("sextant: name a study, or a program after --\n"));
        assertTrue(refused("check-command", "--").startsWith("sextant: a program is missing after --\n"));
        assertTrue(refused("check-command", "sh", "x")
                .startsWith("sextant: name one study; a program stands after --: sextant check-command -- sh x\n"));
        assertTrue(refused("check-command", "--params", "lr", "--", "true")
                .startsWith("sextant: --params must be name=value, got \"lr\"\n"));
        assertTrue(refused("check-command", "--epochs", "3", study(GOOD))
                .startsWith("sextant: --params, --parameters-by, --epochs, --metrics and --result are for a program"));
        assertTrue(
                refused("check-command", "--set", "a=1", "--", "true").startsWith("sextant: --set changes a study;"));
        assertTrue(refused("check-command", "--timeout", "0", "--", "true")
                .startsWith("sextant: --timeout must be at least 1, got 0\n"));
        assertTrue(
                refused("check-command", "--parameters-by", "post", "--", "true")
                        .startsWith("sextant: parametersBy: "),
                err.toString(StandardCharsets.UTF_8));
        assertTrue(refused("check-command", "nothing.json").contains("nothing.json"));
        String missing = type(1, "check-command", "--", "no-such-program-anywhere");
        assertTrue(missing.contains("  FAULT  starts                argv.0: there is no program"), missing);
    }

    @Test
    void aStudyWithoutAProgramIsRefusedAtItsPlace() throws IOException {
        Files.writeString(folder.resolve("iris.json"), "{ \"trainer\": { \"data\": { \"builtin\": \"iris\" } } }");
        type(3, "check-command", "iris.json");
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("starts no program that could be checked"),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aSignalEndsTheCheckAndItsProgram() throws IOException {
        String study = study("read -r start; : > runs; exec sleep 60");
        Interrupts signals = listener -> {
            Thread.ofVirtual().start(() -> signal(listener));
            return () -> {};
        };
        assertEquals(130, type(signals, "check-command", study));
    }

    private void signal(IntConsumer listener) {
        try {
            while (!Files.exists(folder.resolve("runs"))) Thread.sleep(10);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        listener.accept(ExitCode.INTERRUPTED);
    }
}
