// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** What was typed, bars between the words, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "run|study.json|--wrokers|2; there is no option --wrokers; did you mean \"--workers\"?",
                "run|study.json|--format|json; there is no option --format; Try: sextant run --help",
                "valdiate|study.json; there is no command valdiate; did you mean \"validate\"?",
                "store|chek; there is no command chek; did you mean \"check\"?",
                "store; a command is missing after sextant store; It is one of check, copy.",
                "run; STUDY is missing; Try: sextant run --help",
                "show|latest; TRIAL is missing; Try: sextant show --help",
                "show|latest|first; TRIAL first: must be a whole number; Try: sextant show --help",
                "run|study.json|another; \"another\" is one argument too many; Try: sextant run --help",
                "run|study.json|--dir; --dir needs a value: --dir DIR; Try: sextant run --help",
                "run|study.json|--dir|--quiet; --dir needs a value: --dir DIR; Try: sextant run --help",
                "run|study.json|--dir|; --dir \"\": must name a directory; Try: sextant run --help",
                "run|study.json|--workers|two; --workers two: must be a whole number; Try: sextant run --help",
                "run|study.json|--workers|; --workers \"\": must be a whole number; Try: sextant run --help",
                "run|study.json|--workers|0; --workers 0: nobody would train, unless --cluster has other machines do"
                        + " so; Try: sextant run --help",
                "run|study.json|--seed|1|--seed|1; --seed is given twice; Try: sextant run --help",
                "run|study.json|--quiet|--quiet; --quiet is given twice; Try: sextant run --help",
                "run|study.json|--quiet=5; --quiet takes no value; Try: sextant run --help",
                "run|study.json|--set|trainer.epochs; --set trainer.epochs: expected path=value, such as"
                        + " trainer.epochs=10; Try: sextant run --help",
                "resume|latest|--verbose|--quiet; --quiet and --verbose contradict each other: give one of them;"
                        + " Try: sextant resume --help",
                "rank|latest|--format|xml; --format xml: must be one of table, csv, json, markdown;"
                        + " Try: sextant rank --help",
                "rank|latest|--format|mrkdown; --format mrkdown: must be one of table, csv, json, markdown;"
                        + " did you mean \"markdown\"?",
                "rank|latest|--color|blue; --color blue: must be one of auto, always, never; Try: sextant rank --help",
                "completion|tcsh; SHELL tcsh: must be one of bash, zsh, fish; Try: sextant completion --help"
            })
    void aMistakeIsOneSentenceAndAWayOut(String typed, String says, String help) {
        assertEquals(2, type(typed.split("\\|", -1)));
        assertEquals("sextant: " + says + "\n  " + help + "\n", err());
        assertEquals("", out());
    }

    @Test
    void aNameThatIsNoPathIsTheTypistsMistake() {
        assertEquals(2, type("rank", "a\0b"));
        assertEquals("sextant: \"a\ufffdb\" names no file: Nul character not allowed\n", err());
    }

    @Test
    void whatIsTypedDoesNotReachTheTerminalAsItIs() {
        assertEquals(2, type("rank", "a\u001b[31mb"));
        assertTrue(err().startsWith("sextant: there is no run a\ufffd[31mb\n"), err());
        assertEquals(2, type("run", "x", "--\u001b[2J" + "y".repeat(500)));
        assertTrue(err().lines().allMatch(line -> line.length() < 250), err());
        assertFalse(err().contains("\u001b"), err());
    }

    /** A word that begins with @ would otherwise be read as a file of arguments. */
    @Test
    void aNameMayBeginWithAnything() {
        assertEquals(2, type("rank", "@nobody"));
        assertTrue(err().startsWith("sextant: there is no run @nobody\n"), err());
    }
}
