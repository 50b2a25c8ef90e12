// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static dev.sextant.engine.store.StudyStoreContract.SPEC;
import static dev.sextant.engine.store.StudyStoreContract.done;
import static dev.sextant.engine.store.StudyStoreContract.failure;
import static dev.sextant.engine.store.StudyStoreContract.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may write a study, and what becomes of who may not any more. */
class PostgresLeaderIT {
    private static PostgresAddress address = PostgresStoreIT.NOWHERE;

    @BeforeAll
    static void begin() throws Exception {
        address = PostgresServer.shared().database("leaders");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    /** As time would, if the leader slept. */
    private static void lapse(PostgresSource source) throws Exception {
        execute("UPDATE sextant.leader SET until = clock_timestamp() WHERE study ="
                + " (SELECT id FROM sextant.study WHERE name = '" + source.study() + "')");
    }

    @Test
    void whileOneLivesNobodyElseWritesAndThenItIsAnothersTurnAtOnce() throws Exception {
        PostgresSource source = new PostgresSource(address, "turns");
        assertNull(source.leadership());
        assertFalse(source.inUse());
        try (PostgresStore store = source.open(SPEC)) {
            assertEquals(1, store.epoch());
            Leadership leads = known(source.leadership());
            assertTrue(leads.lives());
            assertEquals(PostgresLeader.self(), leads.holder());
            assertTrue(leads.left().compareTo(PostgresLeader.LEASE) <= 0);
            assertTrue(source.inUse());
            LockedException locked = assertThrows(LockedException.class, () -> source.open(SPEC));
            assertEquals(
                    "%s is being written by %s. Wait until it ends, or stop it; 15 s after its death another may go on."
                            .formatted(source.shown(), PostgresLeader.self()),
                    locked.getMessage());
            done(store.add(plain(0, 1)));
        }
        assertFalse(source.inUse());
        try (PostgresStore store = source.open(SPEC)) {
            assertEquals(2, store.epoch());
            assertEquals(1, done(store.load()).trials().size());
        }
    }

    private static Leadership known(@Nullable Leadership leads) {
        assertNotNull(leads);
        return leads;
    }

    @Test
    void theOldLeaderIsFencedOffAndTheNewOneGoesOn() throws Exception {
        PostgresSource source = new PostgresSource(address, "fenced");
        PostgresStore old = source.open(SPEC);
        done(old.add(plain(0, 2)));
        lapse(source);
        try (PostgresStore young = source.open(SPEC)) {
            String words =
                    "%s is led by %s now, which took over when this process had let its lease lapse. What was stored until then stands; this process stores nothing more."
                            .formatted(source.shown(), PostgresLeader.self());
            Throwable fenced = failure(old.add(plain(2, 1)));
            assertInstanceOf(FencedException.class, fenced);
            assertEquals(words, fenced.getMessage());
            assertInstanceOf(FencedException.class, failure(old.load()));
            assertEquals(plain(0, 2), done(young.load()).trials());
            done(young.add(plain(2, 3)));
            old.close();
            assertEquals(plain(0, 5), done(young.load()).trials());
            assertTrue(source.inUse(), "the old one's closing does not release the lead of the new one");
        }
    }

    @Test
    void aLeaderThatHasNothingToStoreLearnsThatItIsNoneAnyMore() throws Exception {
        PostgresSource source = new PostgresSource(address, "idle");
        PostgresStore old = source.open(SPEC);
        lapse(source);
        try (PostgresStore _ = source.open(SPEC)) {
            StoreException lost = old.lost().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertInstanceOf(FencedException.class, lost);
            assertEquals(lost, failure(old.load()));
        }
        old.close();
    }

    @Test
    void aLeaseThatLapsedAndThatNobodyTookIsRenewed() throws Exception {
        PostgresSource source = new PostgresSource(address, "renewed");
        try (PostgresStore store = source.open(SPEC)) {
            lapse(source);
            done(store.add(plain(0, 1)));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!source.inUse() && System.nanoTime() < until) Thread.sleep(100);
            assertTrue(source.inUse());
            assertEquals(1, store.epoch());
        }
    }
}
