// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.throughput;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Ask–tell rounds a second through a real process, with the random searcher and a store on disk, every line durable
 * before it is answered.
 *
 * <p>Arguments: the command line's words, such as {@code java -jar target/sextant.jar}. {@code -Drounds=10000} a client
 * and measurement, {@code -Dwarm=3000} before it; {@code -Dmanners=STRICT,EIGHT} for some of the manners. Runs in a
 * folder of its own below the current one, since it measures a disk.
 */
public final class AskTellRounds {
    private static final int ROUNDS = Integer.getInteger("rounds", 10_000);
    private static final int WARM = Integer.getInteger("warm", 3_000);

    private static final List<String> MANNERS = List.of(
                    System.getProperty("manners", "").split(","))
            .stream()
            .filter(name -> !name.isEmpty())
            .toList();

    private AskTellRounds() {}

    /** How a client speaks. */
    private enum Manner {
        STRICT("ask 1, wait, tell, wait"),
        TOGETHER("tell and the next ask in one write"),
        REPORTS("as strict, with 3 reports between"),
        EIGHT("ask 8, wait, 8 tells in one write, wait"),
        PIPELINED("64 rounds under way");

        private final String words;

        Manner(String words) {
            this.words = words;
        }
    }

    public static void main(String[] command) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rounds");
        try {
            for (int clients : new int[] {0, 1, 4})
                for (Manner manner : Manner.values())
                    if (MANNERS.isEmpty() || MANNERS.contains(manner.name()))
                        measure(List.of(command), folder, manner, clients);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    /** @param clients at a socket; 0 for one over the process's pipes */
    private static void measure(List<String> command, Path folder, Manner manner, int clients) throws Exception {
        Files.writeString(folder.resolve("study.json"), """
                {"trainer": {"type": "external", "epochs": 9, "parameters": {"x": {"uniform": [-5, 5]},
                  "rate": {"log": [1e-5, 1]}, "kind": {"choice": ["a", "b", "c"]}}},
                 "search": {"searcher": "random", "trials": 10000000, "window": 1000}}
                """);
        String run = manner + "-" + clients;
        List<String> typed = new ArrayList<>(command);
        typed.addAll(List.of("ask-tell", "study.json", "--dir", run));
        if (clients > 0) typed.addAll(List.of("--socket", "s"));
        Process process = new ProcessBuilder(typed)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("err.txt").toFile()))
                .start();
        try {
            double rate;
            if (clients == 0) {
                Client client = new Client(process.getInputStream(), process.getOutputStream());
                client.rounds(manner, WARM);
                rate = ROUNDS / client.rounds(manner, ROUNDS);
            } else rate = socket(folder.resolve("s"), manner, clients);
            System.out.printf(
                    "%-9s %d client%s  %-42s %8.0f rounds/s%n",
                    clients == 0 ? "pipes" : "socket",
                    Math.max(1, clients),
                    clients > 1 ? "s" : " ",
                    manner.words,
                    rate);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(folder.resolve("s"));
        }
    }

    private static double socket(Path path, Manner manner, int clients) throws Exception {
        while (!Files.exists(path)) Thread.sleep(20);
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(path));
            all.add(new Client(Channels.newInputStream(channel), Channels.newOutputStream(channel)));
        }
        together(all, manner, WARM / clients);
        long begin = System.nanoTime();
        together(all, manner, ROUNDS);
        return 1e9 * ROUNDS * clients / (System.nanoTime() - begin);
    }

    private static void together(List<Client> clients, Manner manner, int rounds) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Client client : clients)
            all.add(CompletableFuture.runAsync(
                    () -> client.rounds(manner, rounds),
                    task -> Thread.ofPlatform().start(task)));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private static final class Client {
        private final BufferedReader in;
        private final OutputStream out;
        private final StringBuilder said = new StringBuilder();

        Client(InputStream in, OutputStream out) {
            this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
            this.out = out;
        }

        /** The seconds that they took. */
        double rounds(Manner manner, int rounds) {
            try {
                long begin = System.nanoTime();
                switch (manner) {
                    case STRICT -> strict(rounds, 0);
                    case REPORTS -> strict(rounds, 3);
                    case TOGETHER -> together(rounds);
                    case EIGHT -> batches(rounds, 8);
                    case PIPELINED -> pipelined(rounds, 64);
                }
                return (System.nanoTime() - begin) / 1e9;
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }

        private void strict(int rounds, int reports) throws IOException {
            for (int i = 0; i < rounds; i++) {
                say("{\"ask\": 1}").send();
                long trial = asked();
                for (int epoch = 1; epoch <= reports; epoch++) {
                    say("{\"report\": {\"trial\": %d, \"epoch\": %d, \"value\": 0.5}}".formatted(trial, epoch))
                            .send();
                    ok();
                }
                say(tell(trial)).send();
                ok();
            }
        }

        private void together(int rounds) throws IOException {
            say("{\"ask\": 1}").send();
            long trial = asked();
            for (int i = 1; i < rounds; i++) {
                say(tell(trial)).say("{\"ask\": 1}").send();
                ok();
                trial = asked();
            }
            say(tell(trial)).send();
            ok();
        }

        private void batches(int rounds, int size) throws IOException {
            for (int i = 0; i < rounds; i += size) {
                say("{\"ask\": " + size + "}").send();
                long[] trials = new long[size];
                for (int j = 0; j < size; j++) trials[j] = asked();
                for (long trial : trials) say(tell(trial));
                send();
                for (int j = 0; j < size; j++) ok();
            }
        }

        /** What comes is answered as it comes: a trial by its value, a value's receipt by another ask. */
        private void pipelined(int rounds, int under) throws IOException {
            int asked = Math.min(under, rounds);
            for (int i = 0; i < asked; i++) say("{\"ask\": 1}");
            send();
            for (int told = 0; told < rounds; ) {
                String line = in.readLine();
                if (line.startsWith("{\"trial\":")) say(tell(number(line)));
                else {
                    told++;
                    if (asked < rounds) {
                        say("{\"ask\": 1}");
                        asked++;
                    }
                }
                if (!in.ready()) send();
            }
        }

        private static String tell(long trial) {
            return "{\"tell\": {\"trial\": %d, \"value\": %s}}".formatted(trial, 1.0 / (trial + 1));
        }

        private Client say(String line) {
            said.append(line).append('\n');
            return this;
        }

        private void send() throws IOException {
            if (said.isEmpty()) return;
            out.write(said.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            said.setLength(0);
        }

        private long asked() throws IOException {
            return number(in.readLine());
        }

        private static long number(String line) {
            int end = line.indexOf(',');
            if (!line.startsWith("{\"trial\":")) throw new IllegalStateException(line);
            return Long.parseLong(line, 9, end, 10);
        }

        private void ok() throws IOException {
            String line = in.readLine();
            if (!line.startsWith("{\"ok\":")) throw new IllegalStateException(line);
        }
    }
}
