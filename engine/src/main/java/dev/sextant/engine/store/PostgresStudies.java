// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The studies of one database: which there are, and what tells whether two runs are of one study.
 *
 * <p>Threads: any; every call takes a connection of its own, and as long as a network does.
 */
public record PostgresStudies(PostgresAddress address) {
    /**
     * What must be equal for two runs to have the same result.
     *
     * @param spec {@link dev.sextant.engine.study.SpecDigest} of its settings
     * @param data a digest of its data; empty where there is none
     * @param version the Sextant that began it
     */
    public record Identity(String spec, String data, String version) {}

    /**
     * A study as the database knows it.
     *
     * @param name its key
     * @param identity null where it was not begun by a run, as a copy was not
     * @param finished whether every trial has ended, as far as whoever led it came to say so
     */
    public record Entry(String name, @Nullable Identity identity, Instant created, boolean finished) {}

    private static final String ENTRIES =
            "SELECT name, spec_digest, data_digest, engine_version, extract(epoch FROM created_at) * 1000,"
                    + " finished_at IS NOT NULL FROM sextant.study ";

    /** Connects, and makes nothing. */
    public void reach() throws StoreException {
        try (Connection connection = PostgresLink.write(address)) {
            connection.rollback();
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot use " + address.shown(), failed);
        }
    }

    /** The study of this name; null where there is none. */
    public @Nullable Entry find(String name) throws StoreException {
        List<Entry> found = read(ENTRIES + "WHERE name = ?", name);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** All studies of these settings, the one begun last first. */
    public List<Entry> of(String specDigest) throws StoreException {
        return read(ENTRIES + "WHERE spec_digest = ? ORDER BY id DESC", specDigest);
    }

    private List<Entry> read(String sql, String value) throws StoreException {
        try (Connection connection = PostgresLink.read(address)) {
            List<Entry> entries = new ArrayList<>();
            if (new PostgresSchema(address, connection).blank()) return entries;
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, value);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) entries.add(entry(rows));
                }
            }
            return entries;
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot read " + address.shown(), failed);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String spec = row.getString(2);
        return new Entry(
                row.getString(1),
                spec == null ? null : new Identity(spec, row.getString(3), row.getString(4)),
                Instant.ofEpochMilli((long) row.getDouble(5)),
                row.getBoolean(6));
    }

    /**
     * Enters a study that is about to begin.
     *
     * @return false where there is one of this name, which is left as it is
     */
    public boolean enter(String name, Identity identity) throws StoreException {
        // What is no name for a study is refused before it becomes one.
        PostgresSource source = new PostgresSource(address, name);
        try (Connection connection = PostgresLink.write(address)) {
            new PostgresSchema(address, connection).share();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO sextant.study (name, spec_digest, data_digest, engine_version) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING")) {
                insert.setString(1, source.study());
                insert.setString(2, identity.spec());
                insert.setString(3, identity.data());
                insert.setString(4, identity.version());
                boolean entered = insert.executeUpdate() == 1;
                connection.commit();
                return entered;
            }
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot begin a study in " + address.shown(), failed);
        }
    }

    /** Takes back what was entered for a run that could not begin; leaves a study that has a trial as it is. */
    public void forget(String name) throws StoreException {
        try (Connection connection = PostgresLink.write(address)) {
            PostgresSchema schema = new PostgresSchema(address, connection);
            Long id = schema.find(name);
            if (id == null) return;
            try (Statement statement = connection.createStatement()) {
                if (schema.version(id, name) > 0) {
                    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM sextant_" + id + ".trial")) {
                        row.next();
                        if (row.getLong(1) > 0) return;
                    }
                    statement.execute("DROP SCHEMA sextant_" + id + " CASCADE");
                }
                statement.execute("DELETE FROM sextant.study WHERE id = " + id);
            }
            connection.commit();
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot write to " + address.shown(), failed);
        }
    }

    /** Says of a study that was copied here what it is. */
    public void identify(String name, Identity identity) throws StoreException {
        try (Connection connection = PostgresLink.write(address);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE sextant.study SET spec_digest = ?, data_digest = ?, engine_version = ? WHERE name = ?")) {
            update.setString(1, identity.spec());
            update.setString(2, identity.data());
            update.setString(3, identity.version());
            update.setString(4, name);
            update.executeUpdate();
            connection.commit();
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot write to " + address.shown(), failed);
        }
    }

    /** Notes that every trial of the study has ended. */
    public void finish(String name) throws StoreException {
        try (Connection connection = PostgresLink.write(address);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE sextant.study SET finished_at = clock_timestamp() WHERE name = ? AND finished_at IS NULL")) {
            update.setString(1, name);
            update.executeUpdate();
            connection.commit();
        } catch (SQLException failed) {
            throw PostgresWords.failure(address, "cannot write to " + address.shown(), failed);
        }
    }
}
