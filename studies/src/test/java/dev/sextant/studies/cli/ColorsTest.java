// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorsTest {
    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String pair : text.split(" ", -1))
            if (pair.contains("="))
                variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        return variables;
    }

    /** Names and values of the environment joined by spaces; a terminal; what comes of it. */
    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "'', false, false",
        "NO_COLOR=1, true, false",
        "NO_COLOR=, true, true",
        "TERM=dumb, true, false",
        "TERM=xterm, true, true",
        "CLICOLOR_FORCE=1, false, true",
        "CLICOLOR_FORCE=0, false, false",
        "CLICOLOR_FORCE=1 NO_COLOR=1, false, false",
        "CLICOLOR_FORCE=1 TERM=dumb, false, true"
    })
    void theEnvironmentDecidesUnlessAskedOtherwise(String environment, boolean terminal, boolean colored) {
        Map<String, String> variables = variables(environment);
        Colors colors = Colors.of(variables, terminal, terminal);
        assertEquals(colored, colors.out());
        assertEquals(colored, colors.err());
        colors.choose(Colors.When.always);
        assertTrue(colors.out());
        colors.choose(Colors.When.never);
        assertFalse(colors.err());
        colors.choose(Colors.When.auto);
        assertEquals(colored, colors.err());
    }

    @Test
    void aPipeBesideATerminalHasNoColor() {
        Colors colors = Colors.of(Map.of(), false, true);
        assertFalse(colors.out());
        assertTrue(colors.err());
    }

    @Test
    void oneWordAndTheMarkOfAProblemAreColored() {
        Colors colors = Colors.of(Map.of(), true, true);
        String problem = """
                a.json:1:3: error: /x: unknown key "x": error: here
                    1 | { "x": 1 }
                      |   ^
                      = help: a help: warning: none
                a.json:2:1: warning: /y: strange
                """;
        String painted = colors.problems(problem);
        assertEquals(
                """
                a.json:1:3: <r>error:</> /x: unknown key "x": error: here
                    1 | { "x": 1 }
                      |   <r>^</>
                      = help: a help: warning: none
                a.json:2:1: <y>warning:</> /y: strange
                """,
                painted.replace("\u001b[1;31m", "<r>")
                        .replace("\u001b[1;33m", "<y>")
                        .replace("\u001b[0m", "</>"));
        colors.choose(Colors.When.never);
        assertEquals(problem, colors.problems(problem));
    }

    @ParameterizedTest
    @CsvSource({
        "rank|nobody, false",
        "rank|nobody|--color|always, true",
        "--color|always|rank|nobody, true",
        "--color=always|rank|nobody, true",
        "rank|--color=never|nobody, false"
    })
    void theOptionMayStandAnywhere(String typed, boolean colored) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Main.run(typed.split("\\|"), new Console(stream, stream, Path.of(""), 80, false, Interrupts.NONE));
        assertEquals(colored, err.toString(StandardCharsets.UTF_8).startsWith("\u001b[1;31msextant:\u001b[0m"));
    }

    @ParameterizedTest
    @CsvSource({
        "SEXTANT_TERMINAL=120, 120",
        "SEXTANT_TERMINAL=10, 40",
        "SEXTANT_TERMINAL=0, 80",
        "SEXTANT_TERMINAL=wide, 80",
        "COLUMNS=100, 100",
        "COLUMNS=100 SEXTANT_TERMINAL=60, 60",
        "COLUMNS=50 SEXTANT_TERMINAL=60, 50",
        "COLUMNS=-3, 80",
        "X=1, 80"
    })
    void theWidthIsTheTerminalsOrWhatIsAskedFor(String environment, int columns) {
        Map<String, String> variables = variables(environment);
        PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertEquals(columns, Console.of(stream, stream, variables).columns());
    }
}
