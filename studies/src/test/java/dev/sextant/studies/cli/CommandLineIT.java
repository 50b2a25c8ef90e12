// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.studies.terminal.TinyTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** A command and what it left behind. */
    private final class Typed {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        int columns = 80;
        boolean live;
        Interrupts interrupts = Interrupts.NONE;
        int exit = -1;

        Typed type(String... arguments) {
            PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
            PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
            exit = Main.run(arguments, new Console(stdout, stderr, folder, columns, live, interrupts));
            return this;
        }

        Typed expect(int code) {
            assertEquals(code, exit, () -> "out:\n" + out() + "\nerr:\n" + err());
            assertFalse(err().contains("\tat "), "a stack trace:\n" + err());
            return this;
        }

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    private Typed type(String... arguments) {
        return new Typed().type(arguments);
    }

    private String scripted(int millis, String ends, int trials, int top) throws IOException {
        Files.writeString(folder.resolve("scripted.json"), """
                { "name": "scripted",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d, "ends": "%s" },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": %d, "seeds": 3 } }
                """.formatted(millis, ends, trials, top));
        return "scripted.json";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits.json",
                "iris.json",
                "sine.json",
                "reference.json",
                "find-rate.json",
                "pareto.json",
                "virtual.json"
            })
    void everyExampleStudyRuns(String study) throws IOException {
        String file = Path.of(study).toAbsolutePath().toString();
        Typed validated = type("validate", file).expect(0);
        assertTrue(validated.out().contains(": good\n"), validated.out());
        assertTrue(validated.out().contains("sha256"), validated.out());
        Typed run = type(
                        "run",
                        file,
                        "--trials",
                        "3",
                        "--set",
                        "trainer.epochs=2",
                        "--set",
                        "confirm.seeds=3",
                        "--dir",
                        "run")
                .expect(0);
        assertTrue(run.out().contains("Best"), run.out());
        assertEquals(Files.readString(Path.of(study)), Files.readString(folder.resolve("run/study.json")));
        for (String name :
                List.of("study.resolved.json", "study.db", "report.json", "trials.csv", "report.html", "report.md"))
            assertTrue(Files.size(folder.resolve("run").resolve(name)) > 0, name);
        JsonNode report = JSON.readTree(folder.resolve("run/report.json").toFile());
        assertEquals(64, report.at("/provenance/trainer.sha256").textValue().length());
        assertEquals(3, report.get("trials").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"branin.json", "warmup.json", "curves.json", "table.json"})
    void everyExampleWithoutNetworksGivesOneReportForAnyNumberOfWorkers(String study) throws IOException {
        String file = Path.of(study).toAbsolutePath().toString();
        Typed validated = type("validate", file).expect(0);
        assertTrue(validated.out().contains(": good\n"), validated.out());
        assertEquals("", validated.err());
        String one = "";
        for (String workers : List.of("1", "2", "5")) {
            Typed run = type("run", file, "--trials", "14", "--workers", workers, "--dir", workers)
                    .expect(0);
            assertTrue(run.out().contains("Best:"), run.out());
            String report = type("rank", workers, "--format", "json").expect(0).out();
            assertEquals(14, JSON.readTree(report).get("trials").size());
            if (one.isEmpty()) one = report;
            assertEquals(one, report, workers + " workers");
        }
    }

    @Test
    void runsAreNumberedAndFoundByNameOrAsTheLatest() throws IOException {
        String study = scripted(0, "completed", 4, 0);
        type("run", study, "--quiet").expect(0);
        type("run", study, "--quiet", "--seed", "2").expect(0);
        assertTrue(Files.isDirectory(folder.resolve("runs/scripted-1")));
        assertTrue(Files.isDirectory(folder.resolve("runs/scripted-2")));
        String second =
                type("rank", "runs/scripted-2", "--format", "json").expect(0).out();
        assertEquals(
                second, type("rank", "scripted-2", "--format", "json").expect(0).out());
        assertEquals(
                second, type("rank", "latest", "--format", "json").expect(0).out());
        assertFalse(second.equals(
                type("rank", "scripted-1", "--format", "json").expect(0).out()));
        for (String format : List.of("table", "csv", "markdown"))
            assertFalse(
                    type("rank", "latest", "--format", format).expect(0).out().isBlank());
    }

    @Test
    void aTrialIsShownByItsNumber() throws IOException {
        Files.copy(Path.of("iris.json"), folder.resolve("iris.json"));
        type("run", "iris.json", "--trials", "3", "--quiet").expect(0);
        String text = type("show", "latest", "0").expect(0).out();
        assertTrue(text.startsWith("trial 0: completed, validationLoss "), text);
        assertTrue(text.contains("gradient"), text);
        JsonNode json = JSON.readTree(
                type("show", "latest", "2", "--format", "json").expect(0).out());
        int epochs = json.get("curve").size();
        assertEquals(epochs, json.get("readings").get("learningRate").size());
        assertEquals(epochs, json.get("readings").get("trainingLoss").size());
        assertEquals(
                epochs + 1,
                type("show", "latest", "2", "--format", "csv")
                        .expect(0)
                        .out()
                        .lines()
                        .count());
        assertTrue(type("show", "latest", "99999").expect(2).err().contains("has no trial 99999"));
        assertTrue(type("show", "latest", "x").expect(2).err().contains("x"));
    }

    @Test
    void theWinnersNetworkIsExportedAndAnotherStudyStartsFromIt() throws IOException {
        Files.copy(Path.of("iris.json"), folder.resolve("iris.json"));
        type("run", "iris.json", "--trials", "3", "--quiet", "--set", "confirm.top=0")
                .expect(0);
        type("export", "latest", "--output", "winner.safetensors").expect(0);
        type("export", "latest", "--output", "again.safetensors").expect(0);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("winner.safetensors")),
                Files.readAllBytes(folder.resolve("again.safetensors")));
        double winner = JSON.readTree(
                        type("rank", "latest", "--format", "json").expect(0).out())
                .at("/trials/0/value")
                .doubleValue();
        Files.writeString(folder.resolve("warm.json"), """
                { "name": "warm",
                  "trainer": { "data": { "builtin": "iris" }, "initialWeights": "winner.safetensors",
                               "freeze": [1, 2], "epochs": 1 },
                  "search": { "searcher": "random", "trials": 1 }, "confirm": { "top": 0 } }
                """);
        type("run", "warm.json", "--quiet").expect(0);
        // Frozen all over, the network is the winner itself: one epoch later it scores what the winner scored.
        JsonNode shown = JSON.readTree(
                type("show", "latest", "0", "--format", "json").expect(0).out());
        assertEquals(winner, shown.get("value").doubleValue());
        assertTrue(type("export", "iris-first-look-1", "--trial", "77")
                .expect(2)
                .err()
                .contains("has no trial 77"));
        assertTrue(type("export", "iris-first-look-1", "--to", "gif")
                .expect(2)
                .err()
                .contains("there is no format gif"));
    }

    @Test
    void aValueThatCannotTrainIsToldBeforeTheSearch() throws IOException {
        Files.writeString(folder.resolve("large.json"), """
                { "name": "large",
                  "trainer": { "data": { "builtin": "iris" }, "batchSize": { "choice": [16, 200] } },
                  "search": { "searcher": "random", "trials": 2 } }
                """);
        String said = type("validate", "large.json").expect(3).err();
        assertTrue(said.contains("a batch of 200 rows is larger than the training part, which has 90"), said);
    }

    @Test
    void quietWritesNothingButTheResult() throws IOException {
        Typed run = type("run", scripted(0, "completed", 4, 2), "--quiet").expect(0);
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Best:"), run.out());
    }

    @Test
    void withoutATerminalEveryTrialIsAPlainLine() throws IOException {
        Typed run = type("run", scripted(0, "completed", 5, 0)).expect(0);
        assertEquals(
                5, run.err().lines().filter(line -> line.contains("/5] trial ")).count(), run.err());
        assertFalse(run.err().contains("\r") || run.err().contains("\u001b"), run.err());
    }

    @Test
    void onATerminalARegionIsDrawnAndWipedInTheEnd() throws IOException {
        Typed run = new Typed();
        run.live = true;
        run.columns = 60;
        run.type("run", scripted(120, "completed", 8, 0), "--workers", "1").expect(0);
        assertTrue(run.err().contains("search  ") && run.err().contains("\033[?25l"), run.err());
        assertFalse(run.err().contains("/8] trial"), run.err());
        TinyTerminal terminal = new TinyTerminal(60, 24);
        byte[] written = run.err().getBytes(StandardCharsets.UTF_8);
        terminal.write(written, 0, written.length);
        assertTrue(terminal.cursorShown() && terminal.wraps());
        List<String> left = terminal.text();
        assertEquals(2, left.size(), left.toString());
        assertTrue(left.getFirst().startsWith("scripted: 8 trials, 1 worker, in "), left.toString());
        assertTrue(left.getLast().startsWith("report: "), left.toString());
    }

    @Test
    void jsonIsOneEventALineAndEndsWithTheReport() throws IOException {
        Typed run =
                type("run", scripted(0, "completed", 4, 2), "--json", "--quiet").expect(0);
        List<JsonNode> events = new ArrayList<>();
        for (String line : run.out().lines().toList()) events.add(JSON.readTree(line));
        for (JsonNode event : events) assertEquals(1, event.get("format").intValue());
        assertEquals("run", events.getFirst().get("event").textValue());
        JsonNode last = events.getLast();
        assertEquals("finished", last.get("event").textValue());
        assertEquals(0, last.get("exit").intValue());
        assertEquals(JSON.readTree(type("rank", "latest", "--format", "json").out()), last.get("report"));
        long ended = events.stream()
                .filter(event -> event.get("event").textValue().equals("trialEnded"))
                .count();
        assertTrue(ended >= 4 + 2 * 3, run.out());
    }

    @ParameterizedTest
    @CsvSource({"failed, 'trial 0: as it was told'", "diverged, smaller learning rate"})
    void noTrialSucceededIsAnExitCodeOfItsOwn(String ends, String says) throws IOException {
        Typed run = type("run", scripted(0, ends, 4, 2)).expect(4);
        assertTrue(run.err().contains("no trial succeeded: "), run.err());
        assertTrue(run.err().contains(says), run.err());
        assertTrue(run.err().contains("4 " + ends), run.err());
    }

    @Test
    void afterOneInterruptARunGoesOnToTheSameRanking() throws IOException {
        String study = scripted(20, "completed", 20, 2);
        type("run", study, "--quiet", "--dir", "straight").expect(0);
        Typed stopped = new Typed();
        stopped.interrupts = after(200, 130);
        stopped.type("run", study, "--dir", "stopped", "--workers", "2").expect(130);
        assertTrue(stopped.err().contains("to go on type: sextant resume"), stopped.err());
        assertTrue(Files.exists(folder.resolve("stopped/report.json")));
        Typed resumed = type("resume", "stopped").expect(0);
        assertTrue(resumed.err().contains("going on after "), resumed.err());
        assertEquals(
                type("rank", "straight", "--format", "json").expect(0).out(),
                type("rank", "stopped", "--format", "json").expect(0).out());
    }

    @Test
    void aSecondInterruptStopsAtOnce() throws IOException {
        Typed stopped = new Typed();
        stopped.interrupts = after(300, 130, 130);
        long began = System.nanoTime();
        stopped.type("run", scripted(2_000, "completed", 50, 0), "--dir", "stopped", "--workers", "1")
                .expect(130);
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20), "it did not stop");
    }

    @Test
    void terminationFinishesTheRunningTrialsToo() throws IOException {
        Typed stopped = new Typed();
        stopped.interrupts = after(200, 143);
        stopped.type("run", scripted(20, "completed", 100, 0), "--workers", "1").expect(143);
    }

    /** Interrupts that come some time after the run began, one after another. */
    private static Interrupts after(int millis, int... codes) {
        return (IntConsumer listener) -> {
            Thread thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int code : codes) {
                        Thread.sleep(millis);
                        listener.accept(code);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return thread::interrupt;
        };
    }

    @Test
    void aFinishedRunSaysSoAndShowsItsRanking() throws IOException {
        Typed run = type("run", scripted(0, "completed", 4, 0)).expect(0);
        Typed again = type("resume", "latest").expect(0);
        assertTrue(again.err().contains("is finished already"), again.err());
        assertEquals(run.out(), again.out());
    }

    @Test
    void aRunInUseIsLocked() throws Exception {
        String study = scripted(100, "completed", 1000, 0);
        Typed first = new Typed();
        CompletableFuture<IntConsumer> interrupt = new CompletableFuture<>();
        first.interrupts = listener -> {
            interrupt.complete(listener);
            return () -> {};
        };
        Thread running = Thread.ofPlatform().start(() -> first.type("run", study, "--dir", "busy", "--workers", "1"));
        IntConsumer end = interrupt.get(30, TimeUnit.SECONDS);
        while (running.isAlive() && !first.err().contains("/1000] trial")) Thread.sleep(10);
        Typed second = type("resume", "busy").expect(6);
        assertTrue(second.err().contains("in use by another process"), second.err());
        type("rank", "busy").expect(0);
        end.accept(130);
        running.join();
        first.expect(130);
    }

    @Test
    void otherDataOnResumeIsRefused() throws IOException {
        Files.writeString(folder.resolve("data"), "one");
        Files.writeString(
                folder.resolve("study.json"),
                "{\"trainer\": {\"type\": \"scripted\", \"millis\": 20, \"file\": \"data\"},"
                        + " \"search\": {\"searcher\": \"random\", \"trials\": 50}}");
        Typed stopped = new Typed();
        stopped.interrupts = after(100, 130);
        stopped.type("run", "study.json", "--dir", "run", "--workers", "1").expect(130);
        Files.writeString(folder.resolve("data"), "two");
        Typed resumed = type("resume", "run").expect(3);
        assertEquals("""
                sextant: the data has changed since the run began: sha256 was one and is two
                  Put the former data back, or begin a new run: sextant run STUDY
                """, resumed.err());
    }

    @Test
    void aBadStudyLeavesNothingBehind() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "{\"trainer\": {\"type\": \"scripted\", \"x\": 2}}");
        Typed run = type("run", "bad.json").expect(3);
        assertEquals("""
                bad.json:1:39: error: /trainer/x: must be in [0, 1], got 2
                    1 | {"trainer": {"type": "scripted", "x": 2}}
                      |                                       ^
                """, run.err());
        Files.writeString(folder.resolve("bad.json"), "{\"trainer\": {\"type\": \"scripted\", \"file\": \"nowhere\"}}");
        assertEquals("""
                bad.json:1:42: error: /trainer/file: there is no file nowhere
                    1 | {"trainer": {"type": "scripted", "file": "nowhere"}}
                      |                                          ^
                      = help: write one
                """, type("run", "bad.json").expect(3).err());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("bad.json")), files.toList());
        }
    }

    @Test
    void aDirectoryThatIsNotEmptyIsNotTaken() throws IOException {
        String study = scripted(0, "completed", 2, 0);
        Typed run = type("run", study, "--dir", ".").expect(2);
        assertTrue(run.err().contains("is not empty"), run.err());
        Typed file = type("run", study, "--dir", study).expect(2);
        assertTrue(file.err().contains("is a file"), file.err());
    }

    @Test
    void whatIsNotThereOrNotARunIsAUsageError() throws IOException {
        Files.createDirectory(folder.resolve("plain"));
        assertEquals(
                "sextant: there is no file missing.json\n  Paths begin at the current folder.\n",
                type("run", "missing.json").expect(2).err());
        for (String command : List.of("run", "rank", "resume"))
            assertTrue(type(command, "").expect(2).err().contains("has an empty name"), command);
        assertTrue(type("run", "plain").expect(2).err().contains("is a directory"));
        assertTrue(type("rank", "missing").expect(2).err().contains("there is no run missing"));
        assertTrue(type("rank", "latest").expect(2).err().contains("there is no run in runs"));
        assertTrue(type("resume", "plain").expect(2).err().contains("plain is not a run"));
        Files.writeString(folder.resolve("plain/study.resolved.json"), "{\"trainer\": {\"type\": \"scripted\"}}");
        Files.writeString(folder.resolve("plain/study.db"), "not a database");
        assertTrue(type("rank", "plain").expect(2).err().contains("study.db"));
        assertTrue(type("resume", "plain").expect(2).err().contains("study.db"));
    }

    @Test
    void validateGoesThroughEveryStudyAndTellsTheWorst() throws IOException {
        String good = scripted(0, "completed", 4, 2);
        Files.writeString(folder.resolve("bad.json"), "{}");
        Typed validated = type("validate", "bad.json", good, "missing.json").expect(3);
        assertTrue(validated.out().contains("scripted.json: good"), validated.out());
        assertTrue(validated.err().contains("bad.json:1:1: error: \"trainer\" is missing"), validated.err());
        assertTrue(validated.err().contains("there is no file missing.json"), validated.err());
    }

    @Test
    void validateSaysWhatWouldHappen() throws IOException {
        Files.writeString(folder.resolve("grid.json"), """
                { "description": "Where is the least?",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1], "grid": 7 }, "millis": { "int": [1, 9] } },
                  "search": { "searcher": "grid", "trials": 20 } }
                """);
        Typed validated = type("validate", "grid.json").expect(0);
        assertEquals("""
                grid.json: good
                  study            grid: Where is the least?
                  sha256           none
                  objective        minimize loss
                  seed             1
                  searcher         grid (shuffle false), window 8
                  pruner           none
                  trainings        search 20 + confirmation of up to 7 leaders × 5 seeds + test
                                   1 = at most 56, each at most 1 epoch
                  grid             35 points
                  parameters       2
                    x       uniform 0 … 1  default 0.5
                    millis  int 1 … 9      default 5
                """, validated.out());
        assertTrue(validated.err().contains("the grid has 35 points, more than the 19 trials"), validated.err());
    }
}
