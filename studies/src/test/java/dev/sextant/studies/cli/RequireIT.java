// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search that gates a build. The scripted trainer's loss is (x − 0.3)² and a little, its size 10 x. */
class RequireIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void writeAStudy() throws IOException {
        write("study.json", "completed", "{ \"top\": 1, \"seeds\": 3 }");
    }

    private void write(String file, String ends, String confirm) throws IOException {
        Files.writeString(folder.resolve(file), """
                { "name": "gate",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "ends": "%s" },
                  "search": { "searcher": "random", "trials": 6 },
                  "confirm": %s }
                """.formatted(ends, confirm));
    }

    private void type(int code, String... arguments) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments,
                new Console(
                        new PrintStream(written, true, StandardCharsets.UTF_8),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        folder,
                        80,
                        false,
                        Interrupts.NONE));
        out = written.toString(StandardCharsets.UTF_8);
        err = said.toString(StandardCharsets.UTF_8);
        assertEquals(code, exit, out + err);
    }

    @Test
    void whatHoldsLeavesTheExitCodeAlone() {
        type(0, "run", "study.json", "--require", "loss<0.5", "--require", "size <= 10");
        assertTrue(err.contains("\n--require \"loss<0.5\" holds: testLoss is "), err);
        assertTrue(err.contains(", the winner, on the test rows\n"), err);
        assertTrue(err.contains("\n--require \"size<=10\" holds: size is "), err);
        assertTrue(err.contains(", the winner, over 3 fresh seeds\n"), err);
    }

    @Test
    void whatDoesNotHoldIsCode5AndNamesValueRuleAndWinner() {
        type(5, "run", "study.json", "--require", "loss<-1", "--require", "gain>=0", "--quiet");
        assertTrue(
                err.matches("sextant: --require \"loss<-1\" does not hold: testLoss is [0-9.e-]+, of trial \\d,"
                        + " the winner, on the test rows\n"),
                err);
        assertTrue(out.startsWith("Best:"), "the result is written all the same: " + out);
        String ranking = out;
        type(5, "rank", "latest", "--require", "loss<-1");
        assertEquals(ranking, out);
        type(5, "resume", "latest", "--quiet", "--require", "loss<-1");
        assertEquals(ranking, out);
        type(0, "rank", "latest", "--require", "loss<9");
        type(2, "rank", "latest", "--require", "los<9");
        assertEquals("", out);
    }

    @Test
    void programsReadItInTheLastEvent() throws IOException {
        type(5, "run", "study.json", "--json", "--require", "loss<1", "--require", "gain>9");
        JsonNode last = JSON.readTree(out.lines().toList().getLast());
        assertEquals("finished", last.get("event").textValue());
        assertEquals(5, last.get("exit").intValue());
        JsonNode first = last.at("/requirements/0");
        assertEquals("loss<1", first.get("rule").textValue());
        assertEquals("testLoss", first.get("metric").textValue());
        assertTrue(first.get("met").booleanValue());
        assertTrue(first.get("value").doubleValue() < 1);
        assertEquals("gain>9", last.at("/requirements/1/rule").textValue());
        assertFalse(last.at("/requirements/1/met").booleanValue());
        JsonNode report =
                JSON.readTree(folder.resolve("runs/gate-1/report.json").toFile());
        assertEquals(
                report.at("/trials/0/trial"),
                last.at("/requirements/0/trial"),
                "the winner stands first in the report");
        assertEquals(
                report.at("/test/testLoss").doubleValue(), first.get("value").doubleValue());
        type(0, "run", "study.json", "--json");
        assertEquals(
                0,
                JSON.readTree(out.lines().toList().getLast())
                        .get("requirements")
                        .size());
    }

    @Test
    void whatIsWorseHasItsOwnCode() throws IOException {
        write("diverging.json", "diverged", "{ \"top\": 0 }");
        type(4, "run", "diverging.json", "--require", "loss<1");
        assertTrue(err.contains("--require \"loss<1\" does not hold: no trial has won\n"), err);
        type(5, "rank", "latest", "--require", "loss<1");
    }

    @Test
    void withoutTestRowsTheConfirmationCounts() throws IOException {
        write("closed.json", "completed", "{ \"top\": 1, \"seeds\": 3, \"test\": false }");
        type(0, "run", "closed.json", "--require", "loss<9");
        assertTrue(err.contains("holds: loss is ") && err.contains("over 3 fresh seeds"), err);
        type(2, "run", "closed.json", "--require", "testLoss<1");
        assertTrue(err.contains("this study does not open any test rows"), err);
        write("single.json", "completed", "{ \"top\": 0, \"test\": false }");
        type(0, "run", "single.json", "--require", "loss<1");
        assertTrue(err.contains("in one training, not confirmed\n"), err);
    }

    /** Nothing is trained for a rule that can never be answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "los<1; the study has no metric los; did you mean \"loss\"?",
                "validationAccuracy>1; the study has no metric validationAccuracy; allowed here: gain, loss, size",
                "loss=1; two numbers are hardly ever equal",
                "loss; expected a metric, one of >=, <=, > and <, and a number, in quotes",
                "loss<; expected a number after <: ",
                "loss<x; expected a number after <, got x",
                "loss<NaN; expected a number after <, got NaN",
                "loss<1<2; expected a number after <, got 1<2",
                "<1; expected a metric before <",
                "'' ; expected a metric, one of"
            })
    void aRuleThatCannotHoldIsToldBeforeTheSearch(String rule, String says) {
        type(2, "run", "study.json", "--require", rule);
        assertTrue(err.startsWith("sextant: --require ") && err.contains(says), err);
        assertEquals("", out);
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void aValueIsNotRoundedToTheOtherSideOfItsBound() {
        Requirement rule = Requirement.of("loss >= 0.95");
        var figure = new dev.sextant.engine.ranking.WinnerFigure(
                "loss", 0.94999, dev.sextant.engine.ranking.WinnerFigure.Evidence.SEARCH, 1);
        String text = new Requirement.Finding(rule, figure, 3).text();
        assertTrue(text.contains("loss is 0.94999,"), text);
        assertEquals("loss>=0.95", rule.text());
        assertThrows(IllegalArgumentException.class, () -> Requirement.of("≥ 3"));
    }
}
