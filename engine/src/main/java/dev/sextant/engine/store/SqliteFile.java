// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to a store's file: opened to write, to read or to look, or refused. What lies in it is
 * {@link Schema}'s and {@link StudyRows}'.
 *
 * <p>Durability: write-ahead log, synced at every commit (SQLite's synchronous FULL). Threads: confined to one.
 */
final class SqliteFile implements AutoCloseable {
    /** Pages of the log that are carried over into the file at a time: 16 MB, so that commits seldom wait for it. */
    private static final int CHECKPOINT_PAGES = 4000;

    /** How long to wait for another program that looks at the file. */
    private static final int BUSY_MILLIS = 10_000;

    private final Path path;
    private final Connection connection;
    private final Schema schema;

    private SqliteFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
        this.schema = new Schema(path, connection);
    }

    /** Creates the file, or brings an older one up to date; nobody sees either before the first {@link #commit}. */
    static SqliteFile write(Path path) throws SQLException, StoreException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        SqliteFile file = new SqliteFile(path, config.createConnection(url(path, "")));
        try {
            try (Statement statement = file.connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
            file.connection.setAutoCommit(false);
            file.schema.migrate();
            return file;
        } catch (SQLException | StoreException failed) {
            file.close();
            throw failed;
        }
    }

    /** Opens a file that exists for reading alone; it may still be {@link #blank}. */
    static SqliteFile read(Path path) throws SQLException, StoreException {
        // Not in read-only mode, which leaves the log's files behind. Nothing is written.
        return read(path, "");
    }

    /** Opens a file that exists and leaves it untouched, down to the log of a writer that died. */
    static SqliteFile look(Path path) throws SQLException, StoreException {
        return read(path, Files.exists(log(path)) ? "?mode=ro" : "");
    }

    private static SqliteFile read(Path path, String query) throws SQLException, StoreException {
        if (!Files.isRegularFile(path)) throw new StoreException("there is no store at " + path, null);
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        // A log's index cannot be made in a folder that is read-only; without a log there is nothing to index.
        boolean frozen = !Files.isWritable(path.toAbsolutePath().resolveSibling("")) && !Files.exists(log(path));
        SqliteFile file = new SqliteFile(path, config.createConnection(url(path, frozen ? "?immutable=1" : query)));
        try {
            file.connection.setAutoCommit(false);
            file.schema.check();
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
        SqliteFile file = new SqliteFile(path, config.createConnection(url(path, "?nolock=1")));
        try {
            file.connection.setAutoCommit(false);
            file.schema.create(version);
            return file;
        } catch (SQLException failed) {
            file.close();
            throw failed;
        }
    }

    /** Makes the tables in memory and forgets them: the library and the classes are loaded then. */
    static void rehearse() throws SQLException {
        try (SqliteFile file = new SqliteFile(Path.of(":memory:"), config().createConnection("jdbc:sqlite::memory:"))) {
            file.connection.setAutoCommit(false);
            file.schema.create(Schema.VERSION);
            file.commit();
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

    /** The write-ahead log beside the file. */
    static Path log(Path path) {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    Connection connection() {
        return connection;
    }

    /** The schema's, 0 where there is none. */
    int version() throws SQLException {
        return schema.version();
    }

    /** What lies in it of a study with this space. */
    StudyRows rows(Space space) throws SQLException {
        return rows(new Statements(connection), space);
    }

    private StudyRows rows(Statements statements, Space space) throws SQLException {
        return new StudyRows(path.toString(), statements, schema.version(), space);
    }

    /** @param clock tells when attempts begin and end */
    RowChanges changes(Space space, InstantSource clock) throws SQLException {
        Statements statements = new Statements(connection);
        return new SqliteChanges(rows(statements, space), statements, space, clock);
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

    /** Whether the first commit is still to come, or was never made. */
    boolean blank() throws SQLException {
        return version() == 0;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
