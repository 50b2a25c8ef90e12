// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static dev.sextant.engine.store.StudyStoreContract.SPEC;
import static dev.sextant.engine.store.StudyStoreContract.completed;
import static dev.sextant.engine.store.StudyStoreContract.done;
import static dev.sextant.engine.store.StudyStoreContract.failure;
import static dev.sextant.engine.store.StudyStoreContract.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break and servers that die while a study is written: nothing lost, nothing doubled. */
class PostgresFaultsIT {
    private static PostgresSource through(CuttingProxy proxy, PostgresAddress address, String study) {
        return new PostgresSource(
                new PostgresAddress(
                        "localhost",
                        proxy.port(),
                        address.database(),
                        address.user(),
                        Map.of("sslmode", "disable"),
                        null),
                study);
    }

    private static StudyStore open(PostgresSource source, Duration patience) throws StoreException {
        return PostgresStore.open(source, SPEC, "a test", InstantSource.system(), patience);
    }

    private static void execute(PostgresAddress address, String sql) throws Exception {
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aCommitWhoseAnswerIsLostIsNeitherLostNorDoubled(long seed) throws Exception {
        PostgresAddress address = PostgresServer.shared().database("cut");
        DrawSequence draws = new Draws(seed, 1).of("cuts");
        // The first commits make the tables and open the store, which does not wait for a server.
        try (CuttingProxy proxy =
                new CuttingProxy(PostgresServer.shared().port(), commit -> commit > 2 && draws.below(4) == 0)) {
            PostgresSource source = through(proxy, address, "cut");
            StudyStore memory = new MemoryStore();
            List<CompletionStage<?>> expected = new ArrayList<>();
            List<CompletionStage<?>> stages = new ArrayList<>();
            try (StudyStore store = open(source, Duration.ofSeconds(60))) {
                RandomCalls calls = new RandomCalls(seed);
                for (int i = 0; i < 120; i++) {
                    List<CompletionStage<?>> both = calls.next(List.of(memory, store));
                    expected.add(both.get(0));
                    stages.add(both.get(1));
                    if (i % 5 == 4) done(stages.getLast());
                }
                for (int i = 0; i < stages.size(); i++) {
                    Object stands = done(stages.get(i));
                    if (stands instanceof Outcome)
                        assertEquals(done(expected.get(i)), stands, "seed %d, call %d".formatted(seed, i));
                }
                assertEquals(done(memory.load()), done(store.load()));
            }
            assertTrue(proxy.cut() >= 3, "seed %d: %d answers were lost".formatted(seed, proxy.cut()));
            assertEquals(done(memory.load()).trials(), new PostgresSource(address, "cut").trials(SPEC.space()));
        }
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsNotTakenForOnesOwn() throws Exception {
        PostgresAddress address = PostgresServer.shared().database("meddled");
        boolean[] cutting = {false};
        try (CuttingProxy proxy = new CuttingProxy(PostgresServer.shared().port(), _ -> cutting[0])) {
            StudyStore store = open(through(proxy, address, "meddled"), Duration.ofSeconds(60));
            done(store.add(plain(0, 1)));
            cutting[0] = true;
            CompletionStage<?> added = store.add(plain(1, 1));
            while (proxy.cut() == 0) Thread.sleep(5);
            proxy.letIn(false);
            cutting[0] = false;
            execute(address, "UPDATE sextant_1.trial SET configuration = '{}', digest = 7 WHERE number = 1");
            proxy.letIn(true);
            Throwable failed = failure(added);
            assertInstanceOf(DamagedException.class, failed);
            assertEquals(
                    "postgres://postgres@localhost:%d/meddled?sslmode=disable#meddled: trial 1 is stored already, and is another than this process stored: somebody else writes to this study"
                            .formatted(proxy.port()),
                    failed.getMessage());
            store.close();
        }
    }

    @Test
    void aServerThatLostWhatItHadAcknowledgedIsNoticed() throws Exception {
        PostgresAddress address = PostgresServer.shared().database("put_back");
        try (CuttingProxy proxy = new CuttingProxy(PostgresServer.shared().port(), _ -> false)) {
            StudyStore store = open(through(proxy, address, "put back"), Duration.ofSeconds(60));
            done(store.add(plain(0, 3)));
            proxy.letIn(false);
            execute(address, "DELETE FROM sextant_1.trial WHERE number = 2");
            proxy.letIn(true);
            assertTrue(String.valueOf(failure(store.add(plain(3, 1))).getMessage())
                    .contains("has lost what it had acknowledged: was it restored from a copy"));
            store.close();
        }
    }

    @Test
    void aServerThatStaysAwayIsWaitedForAndThenGivenUp() throws Exception {
        PostgresAddress address = PostgresServer.shared().database("away");
        try (CuttingProxy proxy = new CuttingProxy(PostgresServer.shared().port(), _ -> false)) {
            StudyStore store = open(through(proxy, address, "away"), Duration.ofMillis(700));
            done(store.add(plain(0, 1)));
            proxy.letIn(false);
            String words = String.valueOf(failure(store.add(plain(1, 1))).getMessage());
            assertTrue(words.contains("#away was away for 0 s: "), words);
            assertTrue(words.endsWith(". Resume the run when it is back: what was acknowledged is stored."), words);
            assertEquals(words, failure(store.load()).getMessage());
            proxy.letIn(true);
            store.close();
        }
        try (StudyStore again = new PostgresSource(address, "away").open(SPEC)) {
            assertEquals(plain(0, 1), done(again.load()).trials());
        }
    }

    @Test
    void aServerThatIsKilledAndStartedAgainLosesNothingThatWasAcknowledged() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            PostgresSource source = new PostgresSource(server.database("killed"), "killed");
            AtomicLong acknowledged = new AtomicLong();
            long written = 0;
            StudyStore store = open(source, Duration.ofMinutes(2));
            for (int round = 0; round < 2; round++) {
                List<CompletionStage<?>> stages = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    Attempt attempt = new Attempt(written, 1, written + 1, "w");
                    store.add(plain(written, 1));
                    store.begin(attempt);
                    long number = written++;
                    stages.add(store.end(attempt, completed(number / 3.0)).thenRun(() -> acknowledged.set(number)));
                    if (i == 100) while (acknowledged.get() + 100 < number) Thread.sleep(1);
                }
                server.kill();
                long before = acknowledged.get();
                Thread.sleep(200);
                server.restart();
                for (CompletionStage<?> stage : stages) done(stage);
                assertTrue(acknowledged.get() >= before);
            }
            List<Trial> trials = done(store.load()).trials();
            assertEquals(written, trials.size());
            for (Trial trial : trials) assertEquals(completed(trial.number() / 3.0), trial.outcome());
            assertEquals(written, done(store.load()).attempts().size());
            store.close();
            assertEquals(trials, source.trials(SPEC.space()));
        }
    }
}
