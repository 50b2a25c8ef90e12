// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write one study in PostgreSQL. It is a lease, which this process renews while it lives, and an epoch,
 * which rises by one whenever the lead is taken. The lease says when another may take over, by the database's clock
 * alone; the epoch says who may write: every commit looks, in its own transaction, whether its epoch is still the
 * study's, under a lock that the next leader has to wait for. So a process that slept through its lease stores nothing
 * over what its successor stored.
 *
 * <p>Threads: any; the lease is renewed by a thread of its own, on a connection of its own, because a load may take
 * longer than a lease.
 */
public final class PostgresLeader implements AutoCloseable {
    /** How long a lease runs: what a standby waits for after the death of a leader, at most. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** How often it is renewed: two renewals may fail. */
    static final Duration RENEWAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLeader.class);

    /** What the scripts' function raises. */
    private static final String FENCED = "SX001";

    private static final String FROM_NOW = "clock_timestamp() + interval '%d milliseconds'".formatted(LEASE.toMillis());

    private final PostgresAddress address;
    private final String place;
    private final long study;
    private final long epoch;
    private final Thread renewer;
    private final CompletableFuture<StoreException> lost = new CompletableFuture<>();
    private boolean closed;

    private PostgresLeader(PostgresAddress address, String place, long study, long epoch) {
        this.address = address;
        this.place = place;
        this.study = study;
        this.epoch = epoch;
        this.renewer = Thread.ofPlatform().name("leader").daemon().unstarted(this::renewAgainAndAgain);
    }

    /** This process, for the table: machine, process and when it began, because numbers of processes come again. */
    public static String self() {
        ProcessHandle self = ProcessHandle.current();
        String began = self.info()
                .startInstant()
                .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("an unknown time");
        return "%s, process %d, running since %s".formatted(machine(), self.pid(), began);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a machine without a name";
        }
    }

    /** Who leads the study, or led it last; null where nobody ever did. */
    static @Nullable Leadership look(Connection connection, long study) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT epoch, holder, extract(epoch FROM since) * 1000,"
                        + " greatest(extract(epoch FROM until - clock_timestamp()) * 1000, -1)"
                        + " FROM sextant.leader WHERE study = ?")) {
            select.setLong(1, study);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) return null;
                return new Leadership(
                        row.getLong(1),
                        row.getString(2),
                        Instant.ofEpochMilli((long) row.getDouble(3)),
                        Duration.ofMillis((long) row.getDouble(4)));
            }
        }
    }

    /**
     * Takes the lead where nobody has it, or who had it let its lease lapse. Commits.
     *
     * @param place for messages
     * @throws LockedException where somebody else leads
     */
    static PostgresLeader take(Connection connection, PostgresAddress address, String place, long study, String holder)
            throws SQLException, StoreException {
        try (PreparedStatement take =
                connection.prepareStatement("INSERT INTO sextant.leader AS held (study, epoch, holder, since, until)"
                        + " VALUES (?, 1, ?, clock_timestamp(), " + FROM_NOW + ")"
                        + " ON CONFLICT (study) DO UPDATE SET epoch = held.epoch + 1, holder = excluded.holder,"
                        + " since = clock_timestamp(), until = " + FROM_NOW
                        + " WHERE held.until <= clock_timestamp() RETURNING epoch")) {
            take.setLong(1, study);
            take.setString(2, holder);
            Long epoch = null;
            try (ResultSet row = take.executeQuery()) {
                if (row.next()) epoch = row.getLong(1);
            }
            connection.commit();
            if (epoch == null) throw held(place, look(connection, study));
            PostgresLeader leader = new PostgresLeader(address, place, study, epoch);
            leader.renewer.start();
            return leader;
        }
    }

    private static LockedException held(String place, @Nullable Leadership by) {
        return new LockedException(
                by == null
                        ? "%s is being written by another process. Wait until it ends, or stop it.".formatted(place)
                        : "%s is being written by %s. Wait until it ends, or stop it; %d s after its death another may go on."
                                .formatted(place, by.holder(), LEASE.toSeconds()),
                0);
    }

    /** How many have led the study, this one too. */
    public long epoch() {
        return epoch;
    }

    /** Completes once another leads. */
    public CompletionStage<StoreException> lost() {
        return lost.minimalCompletionStage();
    }

    /**
     * Commits what was done on this connection, in one message with the question whether this process still leads.
     *
     * @throws FencedException where it does not; nothing is committed then
     */
    void commit(Connection connection) throws SQLException, FencedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT sextant.insist(%d, %d); COMMIT".formatted(study, epoch));
        } catch (SQLException failed) {
            if (FENCED.equals(failed.getSQLState())) throw fenced(PostgresWords.line(failed));
            throw failed;
        }
    }

    private FencedException fenced(String holder) {
        return new FencedException(
                "%s is led by %s now, which took over when this process had let its lease lapse. What was stored until then stands; this process stores nothing more."
                        .formatted(place, holder));
    }

    private void renewAgainAndAgain() {
        @Nullable Connection connection = null;
        try {
            while (await(RENEWAL)) {
                try {
                    if (connection == null) {
                        connection = PostgresLink.write(address);
                        connection.setAutoCommit(true);
                    }
                    if (!change(connection, FROM_NOW)) {
                        lost.complete(fenced(holder(connection)));
                        return;
                    }
                } catch (SQLException | StoreException failed) {
                    // The lease runs on for a while, and the store tells of a database that stays away.
                    LOG.debug("the lease on {} could not be renewed", place, failed);
                    close(connection);
                    connection = null;
                }
            }
            release(connection);
        } finally {
            close(connection);
        }
    }

    private String holder(Connection connection) throws SQLException {
        Leadership leads = look(connection, study);
        return leads == null ? "nobody" : leads.holder();
    }

    /** Whether the lead is still held, and its lease ends then. */
    private boolean change(Connection connection, String until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE sextant.leader SET until = " + until + " WHERE study = ? AND epoch = ?")) {
            update.setLong(1, study);
            update.setLong(2, epoch);
            return update.executeUpdate() == 1;
        }
    }

    private void release(@Nullable Connection renewing) {
        try (Connection fresh = renewing == null ? PostgresLink.write(address) : null) {
            Connection connection = fresh == null ? renewing : fresh;
            if (connection == null) return;
            connection.setAutoCommit(true);
            // Not an infinity, from which no server before 17 can subtract.
            change(connection, "clock_timestamp()");
        } catch (SQLException | StoreException lapses) {
            LOG.debug("the lead of {} could not be given back, and lapses", place, lapses);
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) connection.close();
        } catch (SQLException broken) {
            LOG.trace("a broken connection", broken);
        }
    }

    /** False once closed. */
    private synchronized boolean await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000)
                wait(left);
        } catch (InterruptedException stopped) {
            closed = true;
        }
        return !closed;
    }

    /** Gives the lead back, so that another may take it at once. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (renewer.isAlive()) {
            try {
                renewer.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
