// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of a cluster, each an address of the loopback interface in this one process, over Hazelcast and TLS. */
class ClusterIT {
    private static final String STUDY = """
            { "name": "carried",
              "trainer": { "data": { "csv": "iris.csv", "target": "species" }, "epochs": 4, "learningRate": { "log": [1e-3, 1.0] } },
              "search": { "searcher": "random", "trials": 12 },
              "confirm": { "top": 2, "seeds": 3 } }
            """;

    @TempDir
    private Path folder = Path.of("");

    private int memberPort;
    private int busPort;

    /** A command that goes on, and what it has written so far. */
    private final class Running {
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private volatile @Nullable IntConsumer listener;
        private final CompletableFuture<Integer> exit;

        Running(String... arguments) {
            PrintStream written = new PrintStream(err, true, StandardCharsets.UTF_8);
            Interrupts interrupts = to -> {
                listener = to;
                return () -> listener = null;
            };
            exit = CompletableFuture.supplyAsync(
                    () -> Main.run(arguments, new Console(written, written, folder, 80, false, interrupts)),
                    task -> Thread.ofPlatform().daemon().start(task));
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        Running await(String words) throws Exception {
            for (int i = 0; i < 600 && !err().contains(words); i++) Thread.sleep(100);
            assertTrue(err().contains(words), () -> words + "\n in \n" + err());
            return this;
        }

        void interrupt() {
            IntConsumer told = listener;
            if (told != null) told.accept(ExitCode.INTERRUPTED);
        }

        void expect(int code) throws Exception {
            assertEquals(code, exit.get(60, TimeUnit.SECONDS), this::err);
        }
    }

    @BeforeEach
    void makeCluster() throws IOException {
        memberPort = freePort();
        busPort = freePort();
        make("lab", "lab");
        Files.copy(Path.of("datasets", "iris.csv"), folder.resolve("iris.csv"));
        Files.writeString(folder.resolve("study.json"), STUDY);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void make(String dir, String name) {
        Typed.in(
                        folder,
                        "cluster",
                        "init",
                        "--dir",
                        dir,
                        "--name",
                        name,
                        "--members",
                        "127.0.0.1",
                        "--member-port",
                        Integer.toString(memberPort),
                        "--bus-port",
                        Integer.toString(busPort))
                .expect(ExitCode.DONE);
    }

    private Running worker(String cluster, int address, String... more) {
        String[] arguments = {
            "worker",
            "--cluster",
            cluster + "/cluster.json",
            "--bind",
            "127.0.0." + address,
            "--cache",
            "cache" + address,
            "--slots",
            "2"
        };
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new Running(all);
    }

    private String ranking(String run) {
        return Typed.in(folder, "rank", run, "--format", "json")
                .expect(ExitCode.DONE)
                .out();
    }

    @Test
    void threeMachinesFindWhatOneFindsAndNeedNoCopyOfTheStudyOrItsData() throws Exception {
        Running first = worker("lab", 2, "--once");
        Running second = worker("lab", 3, "--once");
        Running run =
                new Running("run", "study.json", "--cluster", "lab/cluster.json", "--workers", "0", "--dir", "many");
        run.expect(ExitCode.DONE);
        first.expect(ExitCode.DONE);
        second.expect(ExitCode.DONE);
        first.await("carried: training, 2 trials at a time").await("carried: over; ");
        run.await(" joins with 2 slots");

        Typed.in(folder, "run", "study.json", "--workers", "1", "--dir", "one").expect(ExitCode.DONE);
        assertEquals(ranking("one"), ranking("many"));
    }

    @Test
    void aClusterRunsOneStudyAtATimeAndSaysWhich() throws Exception {
        Files.writeString(folder.resolve("slow.json"), """
                { "name": "slow",
                  "trainer": { "type": "scripted", "x": { "uniform": [0, 1] }, "millis": 100, "ends": "completed" },
                  "search": { "searcher": "random", "trials": 1000 } }
                """);
        Running run =
                new Running("run", "slow.json", "--cluster", "lab/cluster.json", "--workers", "1", "--dir", "slow");
        run.await("[1/1000]");
        Typed.in(folder, "run", "study.json", "--cluster", "lab/cluster.json", "--bind", "127.0.0.2", "--dir", "other")
                .expect(ExitCode.LOCKED)
                .saying("the cluster \"lab\" runs a study already: ")
                .saying("runs the study slow A cluster runs one study at a time. Wait for it, or stop it first.");
        assertTrue(Files.notExists(folder.resolve("other/study.resolved.json")));
        run.interrupt();
        run.expect(ExitCode.INTERRUPTED);
    }

    @Test
    void certificatesOfAnotherAuthorityAreNamedAsWhatKeepsMachinesApart() throws Exception {
        make("strange", "lab");
        Running run =
                new Running("run", "study.json", "--cluster", "lab/cluster.json", "--workers", "0", "--dir", "apart");
        run.await("cluster lab at 127.0.0.1");
        Running worker = worker("strange", 2);
        worker.await("still waiting: 1 other machine is in the cluster, and none answers that it runs a study");
        worker.await(
                "127.0.0.1:" + busPort + " refuses this machine's certificate, or shows one that is refused here: ");
        worker.interrupt();
        worker.expect(ExitCode.INTERRUPTED);
        run.interrupt();
        run.expect(ExitCode.INTERRUPTED);
    }

    @Test
    void aWorkerOfAnotherClusterSaysWhomItLooksFor() throws Exception {
        make("attic", "attic");
        Running run =
                new Running("run", "study.json", "--cluster", "lab/cluster.json", "--workers", "0", "--dir", "alone");
        run.await("cluster lab at 127.0.0.1");
        Running worker = worker("attic", 2);
        worker.await("still waiting: no other machine of the cluster attic is found; tried 127.0.0.1:" + memberPort);
        worker.interrupt();
        worker.expect(ExitCode.INTERRUPTED);
        run.interrupt();
        run.expect(ExitCode.INTERRUPTED);
    }

    @Test
    void whatCannotBeJoinedIsSaidBeforeAnythingBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(busPort, 1, InetAddress.getLoopbackAddress())) {
            // A worker would take the next ports: nobody has to find it.
            Typed.in(folder, "run", "study.json", "--cluster", "lab/cluster.json", "--dir", "none")
                    .expect(ExitCode.USAGE)
                    .saying("the event bus cannot listen at 127.0.0.1 port " + taken.getLocalPort()
                            + ": Address already in use");
        }
        Typed.in(folder, "worker").expect(ExitCode.USAGE).saying("a worker belongs to a cluster: name its file");
        Typed.in(folder, "run", "study.json", "--workers", "0")
                .expect(ExitCode.USAGE)
                .saying("--workers 0: nobody would train, unless --cluster has other machines do so");
        Typed.in(folder, "run", "study.json", "--bind", "127.0.0.1")
                .expect(ExitCode.USAGE)
                .saying("--bind needs --cluster");
        Typed.in(folder, "worker", "--cluster", "lab/cluster.json", "--slots", "0")
                .expect(ExitCode.USAGE)
                .saying("--slots 0: must be from 1 to 4096");
    }
}
