// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Outcome;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    static final int READINGS = 2;

    /** The first version whose rows carry digests. */
    static final int DIGESTS = 4;

    /** Pages of the log that are carried over into the file at a time: 16 MB, so that commits seldom wait for it. */
    private static final int CHECKPOINT_PAGES = 4000;

    /** Rows of an older file that get their digests at a time. */
    private static final int DIGESTED_AT_ONCE = 1000;

    /** The key of the milliseconds that the study has run. */
    private static final String TIME_USED = "timeUsedMillis";

    /** How long to wait for another program that looks at the file. */
    private static final int BUSY_MILLIS = 10_000;

    private final Path path;
    private final Connection connection;
    private final InstantSource clock;
    private final TrialReader reader;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** The number of the next trial, and the last fence; known once something was written. */
    private long nextTrial = -1;

    private @Nullable Long lastFence;

    private SqliteFile(Path path, Connection connection, Space space, InstantSource clock) {
        this.path = path;
        this.connection = connection;
        this.clock = clock;
        this.reader = new TrialReader(path, space);
    }

    /** Creates the file, or brings an older one up to date; nobody sees either before the first {@link #commit}. */
    static SqliteFile write(Path path, Space space, InstantSource clock) throws SQLException, StoreException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        SqliteFile file = new SqliteFile(path, config.createConnection(url(path, "")), space, clock);
        try {
            try (Statement statement = file.connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
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
        // Not in read-only mode, which leaves the log's files behind. Nothing is written.
        return read(path, space, "");
    }

    /** Opens a file that exists and leaves it untouched, down to the log of a writer that died. */
    static SqliteFile look(Path path, Space space) throws SQLException, StoreException {
        return read(path, space, Files.exists(log(path)) ? "?mode=ro" : "");
    }

    /** As {@link #look(Path, Space)}, but not to read trials. */
    static SqliteFile look(Path path) throws SQLException, StoreException {
        return look(path, Space.of(List.of()));
    }

    private static SqliteFile read(Path path, Space space, String query) throws SQLException, StoreException {
        if (!Files.isRegularFile(path)) throw new StoreException("there is no store at " + path, null);
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        // A log's index cannot be made in a folder that is read-only; without a log there is nothing to index.
        boolean frozen = !Files.isWritable(path.toAbsolutePath().resolveSibling("")) && !Files.exists(log(path));
        SqliteFile file = new SqliteFile(
                path,
                config.createConnection(url(path, frozen ? "?immutable=1" : query)),
                space,
                InstantSource.system());
        try {
            file.connection.setAutoCommit(false);
            file.checkVersion(path, file.version());
            return file;
        } catch (SQLException | StoreException failed) {
            file.close();
            throw failed;
        }
    }

    /**
     * Makes a file with the tables of this version and nothing in them. Nobody else can know of it, so it needs neither
     * a lock nor a log, and is durable with its first commit.
     */
    static SqliteFile create(Path path, int version) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SqliteFile file = new SqliteFile(
                path, config.createConnection(url(path, "?nolock=1")), Space.of(List.of()), InstantSource.system());
        try {
            file.connection.setAutoCommit(false);
            file.run(0, version);
            return file;
        } catch (SQLException failed) {
            file.close();
            throw failed;
        }
    }

    /** An empty file is a new one, and SQLite would throw its log away. */
    static void refuseEmptied(Path path) throws StoreException {
        try {
            if (Files.exists(path) && Files.size(path) == 0 && Files.exists(log(path)) && Files.size(log(path)) > 0)
                throw new DamagedException(
                        path
                                + " is empty, but its log is not: it was emptied from outside, and opening it would lose the log",
                        null);
        } catch (IOException unreadable) {
            throw new StoreException("cannot use %s: %s".formatted(path, Words.of(unreadable)), unreadable);
        }
    }

    private static Path log(Path path) {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    Connection connection() {
        return connection;
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

    /** The schema's, 0 where there is none. */
    int version() throws SQLException {
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
        if (version > 0) checkPages(path);
        if (version == VERSION) return;
        run(version, VERSION);
        if (0 < version && version < DIGESTS) digestRows();
    }

    /** Runs the scripts after the one version up to the other. */
    private void run(int version, int last) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
            for (int next = version + 1; next <= last; next++) {
                for (String part : script(next).split(";\\s*\n", -1)) if (!part.isBlank()) statement.execute(part);
                statement.execute("INSERT INTO schema_version VALUES (" + next + ")");
            }
        }
    }

    /** Rows of older files get the digests that they would have been written with. */
    private void digestRows() throws SQLException {
        try (TrialCursor rows = new TrialCursor(connection, VERSION)) {
            List<TrialRow> trials = new ArrayList<>();
            List<OutcomeRow> outcomes = new ArrayList<>();
            while (rows.next()) {
                trials.add(rows.trial());
                OutcomeRow outcome = rows.outcome();
                if (outcome != null) outcomes.add(outcome);
                if (trials.size() == DIGESTED_AT_ONCE) digest(trials, outcomes);
            }
            digest(trials, outcomes);
        }
    }

    private void digest(List<TrialRow> trials, List<OutcomeRow> outcomes) throws SQLException {
        PreparedStatement trial = prepare("UPDATE trial SET digest = ? WHERE number = ?");
        for (TrialRow row : trials) execute(trial, row.content(), row.number());
        PreparedStatement outcome = prepare("UPDATE outcome SET digest = ? WHERE trial = ?");
        for (OutcomeRow row : outcomes) execute(outcome, row.content(), row.trial());
        trials.clear();
        outcomes.clear();
    }

    private static void execute(PreparedStatement update, long first, long second) throws SQLException {
        update.setLong(1, first);
        update.setLong(2, second);
        update.executeUpdate();
    }

    /** Writes down what the views show of the study, unless that was done. */
    void describe(StudySpec spec) throws SQLException {
        remember("study", spec.name());
        if (number("SELECT count(*) FROM objective") == 0) StudyTables.write(connection, spec);
    }

    /**
     * SQLite looks at a page's structure only when it comes by, and may then take rows for gone. Where a study is gone
     * on with that must not go unseen. About 1.5 microseconds a trial.
     */
    private void checkPages(Path path) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String first = found.getString(1);
            if (!first.equals("ok"))
                throw new DamagedException(
                        "%s is damaged: %s".formatted(path, first.strip().replace('\n', ' ')), null);
        }
    }

    private int tables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            return row.getInt(1);
        }
    }

    /** The statements that lead to this version from the one before; each ends with its line. */
    static String script(int version) {
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

    /** See {@link StudyStore#timeUsed}. */
    Duration timeUsed() throws SQLException {
        PreparedStatement select = prepare("SELECT value FROM meta WHERE key = ?");
        select.setString(1, TIME_USED);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Duration.ofMillis(Long.parseLong(row.getString(1))) : Duration.ZERO;
        }
    }

    void use(Duration inAll) throws SQLException {
        PreparedStatement put = prepare("INSERT INTO meta (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        put.setString(1, TIME_USED);
        put.setString(2, Long.toString(inAll.toMillis()));
        put.executeUpdate();
    }

    List<Trial> trials() throws SQLException, StoreException {
        try (TrialCursor rows = new TrialCursor(connection, version());
                TrialDecoder decoder = new TrialDecoder(reader)) {
            for (long number = 0; rows.next(); number++) {
                if (rows.trial().number() != number)
                    throw new DamagedException(
                            "%s: trial %d stands where trial %d belongs"
                                    .formatted(path, rows.trial().number(), number),
                            null);
                decoder.add(rows.trial(), rows.outcome());
            }
            return decoder.trials();
        }
    }

    List<Attempt> attempts() throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (ResultSet rows = prepare("SELECT trial, number, fence, worker FROM attempt ORDER BY fence")
                .executeQuery()) {
            while (rows.next())
                attempts.add(new Attempt(rows.getLong(1), rows.getInt(2), rows.getLong(3), Columns.word(rows, 4)));
        }
        return attempts;
    }

    void add(List<TrialRow> trials) throws SQLException, StoreException {
        if (nextTrial < 0) nextTrial = number("SELECT coalesce(max(number), -1) + 1 FROM trial");
        PreparedStatement insert = prepare(TrialRow.INSERT);
        for (TrialRow trial : trials) {
            if (trial.number() != nextTrial) throw misplaced(trial.number());
            trial.bind(insert);
            insert.executeUpdate();
            nextTrial++;
        }
    }

    static StoreException misplaced(long trial) {
        return new StoreException("trial %d cannot be added here".formatted(trial), null);
    }

    /** How attempts ended, by fence, beside those that brought an outcome. */
    Map<Long, AttemptEnd> ends() throws SQLException {
        Map<Long, AttemptEnd> ends = new HashMap<>();
        try (ResultSet rows = prepare(AttemptRow.SELECT_ENDS).executeQuery()) {
            while (rows.next()) ends.put(rows.getLong(1), AttemptRow.end(rows));
        }
        return ends;
    }

    void begin(Attempt attempt) throws SQLException, StoreException {
        if (lastFence == null) lastFence = number("SELECT coalesce(max(fence), " + Long.MIN_VALUE + ") FROM attempt");
        if (attempt.fence() <= lastFence) throw new StoreException(Words.staleFence(attempt), null);
        PreparedStatement insert = prepare(AttemptRow.INSERT);
        insert.setLong(1, attempt.fence());
        insert.setLong(2, attempt.trial());
        insert.setInt(3, attempt.number());
        insert.setString(4, attempt.worker());
        insert.setString(5, clock.instant().toString());
        insert.executeUpdate();
        lastFence = attempt.fence();
    }

    void end(Attempt attempt, AttemptEnd how) throws SQLException {
        PreparedStatement ended = prepare(AttemptRow.END);
        ended.setString(1, clock.instant().toString());
        ended.setString(2, AttemptRow.word(how.kind()));
        ended.setString(3, how.cause());
        ended.setLong(4, attempt.fence());
        ended.executeUpdate();
    }

    /** Stores the outcome unless there is one; the one that stands where that is another, else null. */
    @Nullable
    Outcome end(Attempt attempt, OutcomeRow outcome) throws SQLException, StoreException {
        end(attempt, new AttemptEnd(AttemptEnd.Kind.ENDED, ""));
        PreparedStatement insert = prepare(OutcomeRow.INSERT);
        outcome.bind(insert);
        if (insert.executeUpdate() == 0) return standing(attempt.trial());
        if (outcome.readings().isEmpty()) return null;
        PreparedStatement reading = prepare(OutcomeRow.Reading.INSERT);
        for (OutcomeRow.Reading series : outcome.readings()) {
            outcome.bind(reading, series);
            reading.executeUpdate();
        }
        return null;
    }

    private Outcome standing(long trial) throws SQLException, StoreException {
        List<OutcomeRow.Reading> readings = new ArrayList<>();
        PreparedStatement series = prepare(OutcomeRow.Reading.SELECT_ONE);
        series.setLong(1, trial);
        try (ResultSet rows = series.executeQuery()) {
            while (rows.next()) readings.add(OutcomeRow.Reading.read(rows));
        }
        PreparedStatement select = prepare(OutcomeRow.SELECT_ONE);
        select.setLong(1, trial);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return reader.outcome(OutcomeRow.read(row).with(readings));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
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
