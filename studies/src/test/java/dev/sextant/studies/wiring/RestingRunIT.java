// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long trainings of a real process that is killed go on from their last checkpoints, and nobody can tell. */
class RestingRunIT {
    private static final Path STUDY =
            Path.of("src", "test", "resources", "long.json").toAbsolutePath();

    @TempDir
    Path folder;

    private Process start(Path run, int workers, long apart) throws IOException {
        Files.createDirectories(run);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestingRun.class.getName(),
                        run.toString(),
                        STUDY.toString(),
                        Integer.toString(workers),
                        Long.toString(apart))
                .redirectError(run.resolve("err.txt").toFile())
                .redirectOutput(run.resolve("out.txt").toFile())
                .start();
    }

    private static String finish(Process process, Path run) throws Exception {
        assertTrue(process.waitFor(240, TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue(), () -> read(run.resolve("err.txt")));
        assertFalse(Files.exists(run.resolve("checkpoints")), "checkpoints outlived their study");
        return read(run.resolve("out.txt"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            return missing.toString();
        }
    }

    private static List<String> notes(Path run) throws IOException {
        Path notes = run.resolve("epochs.txt");
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    private static long trained(Path run) throws IOException {
        return notes(run).stream().filter("epoch"::equals).count();
    }

    /** {@code -Dsextant.kills=20} makes a soak test of it, {@code -Dsextant.kills.seed=N} repeats one. */
    @Test
    void killedAgainAndAgainItTrainsHardlyMoreAndRanksTheSameByteForByte() throws Exception {
        int kills = Integer.getInteger("sextant.kills", 3);
        long seed = Long.getLong("sextant.kills.seed", 20261126);
        Path straight = folder.resolve("straight");
        String ranking = finish(start(straight, 2, 60_000), straight);
        assertTrue(ranking.contains("\"trials\""), ranking);
        Path killed = folder.resolve("killed");
        DrawSequence moments = new Draws(seed, 0).of("kills");
        int done = 0;
        Process process = start(killed, 2, 0);
        while (done < kills) {
            // Counted in epochs, so that a busy machine is killed where an idle one is.
            long until = trained(killed) + 15 + moments.below(40);
            while (process.isAlive() && trained(killed) < until) Thread.sleep(2);
            if (!process.isAlive()) break;
            process.destroyForcibly().waitFor();
            done++;
            process = start(killed, 1 + done % 3, 0);
        }
        assertEquals(ranking, finish(process, killed));
        long lost = trained(killed) - trained(straight);
        long kept = notes(killed).stream()
                .filter(line -> line.startsWith("after "))
                .mapToLong(line -> Long.parseLong(line.substring("after ".length())))
                .sum();
        System.out.printf(
                "%d kills (seed %d) of %d epochs: %d were trained again, %d were not%n",
                done, seed, trained(straight), lost, kept);
        assertTrue(done > 0, "nothing was killed");
        assertTrue(kept > lost, "%d epochs were trained again, %d were not".formatted(lost, kept));
    }
}
