// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.StudySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study in a PostgreSQL database, written by the process that leads it.
 *
 * <p>Where the connection breaks, the server restarts or stays away, the store's thread connects again, with pauses,
 * and applies the batch of calls that it was at once more. Meanwhile nothing is acknowledged, and calls wait.
 *
 * <ul>
 *   <li>Nothing acknowledged is lost: a call completes only after the server said that the commit was made, and the
 *       server says so only after its disk did.
 *   <li>Nothing is doubled: a commit whose answer was lost was made whole or not at all. Applied again, each change
 *       finds its own row, told by its key and its content, or makes it.
 *   <li>Nothing is mixed: each commit holds a lock on the leader's row, so that no other process writes between looking
 *       whether this one still leads and the end of the commit; see {@link PostgresLeader}.
 *   <li>Nothing is out of order: the calls after the batch wait for it.
 * </ul>
 *
 * <p>Cost: a commit is a message for each table that the batch touches, two for the leader's row and the commit, and
 * one sync of the server's disk. Threads: as {@link StudyStore} says.
 */
public final class PostgresStore extends RowStore {
    /** How long a database may stay away before the store gives up, and with it the run, which can be resumed. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The pause before the second attempt to connect; the next ones double. */
    private static final long FIRST_PAUSE_MILLIS = 100;

    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    /** A connection with the study's tables, and what is done on it. */
    private record Link(Connection connection, PostgresChanges changes) {}

    private final PostgresSource source;
    private final long study;
    private final PostgresLeader leader;
    private final InstantSource clock;
    private final Duration patience;

    /** Of the store's thread, as what follows. */
    private @Nullable Link link;

    private @Nullable Written written;

    private PostgresStore(
            PostgresSource source,
            StudySpec spec,
            long study,
            PostgresLeader leader,
            InstantSource clock,
            Duration patience) {
        super(spec);
        this.source = source;
        this.study = study;
        this.leader = leader;
        this.clock = clock;
        this.patience = patience;
    }

    /** See {@link PostgresSource#open}. */
    static PostgresStore open(PostgresSource source, StudySpec spec, String holder) throws StoreException {
        return open(source, spec, holder, InstantSource.system(), PATIENCE);
    }

    /** @param clock tells when attempts begin and end; nothing else depends on it, and it may run backwards */
    static PostgresStore open(
            PostgresSource source, StudySpec spec, String holder, InstantSource clock, Duration patience)
            throws StoreException {
        PostgresStore store;
        try (Connection connection = PostgresLink.write(source.address())) {
            long study = new PostgresSchema(source.address(), connection).enter(source.study());
            PostgresLeader leader = PostgresLeader.take(connection, source.address(), source.shown(), study, holder);
            store = new PostgresStore(source, spec, study, leader, clock, patience);
        } catch (SQLException failed) {
            throw PostgresWords.failure(source.address(), "cannot use " + source.shown(), failed);
        }
        store.leader.lost().thenAccept(store::refuse);
        store.start();
        try {
            store.call(_ -> "open").join();
            return store;
        } catch (CompletionException failed) {
            store.close();
            throw failed.getCause() instanceof StoreException words ? words : store.broken(failed);
        }
    }

    /** How many have led the study, this process too. */
    public long epoch() {
        return leader.epoch();
    }

    /** Completes once another process leads the study: nothing more is stored from here. */
    public CompletionStage<StoreException> lost() {
        return leader.lost();
    }

    @Override
    void work() throws SQLException, StoreException, InterruptedException {
        try {
            // The first connection is not waited for: whoever starts a run wants to know.
            link = connect();
            serve(this::commit);
        } finally {
            disconnect();
        }
    }

    /** Commits the batch, again and again until it is known to be made. */
    private void commit(List<Call<?>> batch) throws SQLException, StoreException, InterruptedException {
        long since = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        for (boolean again = false; ; again = true) {
            try {
                Link open = link;
                if (open == null) link = open = connect();
                apply(open, batch, again);
                if (again) LOG.info("{} is back", source.shown());
                return;
            } catch (SQLException broke) {
                disconnect();
                if (written != null) written.rolledBack();
                if (!PostgresWords.passing(broke)) throw broke;
                if (System.nanoTime() - since > patience.toNanos())
                    throw new StoreException(
                            "%s was away for %d s: %s. Resume the run when it is back: what was acknowledged is stored."
                                    .formatted(
                                            source.shown(),
                                            patience.toSeconds(),
                                            PostgresWords.of(source.address(), broke)),
                            broke);
                if (!again)
                    LOG.warn(
                            "{} is away: {}. Waiting for it, {} s at most",
                            source.shown(),
                            PostgresWords.of(source.address(), broke),
                            patience.toSeconds());
            }
            Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void apply(Link open, List<Call<?>> batch, boolean again) throws SQLException, StoreException {
        open.changes.again(again);
        for (Call<?> call : batch) call.make(open.changes);
        open.changes.flush();
        leader.commit(open.connection);
        open.changes.committed();
    }

    private Link connect() throws SQLException, StoreException {
        Connection connection = PostgresLink.write(source.address());
        boolean done = false;
        try {
            PostgresSchema schema = new PostgresSchema(source.address(), connection);
            schema.turnTo(study);
            connection.commit();
            Statements statements = new Statements(connection);
            StudyRows rows = new StudyRows(source.shown(), statements, Schema.VERSION, spec.space());
            if (written == null) {
                schema.migrate(study, source.shown());
                rows.name(spec);
                Written stored = Written.of(rows, connection);
                leader.commit(connection);
                written = stored;
            } else {
                written.insistOn(rows, statements, source.shown());
            }
            PostgresChanges changes =
                    new PostgresChanges(source.shown(), rows, statements, spec.space(), clock, written);
            done = true;
            return new Link(connection, changes);
        } finally {
            if (!done) close(connection);
        }
    }

    private void disconnect() {
        if (link != null) close(link.connection);
        link = null;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            LOG.trace("a broken connection", broken);
        }
    }

    @Override
    void release() {
        leader.close();
    }

    @Override
    StoreException broken(Throwable cause) {
        String what = "cannot use " + source.shown();
        return cause instanceof SQLException sql
                ? PostgresWords.failure(source.address(), what, sql)
                : Words.failure(what, cause);
    }
}
