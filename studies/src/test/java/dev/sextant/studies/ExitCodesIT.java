// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes say when they end. Codes 6 and 143 and a run that is killed stand in FaultsIT and CrashProcessIT. */
class ExitCodesIT {
    private static final String BRANIN = Path.of("branin.json").toAbsolutePath().toString();
    private static final String SLOW =
            Path.of("src/test/resources/short.json").toAbsolutePath().toString();

    /** More trials than can end before somebody interrupts. */
    private static final String MANY = "20000";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void leaveARun() throws Exception {
        SextantProcess.run(folder, "run", BRANIN, "--trials", "12", "--dir", "runs/done", "--quiet")
                .expect(0);
    }

    private static SextantProcess.Result run(String... arguments) throws Exception {
        SextantProcess.Result result = SextantProcess.run(folder, arguments);
        assertFalse(result.err().contains("\tat "), result.err());
        return result;
    }

    private static String study(String name, String trainer, String search) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, """
                { "name": "%s", "trainer": %s, "search": %s, "confirm": { "top": 0, "test": false } }
                """.formatted(name, trainer, search));
        return file.getFileName().toString();
    }

    private static String table(String name, String loss) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), "rate,loss\n0.1," + loss + "\n0.2," + loss + "\n");
        return name + ".csv";
    }

    @Test
    void zeroWhereEverythingIsDone() throws Exception {
        assertTrue(run("rank", "runs/done").expect(0).out().startsWith("Best:"));
    }

    @Test
    void oneWhereSomethingIsWrongInside() throws Exception {
        Path damaged = folder.resolve("damaged");
        Files.createDirectories(damaged);
        Files.copy(folder.resolve("runs/done/study.resolved.json"), damaged.resolve("study.resolved.json"));
        Files.writeString(damaged.resolve("study.db"), "no database");
        assertTrue(run("store", "check", "damaged").expect(1).out().contains("FAULT"));
    }

    @Test
    void twoWhereItWasTypedWrong() throws Exception {
        assertEquals(
                "sextant: there is no command rnu\n  did you mean \"run\"?\n",
                said(run("rnu").expect(2)));
        assertTrue(said(run("run", BRANIN, "--dir", "runs/done").expect(2)).contains("sextant resume runs/done"));
        assertFalse(Files.exists(folder.resolve("runs/branin-1")), "a run was begun for a mistake");
    }

    @Test
    void threeWhereTheStudyIsWrong() throws Exception {
        assertEquals(
                """
                --trials: error: /search/trials: must be in [1, 10000000], got -1
                      | --trials -1
                      |          ^
                --seed: error: /seed: expected a whole number, got the string "x"
                      | --seed x
                      |        ^
                2 errors
                """, said(run("run", BRANIN, "--trials", "-1", "--seed", "x").expect(3)));
    }

    @Test
    void fourWhereNoTrialSucceeded() throws Exception {
        String study = study(
                "diverging",
                "{ \"type\": \"table\", \"csv\": \"" + table("diverging", "NaN")
                        + "\", \"parameters\": { \"rate\": { \"choice\": [0.1, 0.2] } },"
                        + " \"metrics\": { \"validationLoss\": \"loss\" } }",
                "{ \"searcher\": \"grid\", \"trials\": 2 }");
        assertTrue(said(run("run", study).expect(4)).contains("no trial succeeded: "));
    }

    @Test
    void fiveWhereARequirementIsNotMet() throws Exception {
        String said = said(run("run", BRANIN, "--trials", "5", "--quiet", "--require", "gain > 1e9", "--dir", "five")
                .expect(5));
        assertTrue(said.startsWith("sextant: --require \"gain>1000000000\" does not hold: gain is "), said);
    }

    /** Ctrl-C goes to every process of a terminal; here it is sent to the one. */
    @Test
    void afterOneInterruptARunEndsItsTrialsAndReports() throws Exception {
        SextantProcess once =
                SextantProcess.start(folder, "run", SLOW, "--trials", MANY, "--workers", "2", "--dir", "once");
        assertTrue(once.awaitLines(lines -> lines > 15));
        once.interrupt();
        SextantProcess.Result ended = once.await().expect(130);
        assertTrue(ended.err().contains("(Ctrl-C again to stop now)"), ended.err());
        assertTrue(ended.err().contains("to go on type: sextant resume once"), ended.err());
        assertTrue(ended.out().startsWith("Best"), ended.out());
        assertTrue(Files.exists(folder.resolve("once/report.json")));
        run("store", "check", "once").expect(0);
    }

    @Test
    void theSecondInterruptStopsAtOnceAndNothingRecordedIsLost() throws Exception {
        SextantProcess twice =
                SextantProcess.start(folder, "run", SLOW, "--trials", MANY, "--workers", "2", "--dir", "twice");
        assertTrue(twice.awaitLines(lines -> lines > 15));
        twice.interrupt();
        Thread.sleep(50);
        twice.interrupt();
        assertTrue(twice.endsWithin(TimeUnit.SECONDS.toMillis(20)), "it did not stop");
        SextantProcess.Result ended = twice.await().expect(130);
        long told =
                ended.err().lines().filter(line -> line.contains("] trial ")).count();
        String ranked = run("rank", "twice", "--format", "csv").expect(0).out();
        assertTrue(ranked.lines().count() - 1 >= told, told + " trials were told of, and there is\n" + ranked);
    }

    private static String said(SextantProcess.Result result) {
        StringBuilder said = new StringBuilder();
        for (String line : result.err().lines().toList())
            if (!line.startsWith("WARNING: Using incubator modules"))
                said.append(line).append('\n');
        return said.toString();
    }

    /** A command of the shell around the program; standard error comes with standard output. */
    private static SextantProcess.Result piped(String after, String... arguments) throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "there is no " + bash);
        String line = "\"$@\" " + after + "; echo \"codes ${PIPESTATUS[*]}\"";
        List<String> command = new ArrayList<>(List.of(bash.toString(), "-c", line, "bash"));
        command.addAll(SextantProcess.command(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new SextantProcess.Result(
                process.waitFor(), out.replaceAll("WARNING: Using incubator modules.*\n", ""), "");
    }

    /** As every program whose reader has gone: killed by SIGPIPE, it would have ended with 128 and 13. */
    @Test
    void whoeverClosesThePipeHearsNothingMore() throws Exception {
        assertTrue(Files.size(folder.resolve("runs/done/report.json")) > 5_000, "it must not fit into one write");
        String out = piped("| true", "rank", "runs/done", "--format", "json").out();
        assertEquals("codes 141 0\n", out);
        out = piped("| head -1", "rank", "runs/done").out();
        assertTrue(out.startsWith("Best:") && out.lines().count() == 2, out);
        assertTrue(out.endsWith("codes 141 0\n") || out.endsWith("codes 0 0\n"), out);
    }

    @Test
    void aResultThatCannotBeWrittenIsAnError() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
        assertEquals(
                "sextant: cannot write to standard output: No space left on device\ncodes 2\n",
                piped(">/dev/full", "rank", "runs/done").out());
    }
}
