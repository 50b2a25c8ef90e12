// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int type(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theVersionIsOneLine() {
        assertEquals(0, type("--version"));
        assertTrue(out().matches("sextant \\S+ \\(JDK 2\\S+\\)\\R"), out());
    }

    @Test
    void withoutACommandTheHelpIsShownAsAnError() {
        assertEquals(2, type());
        assertTrue(err().startsWith("Usage: sextant"), err());
        assertEquals("", out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "resume", "rank", "validate", "lr-find", "schedule", "ask-tell", "import"})
    void everyCommandHasHelpWithAnExample(String command) {
        assertEquals(0, type(command, "--help"));
        assertTrue(out().contains("Example:") && out().contains("  sextant " + command + " "), out());
        assertEquals(0, out().lines().filter(line -> line.length() > 80).count(), out());
        assertEquals("", err());
    }

    @Test
    void aWrongOptionIsOneSentenceAndAWayOut() {
        assertEquals(2, type("run", "study.json", "--wrokers", "2"));
        assertEquals("sextant: there is no option --wrokers\n  did you mean \"--workers\"?\n", err());
    }

    @Test
    void aWrongCommandIsOneSentenceAndAWayOut() {
        assertEquals(2, type("valdiate", "study.json"));
        assertEquals("sextant: there is no command valdiate\n  did you mean \"validate\"?\n", err());
    }

    @Test
    void aMissingStudyIsAUsageError() {
        assertEquals(2, type("run"));
        assertEquals("sextant: Missing required parameter: 'STUDY'\n  Try: sextant run --help\n", err());
    }

    @Test
    void workersMustBeAtLeastOne() {
        assertEquals(2, type("run", "study.json", "--workers", "0"));
        assertTrue(err().contains("--workers 0: must be from 1 to"), err());
    }

    @Test
    void aSettingNeedsAPathAndAValue() {
        assertEquals(2, type("run", "study.json", "--set", "trainer.epochs"));
        assertTrue(err().contains("--set trainer.epochs: expected path=value"), err());
    }

    @Test
    void anUnknownFormatNamesTheKnownOnes() {
        assertEquals(2, type("rank", "latest", "--format", "xml"));
        assertTrue(err().contains("[table, csv, json, markdown]"), err());
    }
}
