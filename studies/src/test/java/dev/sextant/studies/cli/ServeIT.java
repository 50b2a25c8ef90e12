// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live pages as commands serve them, over sockets. */
class ServeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final String home = System.getProperty("user.home");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<IntConsumer> signals = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void takeTheFolderForAHome() {
        System.setProperty("user.home", folder.resolve("home").toString());
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        System.setProperty("user.home", home);
        // Twice, as somebody in a hurry: a test that failed leaves nothing for the next.
        signal(ExitCode.INTERRUPTED);
        signal(ExitCode.INTERRUPTED);
        for (Process process : processes) process.destroyForcibly().waitFor();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int type(String... arguments) {
        Interrupts interrupts = listener -> {
            synchronized (signals) {
                signals.add(listener);
            }
            return () -> {
                synchronized (signals) {
                    signals.remove(listener);
                }
            };
        };
        return Main.run(
                arguments,
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        80,
                        false,
                        interrupts));
    }

    private CompletableFuture<Integer> begin(String... arguments) {
        return CompletableFuture.supplyAsync(
                () -> type(arguments), command -> Thread.ofPlatform().daemon().start(command));
    }

    private void signal(int code) {
        List<IntConsumer> listening;
        synchronized (signals) {
            listening = List.copyOf(signals);
        }
        for (IntConsumer listener : listening) listener.accept(code);
    }

    private void end(CompletableFuture<Integer> server) throws Exception {
        signal(ExitCode.INTERRUPTED);
        assertEquals(ExitCode.INTERRUPTED, server.get(60, TimeUnit.SECONDS), err());
    }

    private String study(int millis, int trials, String more) throws IOException {
        Files.writeString(folder.resolve("scripted.json"), """
                { "name": "scripted",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": %d%s },
                  "search": { "searcher": "random", "trials": %d },
                  "confirm": { "top": 0 } }
                """.formatted(millis, more, trials));
        return "scripted.json";
    }

    /** A run that somebody stopped after some trials. */
    private void stopped(String name, int millis, int trials, String more) throws Exception {
        CompletableFuture<Integer> run =
                begin("run", study(millis, trials, more), "--dir", name, "--workers", "2", "--serve", "0");
        try (LivePage page = LivePage.of(this::err);
                LivePage.Events events = page.listen(page.run())) {
            events.await("frame", frame -> frame.get("done").intValue() > 2);
            page.done("/api/runs/" + page.run() + "/stop", "{}");
            assertEquals(ExitCode.INTERRUPTED, run.get(60, TimeUnit.SECONDS), err());
        }
        err.reset();
        out.reset();
    }

    @Test
    void aRunIsFollowedFromItsBeginningToItsEnd() throws Exception {
        CompletableFuture<Integer> run =
                begin("run", study(20, 60, ""), "--dir", "run", "--workers", "2", "--serve", "0");
        try (LivePage page = LivePage.of(this::err);
                LivePage.Events events = page.listen(page.run())) {
            assertTrue(page.run().matches("run-[0-9a-f]{10}"), page.run());
            assertEquals(
                    page.token(),
                    Files.readString(folder.resolve("run/serve.token")).strip());
            JsonNode frame = events.await("frame", told -> told.get("done").intValue() > 5);
            assertEquals("search", frame.get("phase").textValue());
            assertEquals(60, frame.get("total").intValue());
            JsonNode shown = page.json("/api/runs/" + page.run());
            assertEquals("running", shown.get("state").textValue());
            assertEquals("[\"stop\",\"enqueue\"]", shown.get("actions").toString());
            assertEquals(0, run.get(60, TimeUnit.SECONDS), err());
            JsonNode ending = events.await("ending", _ -> true);
            assertEquals("finished", ending.get("ending").textValue());
            long told = events.heard().stream()
                    .mapToLong(event -> event.data().path("ended").size()
                            + event.data().path("more").asLong())
                    .sum();
            assertTrue(told > 20, "of 60 trials " + told + " were told of");
        }
        assertFalse(Files.exists(folder.resolve("run/serve.token")), "the token opens nothing any more");
        assertFalse(Files.readString(folder.resolve("run/sextant.log")).contains("#token="));
    }

    @Test
    void theResultIsTheSameWithAPageAndWithout() throws Exception {
        String file = study(0, 30, "");
        assertEquals(0, type("run", file, "--quiet", "--dir", "without", "--workers", "1"), err());
        String without = out.toString(StandardCharsets.UTF_8);
        assertEquals("", err());
        for (int workers : new int[] {1, 2, 5}) {
            out.reset();
            String directory = "with" + workers;
            assertEquals(
                    0, type("run", file, "--quiet", "--dir", directory, "--workers", "" + workers, "--serve=0"), err());
            assertEquals(without, out.toString(StandardCharsets.UTF_8));
            assertEquals(
                    Files.readString(folder.resolve("without/trials.csv")),
                    Files.readString(folder.resolve(directory).resolve("trials.csv")));
        }
        assertTrue(err().contains("live page: http://127.0.0.1:"), "it is shown however quiet: " + err());
    }

    @Test
    void aRunThatIsStoppedOnItsPageEndsInOrder() throws Exception {
        stopped("run", 20, 2_000, "");
        JsonNode report = JSON.readTree(folder.resolve("run/report.json").toFile());
        assertEquals("stopped", report.get("ending").textValue());
        assertEquals(0, type("store", "check", "run"), err());
    }

    @Test
    void aStoppedRunIsGoneOnWithAndTakesConfigurations() throws Exception {
        stopped("run", 20, 2_000, "");
        CompletableFuture<Integer> server = begin("serve", "run", "--port", "0", "--workers", "3");
        try (LivePage page = LivePage.of(this::err)) {
            String id = page.await("run", "stopped").get("id").textValue();
            String run = "/api/runs/" + id;
            long before = page.listed("run").get("trials").longValue();
            assertEquals("[\"resume\"]", page.json(run).get("actions").toString());
            assertEquals("The run run is not running.", page.refused(409, run + "/stop", "{}"));
            assertEquals(
                    "The run run is not running. Resume it first.",
                    page.refused(409, run + "/enqueue", "{\"parameters\": {\"x\": 0.5}}"));
            assertEquals(
                    "/workers: must be a whole number from 1 to 3, which this server was started with (--workers).",
                    page.refused(422, run + "/resume", "{\"workers\": 4}"));
            try (LivePage.Events events = page.listen(id)) {
                assertEquals("The run goes on with 2 workers.", page.done(run + "/resume", "{\"workers\": 2}"));
                assertEquals("The run run is running.", page.refused(409, run + "/resume", "{}"));
                events.await("frame", frame -> frame.get("done").longValue() > before);
                assertEquals(
                        "It is kept, and is the next trial that is decided, unless the search ends before.",
                        page.done(run + "/enqueue", "{\"parameters\": {\"x\": 0.3125}}"));
                JsonNode frame = events.await(
                        "frame", told -> told.get("ended").toString().contains("\"x\":0.3125"));
                long number = number(frame);
                JsonNode trial = page.json(run + "/trials/" + number);
                assertEquals(0.3125, trial.get("document").get("x").doubleValue());
                assertEquals(
                        "[\"A person enqueued it while the search went on, in place of what random would have proposed.\"]",
                        trial.get("proposal").toString());
                assertEquals(1, trial.get("attempts").size());
                assertTrue(
                        page.json(run).get("stamp").textValue().startsWith("1 trial was enqueued by hand"),
                        page.json(run).get("stamp").toString());
                page.done(run + "/stop", "{}");
                events.await(
                        "ending", ending -> ending.get("ending").textValue().equals("stopped"));
            }
            assertEquals("stopped", page.listed("run").get("state").textValue());
            end(server);
        }
        assertTrue(Files.readString(folder.resolve("run/report.json")).contains("enqueued by hand"));
        assertEquals(0, type("store", "check", "run"), err());
        out.reset();
        assertEquals(0, type("verify", "run"), out + err());
    }

    private static long number(JsonNode frame) {
        for (JsonNode trial : frame.get("ended"))
            if (trial.get("values").get("x").doubleValue() == 0.3125)
                return trial.get("number").longValue();
        throw new AssertionError(frame);
    }

    @Test
    void aServerThatEndsLetsItsRunsEndInOrder() throws Exception {
        stopped("run", 20, 2_000, "");
        CompletableFuture<Integer> server = begin("serve", "run", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            String id = page.listed("run").get("id").textValue();
            page.done("/api/runs/" + id + "/resume", "{}");
            end(server);
        }
        assertTrue(err().contains("stopping: the running trials of 1 run end as they would"), err());
        JsonNode report = JSON.readTree(folder.resolve("run/report.json").toFile());
        assertEquals("stopped", report.get("ending").textValue());
        assertEquals(0, type("store", "check", "run"), out + err());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("writer: none"), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aRunOfAnotherProcessIsFollowedAndStopped() throws Exception {
        Process other = start("run", study(30, 5_000, ""), "--dir", "runs/other", "--workers", "2", "--quiet");
        CompletableFuture<Integer> server = begin("serve", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            awaitFile(folder.resolve("runs/other/study.db"));
            String id = page.await("other", "elsewhere").get("id").textValue();
            assertEquals("other", id);
            assertEquals(
                    "[\"stop\"]", page.json("/api/runs/other").get("actions").toString());
            assertEquals("The run other is run by another process.", page.refused(409, "/api/runs/other/resume", "{}"));
            assertEquals(
                    "The run other is run by another process, which takes no configurations from here.",
                    page.refused(409, "/api/runs/other/enqueue", "{\"parameters\": {}}"));
            try (LivePage.Events events = page.listen("other")) {
                JsonNode first =
                        events.await("frame", frame -> frame.get("done").intValue() > 0);
                int done = first.get("done").intValue();
                JsonNode next = events.await(
                        "frame",
                        frame -> frame.get("done").intValue() > done
                                && !frame.get("ended").isEmpty());
                assertEquals(5_000, next.get("total").intValue());
                assertEquals("[]", next.get("running").toString());
                String said = page.done("/api/runs/other/stop", "{}");
                assertTrue(said.startsWith("Process " + other.pid() + ", which runs it, was asked to end it"), said);
                assertEquals(
                        "stopped",
                        events.await("ending", _ -> true).get("ending").textValue());
            }
            assertTrue(other.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.TERMINATED, other.exitValue());
            page.await("other", "stopped");
            page.done("/api/runs/other/resume", "{\"workers\": 1}");
            page.await("other", "running");
            end(server);
        }
    }

    private static void awaitFile(Path file) throws InterruptedException {
        for (int i = 0; i < 6_000 && !Files.exists(file); i++) Thread.sleep(10);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    @Test
    void filesAreTakenAwayAsTheRunWroteThem() throws Exception {
        assertEquals(0, type("run", study(0, 20, ""), "--dir", "runs/a", "--quiet"), err());
        CompletableFuture<Integer> server = begin("serve", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            for (String file : List.of("report.json", "trials.csv", "study.resolved.json", "report.html"))
                assertEquals(
                        untimed(Files.readString(folder.resolve("runs/a").resolve(file))),
                        untimed(page.get("/api/runs/a/export/" + file).body()),
                        file);
            assertEquals("finished", page.listed("a").get("state").textValue());
            assertEquals("[]", page.json("/api/runs/a").get("actions").toString());
            assertEquals("The run a is finished.", page.refused(409, "/api/runs/a/stop", "{}"));
            assertEquals(
                    "The run a is finished already. Nothing is left to run.",
                    page.refused(409, "/api/runs/a/resume", "{}"));
            end(server);
        }
    }

    /** Without the one part of a report that tells how the run went. */
    private static String untimed(String report) {
        return report.replaceAll("(?s)<script type=\"application/json\" id=\"timeline\">.*?</script>", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs/nobody",
                "/api/runs/nobody/events",
                "/api/runs/nobody/trials/0",
                "/api/runs/a/trials/21",
                "/api/runs/nobody/export/report.json"
            })
    void whatIsNotThereIsSaid(String path) throws Exception {
        assertEquals(0, type("run", study(0, 20, ""), "--dir", "runs/a", "--quiet"), err());
        CompletableFuture<Integer> server = begin("serve", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            var answer = page.get(path);
            assertEquals(404, answer.statusCode(), answer.body());
            String said = path.endsWith("/21")
                    ? "The run a has no trial 21. Its trials are 0 to 20."
                    : "There is no such run here. Look at the list of runs.";
            assertEquals(said, JSON.readTree(answer.body()).get("error").textValue());
            end(server);
        }
    }

    @Test
    void theListHasWhatCannotBeReadAndWhatBeginsLater() throws Exception {
        Files.createDirectories(folder.resolve("runs/broken"));
        Files.writeString(folder.resolve("runs/broken/study.resolved.json"), "{");
        CompletableFuture<Integer> server = begin("serve", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            JsonNode broken = page.listed("broken");
            assertEquals("unreadable", broken.get("state").textValue());
            assertEquals(
                    "study.resolved.json cannot be read as a study",
                    broken.get("message").textValue());
            assertEquals(409, page.get("/api/runs/broken").statusCode());
            Files.createDirectories(folder.resolve("runs"));
            assertEquals(0, type("run", study(0, 3, ""), "--dir", "runs/later", "--quiet"), err());
            assertEquals(
                    "finished", page.await("later", "finished").get("state").textValue());
            end(server);
        }
    }

    @Test
    void dataThatHasChangedIsRefused() throws Exception {
        Files.writeString(folder.resolve("data"), "one");
        stopped("run", 20, 2_000, ", \"file\": \"data\"");
        Files.writeString(folder.resolve("data"), "two");
        CompletableFuture<Integer> server = begin("serve", "run", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            String id = page.listed("run").get("id").textValue();
            String said = page.refused(409, "/api/runs/" + id + "/resume", "{}");
            assertEquals(
                    "The data has changed since the run began: sha256 was one and is two. Put the former data back,"
                            + " or begin a new run: sextant run STUDY.",
                    said);
            page.await("run", "stopped");
            end(server);
        }
    }

    @Test
    void theTokenIsKeptForItsUserAloneAndSaidOnce() throws Exception {
        CompletableFuture<Integer> server = begin("serve", "--port", "0");
        try (LivePage page = LivePage.of(this::err)) {
            Matcher said = Pattern.compile("The token is in (\\S+), too\\.").matcher(err());
            for (int i = 0; i < 500 && !said.find(); i++) {
                Thread.sleep(10);
                said.reset(err());
            }
            Path kept = Path.of(said.group(1));
            assertEquals(page.token(), Files.readString(kept).strip());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
            end(server);
            assertFalse(Files.exists(kept));
            assertEquals(1, err().split(page.token(), -1).length - 1, err());
            assertEquals("", out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPageThatIsKeptStaysUntilSomebodyEndsIt() throws Exception {
        CompletableFuture<Integer> run = begin("run", study(0, 5, ""), "--dir", "run", "--serve", "0", "--keep");
        try (LivePage page = LivePage.of(this::err)) {
            for (int i = 0; i < 3_000 && !err().contains("its page stays: Ctrl-C ends it"); i++) Thread.sleep(10);
            assertFalse(run.isDone());
            assertEquals(
                    "finished",
                    page.json("/api/runs/" + page.run()).get("state").textValue());
            signal(ExitCode.INTERRUPTED);
            assertEquals(0, run.get(60, TimeUnit.SECONDS), err());
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedWhereItWasNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertEquals(2, type("serve", "--port", port), err());
            assertTrue(err().contains("sextant: cannot serve on 127.0.0.1, port " + port + ": "), err());
            assertEquals(2, type("run", study(0, 3, ""), "--serve", port, "--dir", "run"), err());
            assertFalse(Files.exists(folder.resolve("run")), "nothing stays behind");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "serve --port 70000 | --port 70000: must be from 0 to 65535",
                "serve --port x | --port x: must be a whole number",
                "serve --workers 0 | --workers 0: must be from 1 to 4096",
                "serve --tls-cert a | --tls-cert needs its key, too: --tls-key FILE",
                "serve --tls-key a | --tls-key needs the certificate, too: --tls-cert FILE",
                "serve nobody | there is no run nobody",
                "serve --host 0.0.0.0 --port 0 | --insecure-plaintext",
                "run scripted.json --serve 70000 | --serve 70000: must be from 0 to 65535",
                "run scripted.json --keep | --keep: there is no page to keep; add --serve"
            })
    void whatIsWrongIsSaid(String typed, String said) throws Exception {
        study(0, 3, "");
        assertEquals(2, type(typed.split(" ")), err());
        assertTrue(err().contains(said), err());
    }
}
