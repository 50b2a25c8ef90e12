// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits and misbehaving trainers before a person's eyes. */
@Timeout(180)
class LimitsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Typed type(String... arguments) {
        return Typed.in(folder, arguments);
    }

    private String study(String limits, String trainer, int trials) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "limited",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, %s },
                  "search": { "searcher": "random", "trials": %d },
                  "limits": %s,
                  "confirm": { "top": 2, "seeds": 3 } }
                """.formatted(trainer, trials, limits));
        return "study.json";
    }

    private JsonNode report(String run) throws IOException {
        return JSON.readTree(folder.resolve(run).resolve("report.json").toFile());
    }

    @Test
    void aStudyThatMayNotTakeAnyTimeSaysWhatWouldEndIt() throws IOException {
        String study = study(
                "{\"trialTime\": \"10m\", \"trialEpochs\": 7, \"studyTime\": \"2h\", \"failedShare\": 0.25}",
                "\"millis\": 1",
                3);
        type("validate", study)
                .expect(0)
                .saying("limits a training stops after 7 epochs; a trial fails after 10m; the search ends once more"
                        + " than 25 % of its trials failed; the study stops after 2h")
                .saying("clock where it ends a trial or the study, the report says that it is not reproducible")
                .saying("warning: /limits/trialEpochs: trialEpochs (7) never stops a training of at most 1 epoch");
    }

    @Test
    void aStudyThatIsOutOfTimeIsRankedAndStampedAndGoesOnWithMore() throws IOException {
        String study = study("{\"studyTime\": \"400ms\"}", "\"millis\": 40", 60);
        type("run", study, "--workers", "2", "--dir", "run")
                .expect(0)
                .saying("the study has taken 400ms, as long as it may")
                .saying("This result was stopped by time: not reproducible.")
                .saying("stopped by its limit of time; to go on type: sextant resume ")
                .saying("run --set limits.studyTime=800ms");
        assertEquals("out_of_time", report("run").get("ending").textValue());
        assertEquals(
                "stopped by time: not reproducible", report("run").get("stamp").textValue());
        type("rank", "run").expect(0).saying("This result was stopped by time: not reproducible.");
        assertTrue(Files.readString(folder.resolve("run/trials.csv")).contains("reproducible"));

        long ended = report("run").get("trials").size();
        type("resume", "run").expect(0).saying("as long as it may");
        assertEquals(ended, report("run").get("trials").size(), "spent is spent");

        type("resume", "run", "--set", "search.trials=4")
                .expect(2)
                .saying("of a run that has begun only limits.studyTime and limits.sliceTime can be changed");
        Typed finished =
                type("resume", "run", "--set", "limits.studyTime=1h", "--quiet").expect(0);
        assertFalse(finished.out().contains("reproducible"), finished.out());
        assertEquals("finished", report("run").get("ending").textValue());
        assertTrue(Files.readString(folder.resolve("run/study.resolved.json")).contains("\"1h\""));

        type("run", study("{}", "\"millis\": 40", 60), "--workers", "5", "--dir", "straight", "--quiet")
                .expect(0);
        assertEquals(
                type("rank", "straight", "--format", "json").out(),
                type("rank", "run", "--format", "json").out());
    }

    @Test
    void aTrialThatTakesTooLongIsStampedOnTheReport() throws IOException {
        String study = study("{\"trialTime\": \"300ms\"}", "\"millis\": { \"choice\": [1, 700] }", 4);
        // A trial of one slice has ended when it is looked at: it is never too late.
        type("run", study, "--workers", "2", "--dir", "run", "--quiet").expect(0);
        String hung = study(
                "{\"trialTime\": \"300ms\", \"sliceTime\": \"100ms\"}", "\"millis\": { \"choice\": [1, 700] }", 6);
        type("run", hung, "--workers", "2", "--dir", "hung")
                .expect(0)
                .saying("has been in one slice of its training for 0.")
                .saying("failed: took longer than 300ms, the study's limit for a trial (limits.trialTime)")
                .saying("This result is not reproducible:")
                .saying("ended by the clock.");
        assertEquals(
                "a trial was ended by the clock: not reproducible",
                report("hung").get("stamp").textValue());
        type("verify", "hung", "--trials", "all")
                .expect(0)
                .saying("6 proposals replayed: as recorded, bit for bit")
                .saying(" trained again (");
    }

    @Test
    void aSearchOfWhichTooManyTrialsFailEndsWithItsMostFrequentFailure() throws IOException {
        String study = study(
                "{\"failedShare\": 0.3}", "\"ends\": { \"choice\": [\"completed\", \"failed\", \"throws\"] }", 200);
        String one = "";
        for (String workers : List.of("1", "2", "5")) {
            String run = "with" + workers;
            type("run", study, "--workers", workers, "--dir", run)
                    .expect(7)
                    .saying("trials failed, more than limits.failedShare (0.3) allows; most often,")
                    .saying("The search ended after");
            String ranking = type("rank", run, "--format", "json").out();
            assertTrue(one.isEmpty() || one.equals(ranking));
            one = ranking;
        }
        JsonNode report = JSON.readTree(one);
        assertTrue(report.at("/searchEnded/trials").longValue() < 60, one);
        assertFalse(report.has("stamp"), "it would come out again");
        type("resume", "with1").expect(7).saying("is finished already");
    }

    @Test
    void aGridThatIsSmallerThanTheBudgetSaysSo() throws IOException {
        Files.writeString(folder.resolve("grid.json"), """
                { "trainer": { "type": "scripted", "x": { "uniform": [0, 1], "grid": 3 } },
                  "search": { "searcher": "grid", "trials": 50 }, "confirm": { "top": 0 } }
                """);
        type("run", "grid.json").expect(0).saying("the search has 4 trials: the grid has 3 points");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private Typed await(Process process) throws IOException, InterruptedException {
        boolean over = process.waitFor(60, TimeUnit.SECONDS);
        if (!over) process.destroyForcibly().waitFor();
        Typed result = new Typed(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
        assertTrue(over, () -> "still running: " + result);
        return result;
    }

    @Test
    void aTrainerThatExitsFailsItsTrialAndTheRunEndsAsUsual() throws Exception {
        study("{}", "\"ends\": { \"choice\": [\"completed\", \"exits\"] }", 12);
        Typed result = await(start("run", "study.json", "--workers", "2", "--dir", "run"));
        assertEquals(0, result.exit(), result.out() + result.err());
        result.saying("failed: called System.exit, which a trainer may not: it would end every other trial too")
                .saying("Best: ")
                .saying("report: run/report.html");
        assertEquals("finished", report("run").get("ending").textValue());
        assertTrue(report("run").toString().contains("\"failed\""));
    }

    @Test
    void anInterruptIsHeardAfterATrainerExited() throws Exception {
        study("{}", "\"ends\": { \"choice\": [\"completed\", \"exits\"] }, \"millis\": 20", 100_000);
        Process process = start("run", "study.json", "--workers", "2", "--dir", "run");
        while (process.isAlive() && !Files.readString(folder.resolve("err")).contains("called System.exit"))
            Thread.sleep(20);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Typed result = await(process);
        assertEquals(130, result.exit(), result.out() + result.err());
        result.saying("Best: ").saying("stopped; to go on type: sextant resume run");
    }
}
