// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import dev.sextant.studies.wiring.SavedRun;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AskTellSocketIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENTS = Path.of("clients").toAbsolutePath();

    /** What a client in another language trains. */
    private static final String PYTHON = """
            import sextant_ask
            with sextant_ask.Study(socket="s") as study:
                for trial in study:
                    for epoch in range(1, trial.epochs + 1):
                        if trial.report(epoch, trial.parameters["x"] ** 2 + 1 / epoch):
                            break
                    else:
                        trial.tell()
            """;

    private static final String NODE = """
            import { Study } from "./sextant-ask.mjs";
            const study = await Study.connect("s");
            for await (const trial of study) {
              let stopped = false;
              for (let epoch = 1; epoch <= trial.epochs && !stopped; epoch++)
                stopped = await trial.report(epoch, trial.parameters.x * trial.parameters.x + 1 / epoch);
              if (!stopped) await trial.tell();
            }
            await study.close();
            """;

    @TempDir
    Path folder;

    private final AtomicReference<IntConsumer> signals = new AtomicReference<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Begins the command; its exit code. */
    private CompletableFuture<Integer> serve(String directory, String... more) throws IOException {
        Files.writeString(folder.resolve("study.json"), """
                { "name": "both", "trainer": { "type": "external", "epochs": 4,
                    "parameters": { "x": { "uniform": [-2, 3] }, "kind": { "choice": ["a", "b"] } } },
                  "search": { "searcher": "tpe", "pruner": { "median": { "afterTrials": 3 } }, "trials": 24, "window": 5 } }
                """);
        List<String> typed = new ArrayList<>(List.of("ask-tell", "study.json", "--dir", directory, "--socket", "s"));
        typed.addAll(List.of(more));
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
        Interrupts interrupts = listener -> {
            signals.set(listener);
            return () -> {};
        };
        Console console = new Console(InputStream.nullInputStream(), out, out, folder, 80, false, interrupts);
        return CompletableFuture.supplyAsync(
                () -> Main.run(typed.toArray(String[]::new), console),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private SocketChannel connect() throws Exception {
        while (!said().contains("listening at")) {
            assertFalse(said().contains("sextant:"), said());
            Thread.sleep(5);
        }
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    private static JsonNode ask(SocketChannel channel, BufferedReader in, String line) throws IOException {
        channel.write(ByteBuffer.wrap((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8)));
        return JSON.readTree(in.readLine());
    }

    private static BufferedReader reader(SocketChannel channel) {
        return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /** One trial after the other until there are none. */
    private static void train(SocketChannel channel) {
        try (channel) {
            BufferedReader in = reader(channel);
            while (true) {
                JsonNode asked = ask(channel, in, "{'ask': 1}");
                if (asked.has("error")) {
                    if (!asked.path("wait").asBoolean()) return;
                    Thread.sleep(1);
                    continue;
                }
                long trial = asked.get("trial").longValue();
                double x = asked.at("/parameters/x").doubleValue();
                boolean stopped = false;
                for (int epoch = 1; epoch <= asked.get("epochs").intValue() && !stopped; epoch++)
                    stopped = ask(
                                    channel,
                                    in,
                                    "{'report': {'trial': %d, 'epoch': %d, 'value': %s}}"
                                            .formatted(trial, epoch, x * x + 1.0 / epoch))
                            .has("prune");
                if (!stopped) ask(channel, in, "{'tell': {'trial': %d, 'state': 'completed'}}".formatted(trial));
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private List<Trial> trained(int clients) throws Exception {
        err.reset();
        String run = "run-" + clients;
        CompletableFuture<Integer> exit = serve(run);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < clients; i++) channels.add(connect());
        for (SocketChannel channel : channels)
            all.add(CompletableFuture.runAsync(
                    () -> train(channel), task -> Thread.ofPlatform().daemon().start(task)));
        for (CompletableFuture<Void> each : all) each.get(30, TimeUnit.SECONDS);
        assertEquals(0, exit.get(30, TimeUnit.SECONDS), said());
        assertFalse(Files.exists(folder.resolve("s")));
        assertFalse(Files.exists(folder.resolve(run).resolve("reports.jsonl")));
        return SavedRun.find(run, folder).trials();
    }

    @Test
    void howManyClientsTrainChangesNothing() throws Exception {
        List<Trial> expected = trained(1);
        assertEquals(24, expected.size());
        assertTrue(expected.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Pruned));
        for (int clients : new int[] {2, 5}) {
            assertEquals(expected, trained(clients));
            for (String report : List.of("trials.csv", "report.md"))
                assertEquals(
                        Files.readString(folder.resolve("run-1").resolve(report)),
                        Files.readString(folder.resolve("run-" + clients).resolve(report)));
        }
    }

    @Test
    void clientsInPythonAndNodeComeToTheSameTrials() throws Exception {
        List<Trial> expected = trained(1);
        List<List<String>> programs = new ArrayList<>();
        Files.copy(CLIENTS.resolve("sextant_ask.py"), folder.resolve("sextant_ask.py"));
        Files.copy(CLIENTS.resolve("sextant-ask.mjs"), folder.resolve("sextant-ask.mjs"));
        Files.writeString(folder.resolve("train.py"), PYTHON);
        Files.writeString(folder.resolve("train.mjs"), NODE);
        for (List<String> program : List.of(List.of("python3", "train.py"), List.of("node", "train.mjs"))) {
            if (there(program.getFirst())) programs.add(program);
            else System.out.println("not tried, for there is none here: " + program.getFirst());
        }
        assumeTrue(!programs.isEmpty(), "there is neither python3 nor node here");
        err.reset();
        CompletableFuture<Integer> exit = serve("mixed");
        List<Process> processes = new ArrayList<>();
        for (List<String> program : programs)
            processes.add(new ProcessBuilder(program)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(program.getLast() + ".txt").toFile())
                    .start());
        for (int i = 0; i < processes.size(); i++) {
            assertTrue(processes.get(i).waitFor(30, TimeUnit.SECONDS));
            assertEquals("", Files.readString(folder.resolve(programs.get(i).getLast() + ".txt")));
            assertEquals(0, processes.get(i).exitValue());
        }
        assertEquals(0, exit.get(30, TimeUnit.SECONDS), said());
        assertEquals(expected, SavedRun.find("mixed", folder).trials());
    }

    private static boolean there(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void onlyTheUserMaySpeakAndCtrlCEndsItWithNothingLost() throws Exception {
        CompletableFuture<Integer> exit = serve("run");
        SocketChannel channel = connect();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s"))));
        BufferedReader in = reader(channel);
        ask(channel, in, "{'ask': 1}");
        ask(channel, in, "{'report': {'trial': 0, 'epoch': 1, 'value': 0.5}}");
        signals.get().accept(ExitCode.INTERRUPTED);
        assertEquals(ExitCode.INTERRUPTED, exit.get(30, TimeUnit.SECONDS));
        assertFalse(Files.exists(folder.resolve("s")));
        Dialogue again = new Dialogue(folder, "ask-tell", "study.json", "--dir", "run");
        JsonNode pending = again.ask("{'pending': {}}");
        assertEquals(1, pending.at("/pending/0/reported").intValue(), pending.toString());
        assertTrue(again.ask("{'report': {'trial': 0, 'epoch': 1, 'value': 0.25}}")
                .get("error")
                .textValue()
                .contains("reported before and differently (0.5)"));
        assertEquals(1, again.ask("{'rank': {}}").at("/rank/counts/unfinished").intValue());
        assertEquals(0, again.end());
    }

    @Test
    void aSocketThatADeadProcessLeftIsReplacedAndOneOfALiveProcessIsNot() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        }
        assertTrue(Files.exists(folder.resolve("s")));
        CompletableFuture<Integer> exit = serve("run");
        try (SocketChannel channel = connect()) {
            assertTrue(ask(channel, reader(channel), "{'ask': 1}").has("trial"));
            Typed second = Typed.in(folder, "ask-tell", "study.json", "--socket", "s");
            assertEquals(6, second.exit());
            assertEquals(
                    "sextant: another process listens at " + folder.resolve("s")
                            + "\n  Speak with it, or name another file.\n",
                    second.err());
        }
        signals.get().accept(ExitCode.TERMINATED);
        assertEquals(ExitCode.TERMINATED, exit.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aPlaceThatIsNoneIsRefused() throws Exception {
        serve("run", "--trials", "0").join();
        Files.writeString(folder.resolve("file"), "words");
        Typed file = Typed.in(folder, "ask-tell", "study.json", "--socket", "file");
        assertEquals(2, file.exit());
        assertTrue(file.err().contains("/file is there already and no socket"), file.err());
        assertEquals("words", Files.readString(folder.resolve("file")));
        Typed none = Typed.in(folder, "ask-tell", "study.json", "--socket", "none/s");
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("is in no folder that exists"), none.err());
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Typed everybody = Typed.in(folder, "ask-tell", "study.json", "--socket", "open/s");
        assertEquals(2, everybody.exit());
        assertTrue(everybody.err().contains("everybody may write to"), everybody.err());
        Typed longer = Typed.in(folder, "ask-tell", "study.json", "--socket", "s".repeat(120));
        assertEquals(2, longer.exit());
        assertTrue(longer.err().contains("cannot listen at"), longer.err());
    }
}
