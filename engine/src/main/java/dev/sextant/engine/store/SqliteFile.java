// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to a store's file, and what is written and read through it. The schema is a row of numbered scripts
 * that only ever go forward.
 *
 * <p>Durability: write-ahead log, synced at every commit (SQLite's synchronous FULL). Threads: confined to one.
 */
final class SqliteFile implements AutoCloseable {
    /** The number of the newest script. */
    static final int VERSION = 6;

    /** The first version that keeps readings. */
    private static final int READINGS = 2;

    /** How long to wait for another program that looks at the file. */
    private static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final Space space;
    private final InstantSource clock;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private SqliteFile(Connection connection, Space space, InstantSource clock) {
        this.connection = connection;
        this.space = space;
        this.clock = clock;
    }

    /** Creates the file, or brings an older one up to date; nobody sees either before the first {@link #commit}. */
    static SqliteFile write(Path path, Space space, InstantSource clock) throws SQLException, StoreException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        SqliteFile file = new SqliteFile(config.createConnection(url(path, "")), space, clock);
        try {
            file.connection.setAutoCommit(false);
            file.migrate(path);
            return file;
        } catch (SQLException | StoreException failed) {
            file.close();
            throw failed;
        }
    }

    /** Opens a file that exists for reading alone; it may still be {@link #blank}. */
    static SqliteFile read(Path path, Space space) throws SQLException, StoreException {
        if (!Files.isRegularFile(path)) throw new StoreException("there is no store at " + path, null);
        SQLiteConfig config = config();
        // Not in read-only mode, which leaves the log's files behind. Nothing is written.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        // A log's index cannot be made in a folder that is read-only; without a log there is nothing to index.
        boolean frozen = !Files.isWritable(path.toAbsolutePath().resolveSibling(""))
                && !Files.exists(path.resolveSibling(path.getFileName() + "-wal"));
        SqliteFile file = new SqliteFile(
                config.createConnection(url(path, frozen ? "?immutable=1" : "")), space, InstantSource.system());
        try {
            file.connection.setAutoCommit(false);
            file.checkVersion(path, file.version());
            return file;
        } catch (SQLException | StoreException failed) {
            file.close();
            throw failed;
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static String url(Path path, String query) {
        return "jdbc:sqlite:file:" + path.toAbsolutePath().toUri().getRawPath() + query;
    }

    private int version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet exists = statement.executeQuery(
                        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'")) {
            if (exists.getInt(1) == 0) return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM schema_version")) {
            return row.getInt(1);
        }
    }

    /** Whether the first commit is still to come, or was never made. */
    boolean blank() throws SQLException {
        return version() == 0;
    }

    private void checkVersion(Path path, int version) throws SQLException, StoreException {
        if (version > VERSION)
            throw new StoreException(
                    "%s was written by a newer Sextant (store version %d, this one reads up to %d). Use that version."
                            .formatted(path, version, VERSION),
                    null);
        if (version == 0 && tables() > 0) throw new StoreException(path + " is a database of another program", null);
    }

    private void migrate(Path path) throws SQLException, StoreException {
        int version = version();
        checkVersion(path, version);
        if (version == VERSION) return;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
            for (int next = version + 1; next <= VERSION; next++) {
                for (String part : script(next).split(";\\s*\n", -1)) if (!part.isBlank()) statement.execute(part);
                statement.execute("INSERT INTO schema_version VALUES (" + next + ")");
            }
        }
    }

    private int tables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            return row.getInt(1);
        }
    }

    private static String script(int version) {
        String name = "%03d.sql".formatted(version);
        try (InputStream script = SqliteFile.class.getResourceAsStream(name)) {
            if (script == null) throw new IllegalStateException("the script %s is missing".formatted(name));
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the script %s cannot be read".formatted(name), unreadable);
        }
    }

    /** Sets the fact, or returns what it was set to before. */
    String remember(String key, String value) throws SQLException {
        PreparedStatement insert = prepare("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
        insert.setString(1, key);
        insert.setString(2, value);
        insert.executeUpdate();
        PreparedStatement select = prepare("SELECT value FROM meta WHERE key = ?");
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            return row.getString(1);
        }
    }

    List<Trial> trials() throws SQLException, StoreException {
        List<Trial> trials = new ArrayList<>();
        try (ResultSet rows = prepare(Rows.selectTrials(version())).executeQuery()) {
            Map<Long, Map<String, double[]>> readings = readings(0, Long.MAX_VALUE);
            while (rows.next()) trials.add(Rows.trial(rows, space, readings));
        }
        return trials;
    }

    /** Of the trials from first to last. */
    private Map<Long, Map<String, double[]>> readings(long first, long last) throws SQLException {
        if (version() < READINGS) return Map.of(); // opened for reading, and written by an older version
        PreparedStatement select = prepare(Rows.SELECT_READINGS);
        select.setLong(1, first);
        select.setLong(2, last);
        try (ResultSet rows = select.executeQuery()) {
            return Rows.readings(rows);
        }
    }

    List<Attempt> attempts() throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (ResultSet rows = prepare("SELECT trial, number, fence, worker FROM attempt ORDER BY fence")
                .executeQuery()) {
            while (rows.next())
                attempts.add(new Attempt(rows.getLong(1), rows.getInt(2), rows.getLong(3), rows.getString(4)));
        }
        return attempts;
    }

    void add(List<Trial> trials) throws SQLException, StoreException {
        PreparedStatement count = prepare("SELECT coalesce(max(number), -1) + 1 FROM trial");
        PreparedStatement insert = prepare(Rows.INSERT_TRIAL);
        for (Trial trial : trials) {
            try (ResultSet next = count.executeQuery()) {
                if (trial.number() != next.getLong(1) || trial.outcome() != null)
                    throw new StoreException("trial %d cannot be added here".formatted(trial.number()), null);
            }
            Rows.write(insert, trial, space);
            insert.executeUpdate();
        }
    }

    void begin(Attempt attempt) throws SQLException {
        PreparedStatement insert =
                prepare("INSERT INTO attempt (fence, trial, number, worker, started_at) VALUES (?, ?, ?, ?, ?)");
        insert.setLong(1, attempt.fence());
        insert.setLong(2, attempt.trial());
        insert.setInt(3, attempt.number());
        insert.setString(4, attempt.worker());
        insert.setString(5, clock.instant().toString());
        insert.executeUpdate();
    }

    Outcome end(Attempt attempt, Outcome outcome) throws SQLException, StoreException {
        PreparedStatement ended = prepare("UPDATE attempt SET ended_at = ? WHERE fence = ? AND ended_at IS NULL");
        ended.setString(1, clock.instant().toString());
        ended.setLong(2, attempt.fence());
        ended.executeUpdate();
        PreparedStatement insert = prepare(Rows.INSERT_OUTCOME);
        Rows.write(insert, attempt.trial(), outcome);
        if (insert.executeUpdate() == 1) {
            add(attempt.trial(), outcome.curve().readings());
            return outcome;
        }
        PreparedStatement select = prepare(Rows.SELECT_OUTCOME);
        select.setLong(1, attempt.trial());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return Rows.outcome(
                    row, readings(attempt.trial(), attempt.trial()).getOrDefault(attempt.trial(), Map.of()));
        } catch (JsonProcessingException strange) {
            throw new StoreException("trial %d cannot be read".formatted(attempt.trial()), strange);
        }
    }

    private void add(long trial, Readings readings) throws SQLException {
        PreparedStatement insert = prepare(Rows.INSERT_READING);
        for (String name : readings.names()) {
            Rows.write(insert, trial, readings, name);
            insert.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement != null) return statement;
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
