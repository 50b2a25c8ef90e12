// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Circumstances;
import dev.sextant.engine.spi.Progress;
import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.Training;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.StoppingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that are killed and go on from a checkpoint of their own, and whose trial comes to the same. */
class ProgramCheckpointsIT extends TidyPrograms {
    private static final Seeds SEEDS = Seeds.ofSearch(1, 0);

    /** Counts to six, keeps where it is, and says at HELLO that it went on from there. Waits at step WAIT. */
    private static final String SCRIPT = """
            read -r line
            step=0
            [ -e "$SEXTANT_CHECKPOINT/step" ] && step=$(cat "$SEXTANT_CHECKPOINT/step")
            echo "begins after $step"
            HELLO
            while [ $step -lt 6 ]; do
              step=$((step + 1))
              SAY "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": $((9 - step)).25}"
              echo $step > "$SEXTANT_CHECKPOINT/step.part"
              mv "$SEXTANT_CHECKPOINT/step.part" "$SEXTANT_CHECKPOINT/step"
              if [ $step = WAIT ] && [ -e wait ]; then : > waits; exec sleep 60; fi
            done
            echo '{"sextant": 1, "type": "final"}'
            """;

    private static final String HELLO =
            "echo '{\"sextant\": 1, \"type\": \"hello\", \"capabilities\": [\"checkpoint\"]}'";

    private static final String HELLO_STEP = "echo \"{\\\"sextant\\\": 1, \\\"type\\\": \\\"hello\\\","
            + " \\\"capabilities\\\": [\\\"checkpoint\\\"], \\\"step\\\": $step}\"";

    private Path checkpoints = Path.of("");
    private Path log = Path.of("");

    @BeforeEach
    void folders() {
        checkpoints = folder.resolve("checkpoints").resolve("0");
        log = folder.resolve("logs").resolve("trial-0.log");
    }

    private Circumstances attempt(int attempt) {
        return new Circumstances(attempt, StoppingPlan.NONE, null, checkpoints, log);
    }

    private ObjectNode script(String hello, String say, int wait) throws IOException {
        return programs.document(
                SCRIPT.replace("HELLO", hello).replace("SAY", say).replace("WAIT", Integer.toString(wait)),
                ", 'epochs': 6");
    }

    /** Runs until the program waits, and kills it. */
    private void killed(ObjectNode document) throws Exception {
        new OwnFolder(checkpoints).delete();
        Files.deleteIfExists(folder.resolve("waits"));
        Files.writeString(folder.resolve("wait"), "");
        Training training = programs.start(document, Programs.VALUE, SEEDS, attempt(1));
        while (!Files.exists(folder.resolve("waits")))
            assertFalse(training.step() instanceof Progress.Done, "it did not wait");
        // What it said before is in the pipe by now.
        for (int slice = 0; slice < 3; ) if (training.step() instanceof Progress.Running) slice++;
        Thread.currentThread().interrupt();
        training.close();
        assertTrue(Thread.interrupted());
        Files.delete(folder.resolve("wait"));
    }

    private Outcome uninterrupted(ObjectNode document) throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        new OwnFolder(elsewhere).delete();
        Circumstances alone = new Circumstances(1, StoppingPlan.NONE, null, elsewhere);
        return assertInstanceOf(Outcome.Completed.class, programs.train(document, Programs.VALUE, SEEDS, alone));
    }

    private Outcome.Completed again(ObjectNode document) throws Exception {
        Outcome outcome = programs.train(document, Programs.VALUE, SEEDS, attempt(2));
        return assertInstanceOf(Outcome.Completed.class, outcome, outcome.toString());
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    @Test
    void theCurveOfATrialWhoseProgramGoesOnIsWhole() throws Exception {
        for (String hello : List.of(HELLO, HELLO_STEP)) {
            ObjectNode document = script(hello, "echo", 4);
            Outcome uninterrupted = uninterrupted(document);
            killed(document);
            assertEquals(uninterrupted, again(document));
            assertTrue(
                    log().contains("== attempt 2\nbegins after 4\n== goes on after step 4\n== ended with 3.25\n"),
                    log());
        }
    }

    @Test
    void anEngineThatDidNotHearTheLastReportLetsTheProgramBeginAgain() throws Exception {
        ObjectNode document = script(HELLO, "echo", 4);
        killed(document);
        Path kept = checkpoints.resolve(KeptReports.NAME);
        List<String> lines = Files.readAllLines(kept);
        assertEquals(5, lines.size());
        // The last line is torn.
        Files.writeString(
                kept, Files.readString(kept).substring(0, Files.readString(kept).length() - 5));
        assertArrayEquals(
                new double[] {8.25, 7.25, 6.25, 5.25, 4.25, 3.25},
                again(document).curve().toArray());
        assertTrue(
                log().contains("begins after 4\n== goes on after step 4, which was not heard: begins again from the"
                        + " beginning\nbegins after 0\n"),
                log());
    }

    @Test
    void damagedAndOtherTrialsReportsAreNoReports() throws Exception {
        ObjectNode document = script(HELLO, "echo", 4);
        for (int damage = 0; damage < 3; damage++) {
            killed(document);
            Path kept = checkpoints.resolve(KeptReports.NAME);
            byte[] bytes = Files.readAllBytes(kept);
            if (damage == 0) Files.delete(kept);
            if (damage == 1) Files.write(kept, new byte[] {(byte) 0xff, '\n', 0});
            bytes[20] ^= 1;
            if (damage == 2) Files.write(kept, bytes);
            assertEquals(6, again(document).curve().epochs());
            assertTrue(log().endsWith("== attempt 2\nbegins after 0\n== ended with 3.25\n"), log());
        }
        killed(document);
        Outcome other = programs.train(document, Programs.VALUE, Seeds.ofSearch(1, 1), attempt(2));
        assertEquals(6, other.curve().epochs());
        assertTrue(log().endsWith("begins after 0\n== ended with 3.25\n"), log());
    }

    @Test
    void aProgramThatDoesNotSayThatItGoesOnFindsNothingToGoOnFrom() throws Exception {
        ObjectNode document = script("", "echo", 4);
        killed(document);
        assertTrue(Files.exists(checkpoints.resolve("step")));
        assertEquals(6, again(document).curve().epochs());
        assertTrue(log().contains("== attempt 2\nbegins after 0\n"), log());
    }

    @Test
    void aProgramThatReportsNowAndThenMayGoOnToo() throws Exception {
        String say = "[ $((step % 2)) = 0 ] && echo";
        ObjectNode document = script(HELLO_STEP, say, 4);
        Outcome uninterrupted = uninterrupted(document);
        killed(document);
        assertEquals(uninterrupted, again(document));
        assertTrue(log().contains("== goes on after step 4\n"), log());
        // One that does not say where it begins is believed to begin after the step before its first.
        ObjectNode silent = script(HELLO, say, 4);
        killed(silent);
        assertEquals(uninterrupted, again(silent));
        assertTrue(log().contains("begins again from the beginning"), log());
    }

    @Test
    void whatAProgramSaysAnotherWayTheSecondTimeIsTold() throws Exception {
        ObjectNode document = script(HELLO, "echo", 4);
        killed(document);
        Files.writeString(checkpoints.resolve("step"), "2\n");
        programs.script(
                "program.sh",
                SCRIPT.replace("HELLO", HELLO)
                        .replace("SAY", "echo")
                        .replace("WAIT", "9")
                        .replace("9 - step", "10 - step"));
        assertArrayEquals(
                new double[] {8.25, 7.25, 7.25, 6.25, 5.25, 4.25},
                again(document).curve().toArray());
        assertTrue(
                log().contains("== step 3 was 6.25 before it went on, and is 7.25 now: it does not come to the same\n"),
                log());
    }

    @Test
    void aProgramThatWasKilledAfterItsLastStepNeedsOnlyItsLastWord() throws Exception {
        for (String hello : List.of(HELLO, HELLO_STEP)) {
            ObjectNode document = script(hello, "echo", 6);
            killed(document);
            assertEquals(6, again(document).curve().epochs());
            assertTrue(log().contains("begins after 6\n== goes on after step 6\n"), log());
        }
    }

    @Test
    void whatCannotBeWholeFailsInWords() throws Exception {
        String report = "echo '{\"sextant\": 1, \"type\": \"report\", \"step\": 3, \"value\": 1}'\n";
        String hello3 = HELLO.replace("[\"checkpoint\"]", "[\"checkpoint\"], \"step\": 3") + "\n";
        assertEquals(
                "the program failed: it said hello after its first report, so that it is not known where it went on; it"
                        + " printed nothing",
                programs.failure(report + HELLO + "\nsleep 9\n", ", 'epochs': 9"));
        assertEquals(
                "the program failed: it goes on after step 3, and there is no checkpoint of it; it printed nothing",
                programs.failure(hello3 + report, ", 'epochs': 9"));
        Outcome outcome =
                programs.train(programs.document(hello3 + report, ", 'epochs': 9"), Programs.VALUE, SEEDS, attempt(1));
        assertEquals(
                "the program failed: it goes on after step 3, and there is no checkpoint of it; it printed nothing",
                assertInstanceOf(Outcome.Failed.class, outcome).message());
    }

    @Test
    void aPlaceholderNamesTheFolderOrOneThatIsThereForNothing() throws Exception {
        programs.script("program.sh", """
                echo "$1" > where; [ -d "$1" ] || exit 1
                echo '{"sextant": 1, "type": "final", "value": 1}'
                """);
        ObjectNode document = Programs.document("{'argv': ['./program.sh', '{checkpoint}'], 'parameters': {}}");
        assertInstanceOf(Outcome.Completed.class, programs.train(document, Programs.VALUE, SEEDS, attempt(1)));
        assertEquals(checkpoints + "\n", Files.readString(folder.resolve("where")));
        assertInstanceOf(Outcome.Completed.class, programs.train(document, Programs.VALUE, SEEDS));
        assertFalse(
                Files.exists(Path.of(Files.readString(folder.resolve("where")).strip())));
    }
}
