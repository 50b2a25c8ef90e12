// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.nio.file.Path;
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
        String one = ranking("one", study, trials, "1");
        assertTrue(one.contains("\"trials\""), one);
        // What the trials say together is part of it, the model's answers included.
        assertTrue(one.contains("\n  \"insights\": {\n    \"without\": null,"), one);
        assertEquals(one, ranking("two", study, trials, "2"));
        assertEquals(one, ranking("five", study, trials, "5"));
        killAndResume(study, trials, one);
    }

    @Test
    void aStudyOfShortTrialsIsTheSameAfterManyKills() throws Exception {
        String trials = Integer.getInteger("sextant.kills", 0) > 0 ? "300" : "100";
        killAndResume(SHORT, trials, ranking("short", SHORT, trials, "2"));
    }

    private String ranking(String name, String study, String trials, String workers) throws Exception {
        SextantProcess.run(folder, "run", file(study), "--trials", trials, "--workers", workers, "--dir", name)
                .expect(0);
        return SextantProcess.run(folder, "rank", name, "--format", "json")
                .expect(0)
                .out();
    }

    @Test
    void anInterruptedRunSavesReportsAndGoesOnToTheSameEnd() throws Exception {
        String straight = ranking("straight", "reference.json", "200", "2");
        SextantProcess run = SextantProcess.start(
                folder, "run", file("reference.json"), "--trials", "200", "--workers", "2", "--dir", "stopped");
        assertTrue(run.awaitLines(lines -> lines > 12), "the run ended before it could be interrupted");
        run.interrupt();
        run.await().expect(130);
        SextantProcess.run(folder, "resume", "stopped").expect(0);
        assertEquals(straight, rank("stopped"));
    }

    /**
     * Kills the run at random moments, resumes it, and kills again; a run that came through is compared, and the next
     * one begun. {@code -Dsextant.kills=200} makes a soak test of it, {@code -Dsextant.kills.seed=N} repeats one.
     */
    private void killAndResume(String study, String trials, String expected) throws Exception {
        int kills = Integer.getInteger("sextant.kills", 3);
        long seed = Long.getLong("sextant.kills.seed", 20261120);
        System.out.printf("%s: %d kills at the moments of seed %d%n", study, kills, seed);
        DrawSequence moments = new Draws(seed, 0).of("kills");
        int run = 0;
        boolean begun = false;
        for (int killed = 0; killed < kills; ) {
            String directory = "killed-" + run;
            SextantProcess process = begun
                    ? SextantProcess.start(folder, "resume", directory, "--workers", "2")
                    : SextantProcess.start(
                            folder, "run", file(study), "--trials", trials, "--workers", "2", "--dir", directory);
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

    private String rank(String directory) throws Exception {
        return SextantProcess.run(folder, "rank", directory, "--format", "json")
                .expect(0)
                .out();
    }

    private static String file(String study) {
        return Path.of(study).toAbsolutePath().toString();
    }
}
