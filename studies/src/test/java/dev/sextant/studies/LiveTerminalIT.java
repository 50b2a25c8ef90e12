// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the packaged command line on a real terminal. Skipped where there is no tmux to be one. */
class LiveTerminalIT {
    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void openATerminal() throws IOException, InterruptedException {
        assumeTrue(Tmux.present(), "skipped: tmux, which would be the terminal, is not installed");
        Path house = Files.createDirectories(folder.resolve("house/studies"));
        Files.copy(Path.of("..", "sextant"), folder.resolve("house/sextant"));
        Files.createSymbolicLink(house.resolve("target"), Path.of("target").toAbsolutePath());
        // Long enough to be looked at, and ended by hand.
        Files.writeString(folder.resolve("long.json"), """
                { "name": "long",
                  "trainer": { "data": { "csv": "%s", "target": "digit" }, "epochs": 60, "hidden": [64],
                               "learningRate": { "log": [1e-4, 1.0] }, "schedule": { "choice": ["constant", "cosine"] } },
                  "search": { "searcher": "random", "trials": 5000 } }
                """.formatted(
                        Path.of("datasets", "digits.csv").toAbsolutePath()));
        Files.writeString(folder.resolve("short.json"), """
                { "name": "short",
                  "trainer": { "type": "function",
                               "function": { "branin": { "x1": { "uniform": [-5, 10] }, "x2": { "uniform": [0, 15] } } } },
                  "search": { "searcher": "random", "trials": 300 }, "confirm": { "top": 0 } }
                """);
        tmux = Tmux.open(folder, 80, 24);
    }

    @AfterEach
    void closeIt() throws IOException {
        if (tmux != null) tmux.close();
    }

    private void run(String study, String... options) throws IOException, InterruptedException {
        String java = System.getProperty("java.home");
        tmux.type("SEXTANT_JAVA_HOME=" + java + " house/sextant run " + study + ".json --dir run "
                + String.join(" ", options) + "; echo \"ended $?\"");
    }

    /** Of the live view, which must not be left behind. */
    private static void assertNothingLeft(String screen) {
        for (String part : List.of("left\n", "leaders  ", "schedules so far", "running  ", "░"))
            assertFalse(screen.contains(part), screen);
    }

    @Test
    void aRunIsWatchedAndLeavesItsReportAlone() throws Exception {
        run("long", "--trials 150 --set confirm.top=0");
        String during = tmux.await(screen -> screen.contains("leaders "));
        assertFalse(tmux.cursorShown());
        assertTrue(during.lines().anyMatch(line -> line.startsWith("best    validationLoss ")), during);
        String after = tmux.await(screen -> screen.contains("ended 0"));
        assertNothingLeft(after);
        assertTrue(after.contains("report: run/report.html\nended 0\n"), after);
        assertTrue(tmux.cursorShown());
    }

    @Test
    void resizesAreFollowedAndCtrlCEndsItInOrder() throws Exception {
        run("long");
        tmux.await(screen -> screen.contains("leaders "));
        for (int[] size : new int[][] {{60, 20}, {40, 16}, {20, 10}, {10, 5}, {100, 30}}) {
            tmux.resize(size[0], size[1]);
            // What stood there before is laid out anew by the terminal, until the region is drawn in its place.
            tmux.await(screen -> {
                List<String> lines =
                        screen.lines().filter(line -> !line.isBlank()).toList();
                long bars =
                        lines.stream().filter(line -> line.contains("/5000")).count();
                return bars == 1
                        && lines.stream().allMatch(line -> line.length() < size[0])
                        && (size[0] < 40 || lines.stream().anyMatch(line -> line.startsWith("schedules so far")));
            });
        }
        tmux.press("C-c");
        String after = tmux.await(screen -> screen.contains("ended 130"));
        assertNothingLeft(after);
        assertTrue(after.contains("stopped; to go on type: sextant resume run"), after);
        assertTrue(tmux.cursorShown());
    }

    @Test
    void aStopGivesTheTerminalBackForAWhile() throws Exception {
        run("long");
        tmux.await(screen -> screen.contains("leaders "));
        tmux.press("C-z");
        String stopped = tmux.await(screen -> screen.contains("Stopped"));
        assertNothingLeft(stopped);
        assertTrue(tmux.cursorShown());
        tmux.type("clear; fg");
        tmux.await(screen -> screen.contains("leaders "));
        assertFalse(tmux.cursorShown());
        tmux.press("C-c");
        tmux.press("C-c");
        tmux.await(screen -> screen.contains("stopped; to go on type: sextant resume run"));
        tmux.await(screen -> screen.stripTrailing().endsWith("$"));
        assertTrue(tmux.cursorShown());
    }

    @Test
    void whoIsKilledLeavesACursor() throws Exception {
        run("long");
        tmux.await(screen -> screen.contains("leaders "));
        assertFalse(tmux.cursorShown());
        ProcessHandle.allProcesses()
                .filter(process -> {
                    String command = process.info().commandLine().orElse("");
                    return command.contains(folder + "/house") && command.contains("sextant.jar");
                })
                .forEach(ProcessHandle::destroyForcibly);
        tmux.await(screen -> screen.contains("ended 137"));
        for (int i = 0; i < 40 && !tmux.cursorShown(); i++) Thread.sleep(50);
        assertTrue(tmux.cursorShown());
    }

    @Test
    void aTerminalThatCanDoNothingGetsPlainLines() throws Exception {
        tmux.type("export TERM=dumb");
        run("short");
        String after = tmux.await(screen -> screen.contains("ended 0"));
        assertTrue(after.contains("report: run/report.html"), after);
        assertTrue(tmux.cursorShown());
    }
}
