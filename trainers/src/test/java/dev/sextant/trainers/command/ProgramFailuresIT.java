// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that do what they should not: each trial fails in words, and nothing of them is left. */
class ProgramFailuresIT extends TidyPrograms {
    private static final String SAID = "the program failed: ";
    private static final String FINAL = "echo '{\"sextant\": 1, \"type\": \"final\", \"value\": 1}'\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exit 0|it ended with exit code 0 and without a last word; it printed nothing",
                "exit 3|it ended with exit code 3; it printed nothing",
                "echo one; echo two; echo three; echo four; exit 3"
                        + "|it ended with exit code 3; it last printed: two / three / four",
                "echo text; echo reason >&2; exit 3|it ended with exit code 3; it last printed: reason",
                "kill -SEGV $$|it was ended by SIGSEGV (exit code 139); it printed nothing",
                "kill -KILL $$|it was ended by SIGKILL (exit code 137), as the system does when memory runs out; it"
                        + " printed nothing",
                "printf 'half'|it ended with exit code 0 and without a last word; it last printed: half",
                "printf 'a\\033[31mred\\007\\000\\n'; exit 1|it ended with exit code 1; it last printed: ared",
                "head -c 3000 /dev/zero; exit 1|it ended with exit code 1; it printed nothing",
                "cd \"$SEXTANT_FOLDER\"; pwd; exit 1|it ended with exit code 1; it last printed: {folder}",
                "no-such-program-at-all 2>/dev/null|it ended with exit code 127; it printed nothing",
            })
    void anEndWithoutAResultIsTold(String script, String message) throws Exception {
        assertEquals(SAID + message, programs.failure(script + "\n", ", 'directory': 'own'"));
    }

    @Test
    void aResultOfAProgramThatFailedDoesNotCount() throws Exception {
        assertEquals(SAID + "it ended with exit code 2; it printed nothing", programs.failure(FINAL + "exit 2\n", ""));
        assertEquals(
                SAID + "it ended with exit code 2; it last printed: value=1",
                programs.failure("echo value=1; exit 2\n", ", 'result': 'nameValue'"));
        assertEquals(
                SAID + "it ended with exit code 2; it printed nothing",
                programs.failure("exit 2\n", ", 'allowNonZero': true"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type': 'report', 'step': 2, 'value': 1/'type': 'report', 'step': 1, 'value': 1"
                        + "|it reported step 1 after step 2",
                "'type': 'report', 'step': 10, 'value': 1|it reported step 10, and its \"epochs\" are 9",
                "'type': 'report', 'value': 1/'type': 'report', 'setp': 2, 'value': 1|it printed a report with the"
                        + " unknown key \"setp\" (did you mean \"step\"?): {\"sextant\": 1, \"type\": \"report\","
                        + " \"setp\": 2, \"value\": 1}",
                "'type': 'report', 'step': 0, 'value': 1|it printed a step that is no whole number of at least 1, 0:"
                        + " {\"sextant\": 1, \"type\": \"report\", \"step\": 0, \"value\": 1}",
                "'type': 'report', 'step': 1|it printed a report without a value of value: {\"sextant\": 1, \"type\":"
                        + " \"report\", \"step\": 1}",
                "'type': 'report', 'value': 'low'|it printed a value that is no number, \"low\": {\"sextant\": 1,"
                        + " \"type\": \"report\", \"value\": \"low\"}",
                "'type': 'report', 'value': 1, 'value': 2|it printed a line of the protocol that is no JSON object:"
                        + " {\"sextant\": 1, \"type\": \"report\", \"value\": 1, \"value\": 2}",
                "'type': 'rapport'|it printed a line of type \"rapport\", and there are only hello, report and final:"
                        + " {\"sextant\": 1, \"type\": \"rapport\"}",
                "'type': 'final', 'status': 'failed', 'message': 'no such file: x'|it said that it failed: no such"
                        + " file: x",
                "'type': 'final', 'status': 'great'|it printed the unknown status \"great\" (it must be one of"
                        + " complete, diverged, failed): {\"sextant\": 1, \"type\": \"final\", \"status\": \"great\"}",
                "'type': 'final'|it told no value of value",
            })
    void wordsThatBreakTheProtocolAreTold(String lines, String message) throws Exception {
        StringBuilder script = new StringBuilder();
        for (String line : lines.split("/", -1))
            script.append("echo '{\"sextant\": 1, ")
                    .append(line.replace('\'', '"'))
                    .append("}'\n");
        assertEquals(SAID + message + "; it printed nothing", programs.failure(script.toString(), ", 'epochs': 9"));
    }

    @Test
    void anotherVersionOfTheProtocolIsRefused() throws Exception {
        assertEquals(
                SAID + "it speaks version 2 of the protocol, and version 1 is spoken here: {\"sextant\":2}; it printed"
                        + " nothing",
                programs.failure("echo '{\"sextant\":2}'\n", ""));
    }

    @Test
    void theCurveBeforeAFailureIsKept() throws Exception {
        Outcome outcome =
                programs.train("echo value=3; echo value=2; exit 1\n", ", 'epochs': 9, 'result': 'nameValue'");
        assertArrayEquals(new double[] {3, 2}, outcome.curve().toArray());
    }

    @Test
    void moreValuesThanEpochsAreTooMany() throws Exception {
        assertEquals(
                SAID + "it reported more values than the 1 that its \"epochs\" allow; it last printed: value=3 /"
                        + " value=2",
                programs.failure("echo value=3; echo value=2; sleep 60\n", ", 'epochs': 1, 'result': 'nameValue'"));
    }

    @Test
    void aProgramThatPrintsWithoutEndIsEnded() throws Exception {
        assertTrue(programs.failure("exec yes\n", "")
                .startsWith(SAID + "it printed more than 4096 KiB; it last printed: y / y / y"));
        assertTrue(programs.failure("exec cat /dev/zero >&2\n", "").startsWith(SAID + "it printed more than 4096 KiB"));
        assertTrue(programs.failure("exec cat /dev/urandom\n", "").startsWith(SAID + "it printed more than 4096 KiB"));
        assertTrue(programs.failure("exec yes value=1\n", ", 'result': 'nameValue'")
                .startsWith(SAID + "it reported more than 256 KiB in all; it last printed: value=1 /"));
    }

    @Test
    void aLineOfTheProtocolHasABound() throws Exception {
        assertEquals(
                SAID + "it printed a line of more than 64 KiB; it printed nothing",
                programs.failure(
                        "printf '{\"sextant\":1,'; head -c 70000 /dev/zero | tr '\\0' x; echo; sleep 60\n", ""));
    }

    @Test
    void aProgramThatSaysNothingForTooLongIsEnded() throws Exception {
        assertEquals(
                SAID + "it printed nothing for 200 ms; it last printed: begin",
                programs.failure("echo begin\nexec sleep 60\n", ", 'silence': '200ms'"));
    }

    @Test
    void aProgramThatClosesItsOutputHasNothingMoreToSay() throws Exception {
        assertEquals(
                SAID + "it closed its standard output without a last word and went on; it printed nothing",
                programs.failure("exec sleep 60 >&-\n", ""));
        assertEquals(
                SAID + "it ended with exit code 4; it printed nothing",
                programs.failure("exec >&-\nsleep 0.1\nexit 4\n", ""));
        assertInstanceOf(
                Outcome.Completed.class,
                programs.train("echo value=1\nexec >&- 2>&-\nexec sleep 60\n", ", 'result': 'nameValue'"));
    }

    @Test
    void aProgramThatIgnoresEveryRequestIsKilled() throws Exception {
        long begun = System.nanoTime();
        assertEquals(
                SAID + "it printed nothing for 100 ms; it printed nothing",
                programs.failure("trap '' TERM INT HUP\nwhile :; do sleep 0.05; done\n", ", 'silence': '100ms'"));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(Programs.HASTY.terminate()) > 0, took.toString());
    }

    @Test
    void whatAProgramLeavesBehindIsEndedWithItsTrial() throws Exception {
        String daemon = folder.resolve("daemon.sh").toString();
        programs.script("daemon.sh", "exec sh -c 'while :; do sleep 0.1; done' " + daemon + "\n");
        for (String start : java.util.List.of(
                daemon + " &\n",
                daemon + " >/dev/null 2>&1 </dev/null &\n",
                "setsid " + daemon + " >/dev/null 2>&1 </dev/null &\nsleep 0.1\n",
                "(setsid " + daemon + " &) \nsleep 0.1\n")) {
            assertInstanceOf(Outcome.Completed.class, programs.train(start + FINAL, ""), start);
            programs.assertNothingRuns();
        }
    }

    @Test
    void aProgramThatVanishedBetweenTrialsIsToldAtItsPlace() throws Exception {
        ObjectNode document = programs.document(FINAL, "");
        programs.train(document, Programs.VALUE, Seeds.ofSearch(1, 0));
        java.nio.file.Files.delete(folder.resolve("program.sh"));
        TrainingException refused = assertThrows(
                TrainingException.class, () -> programs.train(document, Programs.VALUE, Seeds.ofSearch(1, 1)));
        assertEquals("argv.0", refused.path());
    }

    @Test
    void anArgumentThatTheSystemDoesNotTakeIsTold() throws Exception {
        programs.script("program.sh", FINAL);
        ObjectNode document = Programs.document("{'argv': ['./program.sh', '{x}'], 'parametersBy': 'flags',"
                + " 'parameters': {'x': '" + "x".repeat(200_000) + "'}}");
        TrainingException refused = assertThrows(
                TrainingException.class, () -> programs.train(document, Programs.VALUE, Seeds.ofSearch(1, 0)));
        assertEquals("the program cannot be started: Argument list too long", refused.getMessage());
        ObjectNode zero = Programs.document(
                "{'argv': ['./program.sh', '{x}'], 'parametersBy': 'flags'," + " 'parameters': {'x': 'a\\u0000b'}}");
        refused =
                assertThrows(TrainingException.class, () -> programs.train(zero, Programs.VALUE, Seeds.ofSearch(1, 0)));
        assertEquals("the program cannot be started: invalid null character in command", refused.getMessage());
    }

    @Test
    void aPatternWithoutAnEndIsGivenUp() throws Exception {
        assertEquals(
                SAID + "the pattern of value does not come to an end on a line of 60 characters; it last printed: "
                        + "a".repeat(60),
                programs.failure(
                        "echo " + "a".repeat(60) + "\nsleep 60\n",
                        ", 'result': {'patterns': {'value': '(?:(?:a|aa)+)+(b)'}}"));
    }
}
