// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may happen to a real process: each time the run goes on to the ranking of the one that was left alone. Kills are
 * {@link OneResultIT}'s.
 */
class FaultsIT {
    private static final String TRIALS = "100";

    @TempDir
    private static Path straight;

    @TempDir
    private Path folder;

    private static String expected = "";

    @BeforeAll
    static void leaveOneRunAlone() throws Exception {
        SextantProcess.run(straight, "run", study(), "--trials", TRIALS, "--workers", "2", "--dir", "straight")
                .expect(0);
        expected = rank(straight, "straight");
    }

    private static String study() {
        return Path.of("src/test/resources/short.json").toAbsolutePath().toString();
    }

    private static String rank(Path folder, String run) {
        return StoredRanking.of(folder.resolve(run));
    }

    private SextantProcess begin(String run) throws IOException, InterruptedException {
        SextantProcess process =
                SextantProcess.start(folder, "run", study(), "--trials", TRIALS, "--workers", "2", "--dir", run);
        assertTrue(process.awaitLines(lines -> lines > 20), "the run ended before anything could happen to it");
        return process;
    }

    @Test
    void aTerminatedRunSaysSoAndGoesOn() throws Exception {
        SextantProcess run = begin("terminated");
        run.signal("TERM");
        SextantProcess.Result ended = run.await().expect(143);
        assertTrue(ended.err().contains("sextant resume terminated"), ended.err());
        SextantProcess.run(folder, "resume", "terminated").expect(0);
        assertEquals(expected, rank(folder, "terminated"));
    }

    /** Longer than any lease with {@code -Dsextant.pause=60}. */
    @Test
    void aRunThatIsHeldUpGoesOnAsIfNothingHadHappened() throws Exception {
        SextantProcess run = begin("held");
        run.signal("STOP");
        try {
            Thread.sleep(1000L * Integer.getInteger("sextant.pause", 2));
            assertFalse(run.endsWithin(0));
            // Whoever looks on is not held up, and nobody else may write.
            assertFalse(rank(folder, "held").isEmpty());
            SextantProcess.Result second =
                    SextantProcess.run(folder, "resume", "held").expect(6);
            assertTrue(second.err().contains("in use by another process"), second.err());
        } finally {
            run.signal("CONT");
        }
        run.await().expect(0);
        assertEquals(expected, rank(folder, "held"));
    }

    @Test
    void ofTwoResumesAtOnceOneGoesOn() throws Exception {
        SextantProcess run = begin("twice");
        run.kill();
        List<SextantProcess> resumes = Stream.of(1, 2)
                .map(_ -> {
                    try {
                        return SextantProcess.start(folder, "resume", "twice", "--workers", "1");
                    } catch (IOException failed) {
                        throw new AssertionError(failed);
                    }
                })
                .toList();
        List<Integer> exits = Stream.of(
                        resumes.get(0).await().exit(), resumes.get(1).await().exit())
                .sorted()
                .toList();
        // The second may come when the first has ended; then there is nothing left to do.
        assertTrue(exits.equals(List.of(0, 6)) || exits.equals(List.of(0, 0)), exits.toString());
        assertEquals(expected, rank(folder, "twice"));
    }
}
