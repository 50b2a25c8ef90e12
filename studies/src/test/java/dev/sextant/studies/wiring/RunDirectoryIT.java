// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.tree.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryIT {
    @TempDir
    Path folder;

    @Test
    void theSmallestFreeNumberIsTaken() throws Exception {
        Path runs = folder.resolve("runs");
        assertEquals(runs.resolve("iris-1"), RunDirectory.create(runs, "iris").path());
        assertEquals(runs.resolve("iris-2"), RunDirectory.create(runs, "iris").path());
        Files.delete(runs.resolve("iris-1"));
        assertEquals(runs.resolve("iris-1"), RunDirectory.create(runs, "iris").path());
        assertEquals(runs.resolve("wine-1"), RunDirectory.create(runs, "wine").path());
    }

    @Test
    void noNumberIsTakenTwiceHoweverManyBeginAtOnce() throws Exception {
        Callable<Path> begin = () -> RunDirectory.create(folder, "iris").path();
        List<Path> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Path> path : threads.invokeAll(
                    IntStream.range(0, 40).mapToObj(_ -> begin).toList())) taken.add(path.get());
        }
        Set<Path> expected = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> folder.resolve("iris-" + n))
                .collect(Collectors.toSet());
        assertEquals(40, taken.size());
        assertEquals(expected, Set.copyOf(taken));
    }

    @Test
    void aClaimedDirectoryIsNewOrEmpty() throws Exception {
        Path directory = folder.resolve("some/where");
        assertEquals(directory, RunDirectory.claim(directory).path());
        assertEquals(directory, RunDirectory.claim(directory).path());
        Files.writeString(directory.resolve("study.resolved.json"), "{}");
        RefusedException refused = assertThrows(RefusedException.class, () -> RunDirectory.claim(directory));
        assertTrue(refused.text().contains("sextant resume"), refused.text());
        assertEquals(RefusedException.Reason.USAGE, refused.reason());
    }

    @Test
    void theLatestRunIsTheOneThatBeganLast() throws Exception {
        Path runs = folder.resolve(RunDirectory.RUNS);
        for (int n = 1; n <= 3; n++) {
            RunDirectory run = RunDirectory.create(runs, "iris");
            run.write(run.resolved(), "{}");
            Files.setLastModifiedTime(run.resolved(), FileTime.fromMillis(n == 2 ? 9_000 : n));
        }
        Files.createDirectory(runs.resolve("no-run"));
        assertEquals(runs.resolve("iris-2"), RunDirectory.find("latest", folder).path());
        assertEquals(runs.resolve("iris-3"), RunDirectory.find("iris-3", folder).path());
        assertEquals(
                runs.resolve("iris-1"), RunDirectory.find("runs/iris-1", folder).path());
        RefusedException refused = assertThrows(RefusedException.class, () -> RunDirectory.find("no-run", folder));
        assertTrue(refused.text().contains("iris-2, iris-3, iris-1"), refused.text());
    }

    @Test
    void aRunThatCouldNotBeginLeavesNothing() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        run.write(run.study(Notation.JSON), "{}");
        run.write(run.resolved(), "{}");
        run.discard();
        assertFalse(Files.exists(run.path()));
    }

    @Test
    void aFileIsWholeOrAbsent() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        run.write(run.report(), "first");
        run.write(run.report(), "second");
        assertEquals("second", Files.readString(run.report()));
        assertEquals(List.of(run.report()), files(run.path()));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
