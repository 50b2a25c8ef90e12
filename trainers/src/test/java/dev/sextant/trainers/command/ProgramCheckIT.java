// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.spi.ProgramChecker.Finding;
import dev.sextant.engine.spi.ProgramChecker.Verdict;
import dev.sextant.engine.spi.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Programs that are tried out, and what is said of them. */
class ProgramCheckIT extends TidyPrograms {
    private static final String FINAL = "echo '{\"sextant\": 1, \"type\": \"final\"}'\n";
    private static final String REPORTS = """
            read line
            for step in 1 2 3 4; do
              echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": 1.${SEXTANT_SEED}E-$step}"
              sleep 0.05
            done
            """;

    private void check(String script, String more, Duration patience, Consumer<Finding> told) throws Exception {
        ProgramCheck.run(
                programs.document(script, more),
                Programs.VALUE,
                Seeds.ofSearch(1, 0),
                folder,
                Programs.HASTY,
                patience,
                told);
    }

    private Map<String, Finding> check(String script, String more) throws Exception {
        Map<String, Finding> findings = new LinkedHashMap<>();
        check(script, more, Duration.ofSeconds(20), finding -> findings.put(finding.check(), finding));
        return findings;
    }

    private static void assertFound(Map<String, Finding> findings, String check, Verdict verdict, String says) {
        Finding finding = findings.get(check);
        assertTrue(finding != null, check + " among " + findings.keySet());
        assertEquals(verdict, finding.verdict(), finding.toString());
        assertTrue(finding.says().contains(says), finding.says());
        if (verdict == Verdict.FAULT || verdict == Verdict.NOTE)
            assertFalse(finding.says().isEmpty());
    }

    private void assertFound(String script, String more, String check, Verdict verdict, String says) throws Exception {
        assertFound(check(script, more), check, verdict, says);
    }

    @Test
    void aProgramThatDoesAllItShouldHasNoFault() throws Exception {
        Map<String, Finding> findings = check("""
                read line
                step=0
                [ -e "$SEXTANT_CHECKPOINT/step" ] && step=$(cat "$SEXTANT_CHECKPOINT/step")
                echo '{"sextant": 1, "type": "hello", "capabilities": ["stop", "checkpoint"]}'
                exec 3<&0; (read stop && kill $$) <&3 &
                while [ $step -lt 6 ]; do
                  step=$((step + 1))
                  echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": $((9 - step))}"
                  echo $step > "$SEXTANT_CHECKPOINT/part"
                  mv "$SEXTANT_CHECKPOINT/part" "$SEXTANT_CHECKPOINT/step"
                  sleep 0.1
                done
                """ + FINAL, ", 'epochs': 6");
        assertEquals(
                List.of(
                        "starts",
                        "reads its parameters",
                        "says hello",
                        "reports",
                        "last word",
                        "ends",
                        "result",
                        "comes to the same",
                        "stops when asked",
                        "goes on"),
                new ArrayList<>(findings.keySet()));
        findings.values().forEach(finding -> assertEquals(Verdict.GOOD, finding.verdict(), finding.toString()));
        assertFound(findings, "says hello", Verdict.GOOD, "it names stop and checkpoint");
        assertFound(findings, "reports", Verdict.GOOD, "6 reports, steps 1 to 6, ");
        assertFound(findings, "comes to the same", Verdict.GOOD, "3.0, bit for bit");
        assertFound(findings, "goes on", Verdict.GOOD, "killed after its report 3, it went on with step ");
    }

    @Test
    void whatKeepsAProgramFromBeingATrialIsAFault() throws Exception {
        String epochs = ", 'epochs': 4";
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "what a program reads can only be seen on Linux");
        assertFound(
                "sleep 0.1\n" + FINAL.replace("}", ", \"value\": 1}"),
                "",
                "reads its parameters",
                Verdict.FAULT,
                "did not read");
        assertFound(REPORTS, epochs, "last word", Verdict.FAULT, "does not say that it is done");
        assertFound(REPORTS + FINAL + "exit 3\n", epochs, "ends", Verdict.FAULT, "ended with exit code 3");
        assertFound(
                REPORTS + FINAL,
                ", 'epochs': 2",
                "result",
                Verdict.FAULT,
                "it reported step 3, and its \"epochs\" are 2");
        assertFound(
                "read line; echo \"{'sextant': 1, 'type': 'final'}\"\n",
                "",
                "lines",
                Verdict.FAULT,
                "taken for log text: {'sextant': 1, 'type': 'final'}");
        assertFound(
                "read line; echo '{\"sextant\": 1, \"type\": \"final\", \"value\": 1}' >&2\n",
                "",
                "lines",
                Verdict.FAULT,
                "standard error: {");
        assertFound(
                "read line\necho hm\n",
                ", 'result': 'nameValue'",
                "result",
                Verdict.FAULT,
                "it told no value of value");
    }

    @Test
    void aProgramThatComesToSomethingElseTheSecondTimeIsFoundOut() throws Exception {
        Map<String, Finding> findings = check("""
                read line; n=$(cat n 2>/dev/null || echo 1); echo $((n + 1)) > n
                echo "{\\"sextant\\": 1, \\"type\\": \\"final\\", \\"value\\": $n}"
                """, "");
        assertFound(
                findings,
                "comes to the same",
                Verdict.FAULT,
                "it came to 1.0, then to 2.0 (the first difference is in step 1: 1.0 and 2.0)");
        assertFound(findings, "reports", Verdict.NOTE, "it reports nothing on the way");
        assertFound(findings, "stops when asked", Verdict.SKIPPED, "nothing to stop a trial for");
    }

    @Test
    void aProgramThatDoesNotKeepItsWordIsFoundOut() throws Exception {
        String hello = "echo '{\"sextant\": 1, \"type\": \"hello\", \"capabilities\": [\"stop\", \"checkpoint\"]}'\n";
        Map<String, Finding> findings =
                check(hello + "trap '' TERM\n" + REPORTS + FINAL + "sleep 0.5\n", ", 'epochs': 4");
        assertFound(findings, "stops when asked", Verdict.FAULT, "it says that it does, and went on for 400 ms");
        assertFound(findings, "goes on", Verdict.NOTE, "it began again from the beginning");
        // It knows the step, and not what goes with it.
        Map<String, Finding> forgetful = check("""
                read line
                step=0; value=9; [ -e "$SEXTANT_CHECKPOINT/step" ] && step=$(cat "$SEXTANT_CHECKPOINT/step")
                echo '{"sextant": 1, "type": "hello", "capabilities": ["checkpoint"]}'
                while [ $step -lt 6 ]; do
                  step=$((step + 1)); value=$((value - 1))
                  echo $step > "$SEXTANT_CHECKPOINT/step"
                  echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": $value}"
                  sleep 0.1
                done
                """ + FINAL, ", 'epochs': 6");
        assertFound(forgetful, "goes on", Verdict.FAULT, "it went on with step 4 and came to 6.0");
    }

    @Test
    void aProgramThatIsNotThereIsAFinding() throws Exception {
        List<Finding> findings = new ArrayList<>();
        ProgramCheck.run(
                Programs.document("{'argv': ['./no-such'], 'parameters': {}}"),
                Programs.VALUE,
                Seeds.ofSearch(1, 0),
                folder,
                Programs.HASTY,
                Duration.ofSeconds(1),
                findings::add);
        assertEquals(1, findings.size());
        assertTrue(findings.getFirst().says().startsWith("argv.0: there is no file "), findings.toString());
        assertEquals("paths begin at the study's folder", findings.getFirst().help());
    }

    @Test
    void patienceComesToAnEnd() throws Exception {
        Map<String, Finding> findings = new LinkedHashMap<>();
        check("read line; exec sleep 60\n", "", Duration.ofMillis(300), each -> findings.put(each.check(), each));
        assertFound(findings, "ends", Verdict.FAULT, "it had not ended after 300 ms");
        assertFound(findings, "goes on", Verdict.SKIPPED, "looked at once the first run is in order");
    }

    @Test
    void anInterruptedCheckLeavesNothingBehind() throws Exception {
        Thread checking = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            try {
                while (!Files.exists(folder.resolve("runs"))) Thread.sleep(10);
                checking.interrupt();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
        assertThrows(
                InterruptedException.class,
                () -> check(
                        "trap '' TERM; : > runs\nwhile :; do sleep 0.05; done\n",
                        "",
                        Duration.ofSeconds(20),
                        each -> {}));
        programs.assertNothingRuns();
    }
}
