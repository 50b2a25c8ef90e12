// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.spi.Searcher;
import dev.sextant.studies.BrokenSearcherFactory;
import dev.sextant.studies.file.StudyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an unexpected end leaves behind. */
class CrashIT {
    private static final String STUDY = """
            { "name": "tried",
              "trainer": { "type": "function", "function": { "branin": {
                "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
              "search": { "searcher": "random", "trials": 40 },
              "confirm": { "top": 0 } }
            """;

    @TempDir
    Path folder;

    private PreparedStudy prepared(Searcher searcher) throws Exception {
        Files.writeString(folder.resolve("study.json"), STUDY);
        StudyFile file = StudySource.read(folder, "study.json", List.of());
        PreparedStudy good = PreparedStudy.of(file, folder);
        return new PreparedStudy(
                good.file(),
                good.folder(),
                good.trainer(),
                searcher,
                good.pruner(),
                good.facts(),
                good.columns(),
                good.warnings());
    }

    private List<Path> records(Path run, String kind) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind + "-"))
                    .toList();
        }
    }

    @Test
    void aSearcherThatThrowsLeavesEverythingThatIsKnown() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        CrashedException crashed;
        try (StudyRun running =
                StudyRun.begin(prepared(BrokenSearcherFactory.SEARCHER), run, new StudyRun.Options(2), _ -> {})) {
            crashed = assertThrows(CrashedException.class, running::await);
        }
        assertEquals(records(run.path(), "crash"), List.of(Objects.requireNonNull(crashed.record())));
        Path record = crashed.record();
        assertTrue(record.getFileName().toString().matches("crash-\\d{8}T\\d{6}Z\\.txt"), record.toString());
        String text = Files.readString(record);
        for (String part : List.of(
                "Sextant could not go on: java.lang.IllegalStateException: no idea for trial 12",
                "== What was thrown ==\njava.lang.IllegalStateException: no idea for trial 12\n\tat ",
                "\nstudy: tried\n",
                "\nworkers: 2\n",
                "\njdk: ",
                "\nJVM options: ",
                "\nheap: ",
                " begin with 0 trials and 0 attempts\n",
                " proposed trial 11: ",
                " event: trial 0 ended\n",
                "\n\"store\" WAITING",
                "\"message\":\"the study cannot go on\"",
                "\"message\":\"the study begins\"")) assertTrue(text.contains(part), () -> part + "\nin\n" + text);
        for (Map.Entry<String, String> secret : System.getenv().entrySet())
            if (secret.getValue().length() > 40)
                assertFalse(text.contains(secret.getValue()), "the environment's " + secret.getKey());
        assertTrue(Files.readString(run.log()).contains("BrokenSearcherFactory"));
    }

    /** Nothing was lost: once the bug is mended the run goes on, and two crashes within a second are two records. */
    @Test
    void theRunGoesOnOnceTheBugIsMended() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        try (StudyRun running =
                StudyRun.begin(prepared(BrokenSearcherFactory.SEARCHER), run, new StudyRun.Options(1), _ -> {})) {
            assertThrows(CrashedException.class, running::await);
        }
        try (StudyRun running = StudyRun.resume(
                prepared(BrokenSearcherFactory.SEARCHER), run, new StudyRun.Options(5), false, _ -> {})) {
            assertThrows(CrashedException.class, running::await);
        }
        assertEquals(2, records(run.path(), "crash").size());
        Searcher mended = (view, trial, draws) -> BrokenSearcherFactory.SEARCHER.propose(view, 1, draws);
        try (StudyRun running = StudyRun.resume(prepared(mended), run, new StudyRun.Options(2), false, _ -> {})) {
            assertEquals(40 + 1, running.await().trials().size());
        }
        assertEquals(2, records(run.path(), "crash").size());
    }

    @Test
    void aStandstillIsRecordedAndTheRunGoesOn() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        Crash.stalled(run, "the engine has stood still for 6 s", Map.of("study", "tried"), List.of("the last step"));
        String text = Files.readString(records(run.path(), "stall").getFirst());
        assertTrue(text.startsWith("the engine has stood still for 6 s\nat "), text);
        assertTrue(text.contains("== The last 1 commands and events ==\nthe last step\n"), text);
        assertTrue(text.contains("aStandstillIsRecordedAndTheRunGoesOn"), "this thread's stack");
    }

    @Test
    void aRunThatEndsWellLeavesNoRecord() throws Exception {
        RunDirectory run = RunDirectory.claim(folder.resolve("run"));
        Searcher good = (view, trial, draws) -> BrokenSearcherFactory.SEARCHER.propose(view, 1, draws);
        try (StudyRun running = StudyRun.begin(prepared(good), run, new StudyRun.Options(2), _ -> {})) {
            running.await();
        }
        assertEquals(List.of(), records(run.path(), "crash"));
    }
}
