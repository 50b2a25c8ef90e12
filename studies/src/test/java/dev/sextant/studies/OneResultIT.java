// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranking is a function of the study and the data: real processes, any number of workers, killed and resumed. */
class OneResultIT {
    @TempDir
    Path folder;

    /** Random search without confirmation, and a Bayesian one with a pruner, confirmation and test. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"reference.json, 40", "digits.json, 24"})
    void theRankingIsTheSameForAnyNumberOfWorkersAndAfterAKill(String study, String trials) throws Exception {
        String one = ranking("one", study, trials, "1");
        assertTrue(one.contains("\"trials\""), one);
        assertEquals(one, ranking("two", study, trials, "2"));
        assertEquals(one, ranking("five", study, trials, "5"));
        assertEquals(one, killedAndResumed(study, trials));
    }

    private String ranking(String name, String study, String trials, String workers) throws Exception {
        SextantProcess.run(folder, "run", file(study), "--trials", trials, "--workers", workers, "--dir", name)
                .expect(0);
        return SextantProcess.run(folder, "rank", name, "--format", "json")
                .expect(0)
                .out();
    }

    private String killedAndResumed(String study, String trials) throws Exception {
        SextantProcess first = SextantProcess.start(
                folder, "run", file(study), "--trials", trials, "--workers", "2", "--dir", "killed");
        boolean midway = first.awaitLines(lines -> lines > Integer.parseInt(trials) / 3);
        first.kill();
        assertTrue(midway, "the run ended before it could be killed");
        SextantProcess second = SextantProcess.start(folder, "resume", "killed", "--workers", "2");
        second.awaitLines(lines -> lines > Integer.parseInt(trials) / 4);
        second.kill();
        SextantProcess.run(folder, "resume", "killed", "--workers", "3").expect(0);
        return SextantProcess.run(folder, "rank", "killed", "--format", "json")
                .expect(0)
                .out();
    }

    @Test
    void anInterruptedRunSavesReportsAndGoesOnToTheSameEnd() throws Exception {
        String straight = ranking("straight", "reference.json", "40", "2");
        SextantProcess run = SextantProcess.start(
                folder, "run", file("reference.json"), "--trials", "40", "--workers", "2", "--dir", "stopped");
        assertTrue(run.awaitLines(lines -> lines > 12), "the run ended before it could be interrupted");
        run.interrupt();
        run.await().expect(130);
        SextantProcess.run(folder, "resume", "stopped").expect(0);
        assertEquals(
                straight,
                SextantProcess.run(folder, "rank", "stopped", "--format", "json")
                        .expect(0)
                        .out());
    }

    private static String file(String study) {
        return Path.of(study).toAbsolutePath().toString();
    }
}
