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
import java.util.ArrayList;
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

    private StoreCopy() {}

    /** Copies the store to a file that must not exist. */
    public static Copied copy(Path from, Path to) throws StoreException {
        if (Files.exists(to)) throw exists(to);
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Copied source;
            Copied target;
            try (SqliteFile reading = SqliteFile.look(from)) {
                int version = reading.version();
                if (version == 0) throw new StoreException(from + " holds nothing yet", null);
                try (SqliteFile writing = SqliteFile.create(part, version)) {
                    source = rows(reading.connection(), writing.connection());
                    writing.commit();
                }
            }
            try (SqliteFile written = SqliteFile.look(part)) {
                target = rows(written.connection(), null);
            }
            if (!source.equals(target))
                throw new StoreException(
                        "the copy of %s is not what was read: %s and %s. Its disk or that of %s is failing."
                                .formatted(from, source, target, to),
                        null);
            if (Files.exists(to)) throw exists(to);
            Files.move(part, to);
            return source;
        } catch (SQLException | IOException failed) {
            throw Words.failure("cannot copy %s to %s".formatted(from, to), failed);
        } finally {
            discard(part);
        }
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
    private static Copied rows(Connection from, @Nullable Connection to) throws SQLException {
        MessageDigest digest = sha256();
        long count = 0;
        for (String table : names(
                from,
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name")) {
            digest.update(table.getBytes(StandardCharsets.UTF_8));
            List<String> columns = names(from, "SELECT name FROM pragma_table_info(" + text(table) + ") ORDER BY cid");
            List<String> key =
                    names(from, "SELECT name FROM pragma_table_info(" + text(table) + ") WHERE pk > 0 ORDER BY pk");
            String list =
                    String.join(", ", columns.stream().map(StoreCopy::quoted).toList());
            String order = String.join(", ", key.stream().map(StoreCopy::quoted).toList());
            boolean write = to != null
                    && names(to, "SELECT 1 FROM " + quoted(table) + " LIMIT 1").isEmpty();
            try (Statement statement = from.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT " + list + " FROM " + quoted(table) + " ORDER BY " + order);
                    PreparedStatement insert = to == null || !write
                            ? null
                            : to.prepareStatement("INSERT INTO %s (%s) VALUES (%s)"
                                    .formatted(
                                            quoted(table),
                                            list,
                                            String.join(
                                                    ", ",
                                                    columns.stream()
                                                            .map(_ -> "?")
                                                            .toList())))) {
                for (; rows.next(); count++) {
                    for (int column = 1; column <= columns.size(); column++) {
                        Object value = rows.getObject(column);
                        add(digest, value);
                        if (insert != null) insert.setObject(column, value);
                    }
                    if (insert != null) insert.executeUpdate();
                }
            }
        }
        return new Copied(count, HexFormat.of().formatHex(digest.digest()));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Kind, length and content of one value. */
    private static void add(MessageDigest digest, @Nullable Object value) {
        switch (value) {
            case null -> head(digest, 0, 0);
            case Double real -> head(digest, 1, Double.doubleToLongBits(real));
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

    private static List<String> names(Connection connection, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
