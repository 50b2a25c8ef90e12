// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranking is a function of the study and the data: real processes, any number of workers, killed and resumed. */
class OneResultIT {
    private static final String SHORT = "src/test/resources/short.json";

    @TempDir
    Path folder;

    /**
     * Random search without confirmation; a Bayesian one with a pruner, confirmation and test; a range of rates that is
     * found first; a little of everything that a network may have; two objectives, constraints and a search that ends
     * early; programs as trials.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "reference.json, 40",
        "digits.json, 24",
        "find-rate.json, 16",
        "src/test/resources/everything.json, 24",
        "src/test/resources/goals.json, 80",
        "src/test/resources/programs.json, 40"
    })
    void theRankingIsTheSameForAnyNumberOfWorkersAndAfterAKill(String study, String trials) throws Exception {
        // All at once: what they compete for changes when things happen, and never the result.
        List<SextantProcess> runs = new ArrayList<>();
        for (String workers : List.of("1", "2", "5")) runs.add(start(workers, study, trials, workers));
        for (SextantProcess run : runs) run.await().expect(0);
        String one = rank("1");
        assertTrue(one.contains("\"trials\""), one);
        // What the trials say together is part of it, the model's answers included.
        assertTrue(one.contains("\n  \"insights\": {\n    \"without\": null,"), one);
        assertEquals(one, rank("2"));
        assertEquals(one, rank("5"));
        killAndResume(study, trials, one, 1);
    }

    @Test
    void aStudyOfShortTrialsIsTheSameAfterManyKills() throws Exception {
        String trials = Integer.getInteger("sextant.kills", 0) > 0 ? "300" : "100";
        start("short", SHORT, trials, "2").await().expect(0);
        killAndResume(SHORT, trials, rank("short"), 3);
    }

    private SextantProcess start(String name, String study, String trials, String workers) throws IOException {
        return SextantProcess.start(
                folder, "run", file(study), "--trials", trials, "--workers", workers, "--dir", name);
    }

    @Test
    void anInterruptedRunSavesReportsAndGoesOnToTheSameEnd() throws Exception {
        start("straight", "reference.json", "100", "2").await().expect(0);
        SextantProcess run = start("stopped", "reference.json", "100", "2");
        assertTrue(run.awaitLines(lines -> lines > 12), "the run ended before it could be interrupted");
        run.interrupt();
        run.await().expect(130);
        SextantProcess.run(folder, "resume", "stopped").expect(0);
        assertEquals(rank("straight"), rank("stopped"));
    }

    /**
     * Kills the run at random moments, resumes it, and kills again; a run that came through is compared, and the next
     * one begun. {@code -Dsextant.kills=200} instead of these few makes a soak test of it,
     * {@code -Dsextant.kills.seed=N} repeats one.
     */
    private void killAndResume(String study, String trials, String expected, int few) throws Exception {
        int kills = Integer.getInteger("sextant.kills", few);
        long seed = Long.getLong("sextant.kills.seed", 20261120);
        System.out.printf("%s: %d kills at the moments of seed %d%n", study, kills, seed);
        DrawSequence moments = new Draws(seed, 0).of("kills");
        int run = 0;
        boolean begun = false;
        for (int killed = 0; killed < kills; ) {
            String directory = "killed-" + run;
            SextantProcess process = begun
                    ? SextantProcess.start(folder, "resume", directory, "--workers", "2")
                    : start(directory, study, trials, "2");
            if (!begun) process.awaitLines(lines -> lines > 1);
            begun = true;
            if (process.endsWithin(100 + moments.below(2_500))) {
                process.await().expect(0);
                assertEquals(expected, rank(directory));
                run++;
                begun = false;
            } else {
                process.kill();
                killed++;
            }
        }
        if (begun) {
            SextantProcess.run(folder, "resume", "killed-" + run, "--workers", "3")
                    .expect(0);
            assertEquals(expected, rank("killed-" + run));
        }
    }

    private String rank(String directory) {
        return StoredRanking.of(folder.resolve(directory));
    }

    private static String file(String study) {
        return Path.of(study).toAbsolutePath().toString();
    }
}
