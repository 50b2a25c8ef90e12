// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.engine.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coordinator and two workers, each on a machine of its own, and what may happen to machines and the links between
 * them: the ranking is the one of a single machine, byte for byte.
 *
 * <p>{@code -Dsextant.rounds=3} makes a long trial of it, in which a worker is also frozen, for
 * {@code -Dsextant.pause=60} seconds, and links are cut for {@code -Dsextant.cut=20}.
 */
class ManyMachinesIT {
    private static final int COORDINATOR = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 3;

    /** Of other rounds than the first. */
    private static final int ROUNDS = Integer.getInteger("sextant.rounds", 1);

    private static final int PAUSE = Integer.getInteger("sextant.pause", 0);
    private static final int CUT = Integer.getInteger("sextant.cut", 3);

    @TempDir
    private Path folder;

    private final List<SextantProcess> processes = new ArrayList<>();
    private Machines machines;
    private SextantProcess coordinator;

    @BeforeEach
    void begin() throws Exception {
        String reason = Machines.impossible();
        if (!reason.isEmpty()) System.out.println("ManyMachinesIT is skipped: " + reason);
        assumeTrue(reason.isEmpty(), reason);
        machines = new Machines(3);
        SextantProcess.run(
                        folder,
                        "cluster",
                        "init",
                        "--dir",
                        "lab",
                        "--members",
                        Machines.address(COORDINATOR),
                        "--bind",
                        "10.77.0.0/24")
                .expect(0);
    }

    @AfterEach
    void end() {
        if (machines != null) machines.close();
    }

    @Test
    void theRankingIsTheSameWhateverHappensToMachinesAndLinks() throws Exception {
        happen(List.of(), () -> {});
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("many/study.db"))) {
            new StudyLedger(store).check();
        }
    }

    /** Long alone: a leader that was killed leads for as long as its lease. */
    @Test
    void alsoWhereTheDatabaseStartsAgainInTheMiddle() throws Exception {
        String reason = "-Dsextant.rounds=2 or more makes trials with a database";
        if (ROUNDS < 2) System.out.println("ManyMachinesIT's trial with a database is skipped: " + reason);
        assumeTrue(ROUNDS >= 2, reason);
        try (PostgresServer server = PostgresServer.start();
                Relay relay = new Relay(machines.host(), server.port())) {
            String address = "postgres://postgres@10.77.1.1:" + relay.port() + "/postgres";
            happen(List.of("--store", address), () -> {
                server.kill();
                Thread.sleep(3_000);
                server.restart();
                // The lease of the leader before, by the database's clock.
                Thread.sleep(20_000);
            });
            try (Connection store = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:" + server.port() + "/postgres?user=postgres")) {
                store.setSchema(StudyLedger.schema(store));
                new StudyLedger(store).check();
            }
        }
    }

    /** What is done to a database while its coordinator is dead. */
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void happen(List<String> store, Meanwhile meanwhile) throws Exception {
        String study = study();
        SextantProcess.run(folder, "run", study, "--workers", "1", "--dir", "alone")
                .expect(0);
        SextantProcess first = worker(FIRST);
        SextantProcess second = worker(SECOND);
        List<String> run = new ArrayList<>(List.of("run", study, "--workers", "0", "--dir", "many"));
        run.addAll(store);
        coordinate(run.toArray(new String[0]));
        for (int round = 1; round <= ROUNDS; round++) {
            trials(8);
            first.kill();
            trials(3);
            cut(SECOND);
            first = worker(FIRST);
            if (PAUSE > 0) freeze(second);
            trials(2);
            coordinator.kill();
            meanwhile.happens();
            coordinate("resume", "many", "--workers", "0");
        }
        SextantProcess.Result ended = coordinator.await();
        assertEquals(0, ended.exit(), this::everything);
        assertEquals(rank("alone"), rank("many"));
        for (SextantProcess worker : List.of(first, second)) worker.signal("TERM");
        assertEquals(143, first.await().exit(), this::everything);
    }

    /** On data that stands elsewhere on each machine. */
    private String study() throws IOException {
        Path data = Path.of("datasets", "digits.csv").toAbsolutePath();
        int trials = ROUNDS == 1 ? 60 : 150 * ROUNDS;
        int epochs = ROUNDS == 1 ? 20 : 60;
        return Files.writeString(folder.resolve("many.json"), """
                {"name": "many", "seed": 20261126,
                 "trainer": {"data": {"csv": "%s", "target": "digit", "test": 0.2, "validation": 0.2},
                   "hidden": [64], "epochs": %d, "learningRate": {"log": [1e-4, 1.0]},
                   "optimizer": {"choice": {"sgd": {"momentum": {"uniform": [0.0, 0.99]}}, "adam": {}}},
                   "schedule": {"choice": ["constant", "step", "cosine"]}},
                 "search": {"searcher": "bayesian", "trials": %d, "window": 8, "pruner": {"asha": {"minEpochs": 2}}},
                 "confirm": {"top": 3, "seeds": 3, "test": true}}
                """.formatted(data, epochs, trials))
                .toString();
    }

    private SextantProcess worker(int machine) throws IOException {
        return start(
                machine,
                "worker",
                "--cluster",
                "lab/cluster.json",
                "--slots",
                "1",
                "--cache",
                folder.resolve("cache-" + machine).toString());
    }

    private void coordinate(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--cluster", "lab/cluster.json"));
        coordinator = start(COORDINATOR, words.toArray(new String[0]));
    }

    private SextantProcess start(int machine, String... arguments) throws IOException {
        SextantProcess process = SextantProcess.start(folder, machines.on(machine), arguments);
        processes.add(process);
        return process;
    }

    /** Waits until this coordinator has seen so many more trials end. */
    private void trials(int more) throws Exception {
        int wanted = ended() + more;
        assertTrue(
                coordinator.awaitLines(_ -> ended() >= wanted),
                "the run ended before anything happened: " + everything());
    }

    private int ended() {
        return (int)
                coordinator.said().lines().filter(line -> line.startsWith("[")).count();
    }

    private void cut(int machine) throws Exception {
        machines.cut(machine);
        Thread.sleep(1000L * CUT);
        machines.heal(machine);
    }

    private void freeze(SextantProcess worker) throws Exception {
        worker.signal("STOP");
        Thread.sleep(1000L * PAUSE);
        worker.signal("CONT");
    }

    private String rank(String run) {
        return StoredRanking.of(folder.resolve(run));
    }

    /** What all of them said, for whoever looks for a cause. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        for (SextantProcess process : processes)
            all.append("\n--- ").append(process.pid()).append("\n").append(process.said());
        return all.toString();
    }
}
