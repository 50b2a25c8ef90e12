// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A copy of a store as it was at one moment, also while another process writes it: every row of every table in the
 * order of its key, within one transaction. Both sides are digested, and the copy appears under its name only when they
 * agree.
 *
 * <p>Threads: confined to one.
 */
public final class StoreCopy {
    /**
     * What was copied.
     *
     * @param digest SHA-256 over all rows, as 64 hexadecimal digits; equal stores have equal ones
     */
    public record Copied(long rows, String digest) {}

    /** Rows that are written at a time. */
    private static final int AT_ONCE = 1000;

    private StoreCopy() {}

    /** Copies the store in a file to a file that must not exist, also while it is written. */
    public static Copied copy(Path from, Path to) throws StoreException {
        try (SqliteFile reading = SqliteFile.look(from)) {
            return toFile(new CopySide.Sqlite(reading.connection()), reading.version(), from.toString(), to);
        } catch (SQLException failed) {
            throw Words.failure("cannot read " + from, failed);
        }
    }

    /**
     * Copies between files and databases. What a database has a part in must not be written meanwhile, so that a study
     * does not go on in two places.
     *
     * @param to must not exist
     * @throws LockedException where the store is being written
     */
    public static Copied copy(StoreSource from, StoreSource to) throws StoreException {
        if (from instanceof SqliteSource(Path file) && to instanceof SqliteSource(Path other)) return copy(file, other);
        if (from.inUse())
            throw new LockedException(
                    from.shown()
                            + " is being written, and a study goes on in one place. Wait until it ends, or stop it.",
                    0);
        if (from instanceof SqliteSource(Path file)) {
            try (SqliteFile reading = SqliteFile.look(file)) {
                return to(new CopySide.Sqlite(reading.connection()), reading.version(), from.shown(), to);
            } catch (SQLException failed) {
                throw Words.failure("cannot read " + file, failed);
            }
        }
        if (from instanceof PostgresSource database) {
            try (Connection reading = PostgresLink.read(database.address())) {
                return to(new CopySide.Postgres(reading), database.turn(reading), from.shown(), to);
            } catch (SQLException failed) {
                throw PostgresWords.failure(database.address(), "cannot read " + from.shown(), failed);
            }
        }
        throw new IllegalArgumentException("neither a file nor a database: " + from.shown());
    }

    private static Copied to(CopySide reading, int version, String from, StoreSource to) throws StoreException {
        if (to instanceof SqliteSource(Path file)) return toFile(reading, version, from, file);
        if (to instanceof PostgresSource database) return toDatabase(reading, version, from, database);
        throw new IllegalArgumentException("neither a file nor a database: " + to.shown());
    }

    private static Copied toFile(CopySide reading, int version, String from, Path to) throws StoreException {
        if (Files.exists(to)) throw exists(to);
        if (version == 0) throw new StoreException(from + " holds nothing yet", null);
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Copied source;
            Copied target;
            try (SqliteFile writing = SqliteFile.create(part, version)) {
                source = rows(reading, new CopySide.Sqlite(writing.connection()));
                writing.commit();
            }
            try (SqliteFile written = SqliteFile.look(part)) {
                target = rows(new CopySide.Sqlite(written.connection()), null);
            }
            insistOnEqual(source, target, from, to.toString());
            if (Files.exists(to)) throw exists(to);
            Files.move(part, to);
            return source;
        } catch (SQLException | IOException failed) {
            throw Words.failure("cannot copy %s to %s".formatted(from, to), failed);
        } finally {
            discard(part);
        }
    }

    /** In one transaction, compared before it is committed, and led by this process meanwhile. */
    private static Copied toDatabase(CopySide reading, int version, String from, PostgresSource to)
            throws StoreException {
        if (version == 0) throw new StoreException(from + " holds nothing yet", null);
        if (version < Schema.VERSION)
            throw new StoreException(
                    "%s is of store version %d, and databases begin at %d. sextant resume brings it up to date."
                            .formatted(from, version, Schema.VERSION),
                    null);
        try (Connection writing = PostgresLink.write(to.address())) {
            PostgresSchema schema = new PostgresSchema(to.address(), writing);
            if (schema.find(to.study()) != null)
                throw new StoreException(
                        "%s knows a study \"%s\" already, and it is not overwritten. Name another."
                                .formatted(to.address().shown(), to.study()),
                        null);
            long study = schema.enter(to.study());
            try (PostgresLeader leader =
                    PostgresLeader.take(writing, to.address(), to.shown(), study, PostgresLeader.self())) {
                schema.turnTo(study);
                writing.commit();
                schema.migrate(study, to.shown());
                try (Statement statement = writing.createStatement()) {
                    // Tables are copied by name, those that refer to others among them.
                    statement.execute("SET CONSTRAINTS ALL DEFERRED");
                }
                Copied source = rows(reading, new CopySide.Postgres(writing));
                insistOnEqual(source, rows(new CopySide.Postgres(writing), null), from, to.shown());
                leader.commit(writing);
                return source;
            } catch (SQLException | StoreException failed) {
                forget(writing, study);
                throw failed;
            }
        } catch (SQLException failed) {
            throw PostgresWords.failure(to.address(), "cannot copy %s to %s".formatted(from, to.shown()), failed);
        }
    }

    private static void forget(Connection connection, long study) {
        try (Statement statement = connection.createStatement()) {
            connection.rollback();
            statement.execute("DELETE FROM sextant.study WHERE id = " + study);
            connection.commit();
        } catch (SQLException stays) {
            LoggerFactory.getLogger(StoreCopy.class).debug("the name of a copy that was not made stays", stays);
        }
    }

    private static void insistOnEqual(Copied source, Copied target, String from, String to) throws StoreException {
        if (!source.equals(target))
            throw new StoreException(
                    "the copy of %s is not what was read: %s and %s. Its disk or that of %s is failing."
                            .formatted(from, source, target, to),
                    null);
    }

    private static StoreException exists(Path to) {
        return new StoreException(to + " exists already and is not overwritten. Name another file.", null);
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            LoggerFactory.getLogger(StoreCopy.class).debug("a part of a copy stays", stays);
        }
    }

    /** Digests every row, and writes those that the other side does not have from its scripts. */
    private static Copied rows(CopySide from, @Nullable CopySide to) throws SQLException {
        MessageDigest digest = sha256();
        long count = 0;
        for (String table : from.tables()) {
            digest.update(table.getBytes(StandardCharsets.UTF_8));
            List<String> columns = from.columns(table);
            String list = listed(columns);
            boolean write = to != null && to.empty(table);
            try (Statement statement = from.connection().createStatement();
                    ResultSet rows = from.rows(
                            statement,
                            "SELECT %s FROM %s ORDER BY %s"
                                    .formatted(list, CopySide.quoted(table), listed(from.key(table))));
                    PreparedStatement insert = to == null || !write
                            ? null
                            : to.connection()
                                    .prepareStatement("INSERT INTO %s (%s) VALUES (%s)"
                                            .formatted(
                                                    CopySide.quoted(table),
                                                    list,
                                                    String.join(", ", Collections.nCopies(columns.size(), "?"))))) {
                for (; rows.next(); count++) {
                    for (int column = 1; column <= columns.size(); column++) {
                        Object value = rows.getObject(column);
                        add(digest, value);
                        if (insert != null) insert.setObject(column, value);
                    }
                    if (insert == null) continue;
                    insert.addBatch();
                    if (count % AT_ONCE == 0) insert.executeBatch();
                }
                if (insert != null) insert.executeBatch();
            }
        }
        return new Copied(count, HexFormat.of().formatHex(digest.digest()));
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.stream().map(CopySide::quoted).toList());
    }

    /** Kind, length and content of one value. */
    private static void add(MessageDigest digest, @Nullable Object value) {
        switch (value) {
            case null -> head(digest, 0, 0);
            // Columns of files do not keep the sign of zero, and nothing depends on it.
            case Double real -> head(digest, 1, Double.doubleToLongBits(real + 0.0));
            case Number whole -> head(digest, 2, whole.longValue());
            case byte[] bytes -> {
                head(digest, 3, bytes.length);
                digest.update(bytes);
            }
            default -> {
                byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                head(digest, 4, text.length);
                digest.update(text);
            }
        }
    }

    private static void head(MessageDigest digest, int kind, long number) {
        digest.update(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) kind)
                .putLong(number)
                .flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
