// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies in a database whose leaders are killed, frozen, or lose the database: real processes, and each time the
 * ranking of the run that had its trials in a file and was left alone. {@code -Dsextant.failovers=20} kills as many
 * leaders, one after the other, and so many databases.
 */
class FailoverIT {
    private static final int ROUNDS = Integer.getInteger("sextant.failovers", 1);

    /** More kills need a longer search. */
    private static final String TRIALS = Integer.toString(60 + 30 * (ROUNDS - 1));

    /** After a leader's death: its lease, and what a takeover may take. */
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(15 + 5);

    /** A searcher that learns, pruning and confirmation; trials that take their time and little of a processor's. */
    private static final String STUDY = """
            { "name": "slow",
              "trainer": {
                "type": "command", "argv": ["sh", "slow.sh", "{depth}", "{width}"], "parametersBy": "flags",
                "parameters": { "depth": { "int": [1, 9] }, "width": { "int": [1, 9] } }, "epochs": 9 },
              "search": { "searcher": "bayesian", "trials": 60, "pruner": { "asha": { "eta": 3 } } },
              "confirm": { "top": 2, "seeds": 3 } }
            """;

    private static final String PROGRAM = """
            read -r start
            for step in 1 2 3 4 5 6 7 8 9; do
              echo "{\\"sextant\\": 1, \\"type\\": \\"report\\", \\"step\\": $step, \\"value\\": $((9 - step + $1)).$2$SEXTANT_SEED}"
              sleep 0.03
            done
            echo '{"sextant": 1, "type": "final"}'
            """;

    @TempDir
    private static Path folder;

    private static PostgresServer server;
    private static final List<SextantProcess> STARTED = new ArrayList<>();
    private static String expected = "";
    private static SextantProcess frozen;
    private static SextantProcess behindFrozen;
    private static long frozenSince;

    @BeforeAll
    static void leaveOneRunAloneAndFreezeAnother() throws Exception {
        server = PostgresServer.start();
        Files.writeString(folder.resolve("slow.json"), STUDY);
        Files.writeString(folder.resolve("slow.sh"), PROGRAM);
        frozen = lead("frozen", "frozen-0");
        behindFrozen = standBy("frozen", "frozen-1");
        frozen.signal("STOP");
        frozenSince = System.nanoTime();
        SextantProcess.run(folder, "run", "slow.json", "--trials", TRIALS, "--workers", "4", "--dir", "file")
                .expect(0);
        expected = rank("file");
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        // A standby would wait for ever for a test that failed.
        for (SextantProcess process : STARTED) process.kill();
        if (server != null) server.close();
    }

    private static String rank(String run) {
        return StoredRanking.of(folder.resolve(run));
    }

    private static SextantProcess start(String key, String run, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "slow.json", "--trials", TRIALS, "--workers", "2"));
        command.addAll(List.of("--store", server.address("postgres").shown(), "--study-key", key, "--dir", run));
        command.addAll(List.of(more));
        SextantProcess process = SextantProcess.start(folder, command.toArray(String[]::new));
        STARTED.add(process);
        return process;
    }

    private static SextantProcess lead(String key, String run) throws Exception {
        SextantProcess leader = start(key, run);
        assertTrue(leader.awaitLines(lines -> lines > 3), () -> "the leader ended early:\n" + leader.said());
        return leader;
    }

    private static SextantProcess standBy(String key, String run) throws Exception {
        SextantProcess standby = start(key, run, "--standby");
        await(standby, "standing by: ", Duration.ofSeconds(30));
        return standby;
    }

    private static void await(SextantProcess process, String words, Duration most) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!process.said().contains(words)) {
            if (System.nanoTime() > end || process.endsWithin(0))
                throw new AssertionError("\"%s\" was not said within %s:%n%s".formatted(words, most, process.said()));
            Thread.sleep(20);
        }
    }

    private static void assertTakenOver(SextantProcess standby, long since, Duration most) throws Exception {
        await(standby, "this machine takes over", most.plusSeconds(10));
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        System.out.println("taken over after " + taken.toMillis() + " ms");
        assertTrue(taken.compareTo(most) <= 0, "taken over after " + taken);
    }

    @Test
    void standbysTakeOverFromLeadersThatDieOrLeaveAndComeToTheSameResult() throws Exception {
        SextantProcess leader = lead("killed", "killed-0");
        for (int round = 1; round <= ROUNDS; round++) {
            SextantProcess standby = standBy("killed", "killed-" + round);
            assertFalse(leader.endsWithin(0), leader::said);
            leader.kill();
            assertTakenOver(standby, System.nanoTime(), LEASE_AND_MORE);
            leader = standby;
        }
        SextantProcess last = standBy("killed", "last");
        leader.interrupt();
        leader.await().expect(130);
        // The lead was given back: nobody waits for a lease.
        assertTakenOver(last, System.nanoTime(), Duration.ofSeconds(5));
        last.await().expect(0);
        assertEquals(expected, rank("last"));
        // The folder of the one that died says where the trials are, and so shows the same, and has no reports yet.
        assertEquals(expected, rank("killed-0"));
        SextantProcess.run(folder, "resume", "killed-0").expect(0);
        assertTrue(Files.exists(folder.resolve("killed-0/report.html")));
    }

    @Test
    void aFrozenLeaderIsFencedWhenItThaws() throws Exception {
        behindFrozen.await().expect(0);
        assertTrue(behindFrozen.said().contains("this machine takes over"), behindFrozen.said());
        assertTrue(System.nanoTime() - frozenSince > 15_000_000_000L, "taken over before the lease had lapsed");
        frozen.signal("CONT");
        SextantProcess.Result fenced = frozen.await().expect(6);
        assertTrue(fenced.err().contains("#frozen is led by "), fenced.err());
        assertTrue(fenced.err().contains("this process stores nothing more."), fenced.err());
        assertTrue(fenced.err().contains("sextant resume frozen-0 --standby"), fenced.err());
        assertFalse(fenced.err().contains("\tat "), fenced.err());
        assertEquals("", fenced.out());
        assertFalse(Files.exists(folder.resolve("frozen-0/report.json")), "a result of the leader that was fenced");
        assertEquals(expected, rank("frozen-1"));
    }

    @Test
    void aRunGoesOnWhenItsDatabaseIsKilledAndComesBack() throws Exception {
        SextantProcess leader = lead("restarted", "restarted");
        for (int round = 1; round <= ROUNDS; round++) {
            server.kill();
            Thread.sleep(1000);
            assertFalse(leader.endsWithin(0), leader::said);
            server.restart();
            Thread.sleep(500);
        }
        leader.await().expect(0);
        assertEquals(expected, rank("restarted"));
    }

    @Test
    void aStandbyThatIsStoppedStandsByAgainAndReportsWhatItsLeaderFinished() throws Exception {
        SextantProcess leader = lead("finished", "finished-0");
        SextantProcess stopped = standBy("finished", "finished-1");
        stopped.interrupt();
        assertTrue(stopped.await().expect(130).err().contains("sextant resume finished-1 --standby"), stopped.said());
        SextantProcess.Result refused =
                SextantProcess.run(folder, "resume", "finished-1").expect(6);
        assertTrue(refused.err().contains("#finished is being written by "), refused.err());
        SextantProcess standby = SextantProcess.start(folder, "resume", "finished-1", "--standby");
        SextantProcess.Result led = leader.await().expect(0);
        SextantProcess.Result stood = standby.await().expect(0);
        assertEquals(led.out(), stood.out());
        for (String report : List.of("trials.csv", "report.md", "report.json"))
            assertEquals(
                    Files.readString(folder.resolve("finished-0").resolve(report)),
                    Files.readString(folder.resolve("finished-1").resolve(report)));
        assertEquals(expected, rank("finished-1"));
    }
}
