// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one database: what all studies share, in the schema {@code sextant}, and a schema for each study. Both
 * are rows of numbered scripts that only ever go forward, one process at a time.
 *
 * <p>A schema for each study, because its tables are then the same as those of a file, its statements too, and a study
 * is dropped by one statement; a column that names the study would stand in every key and in every query instead.
 *
 * <p>Threads: confined to one.
 */
final class PostgresSchema {
    /** The number of the newest script of what is shared. */
    private static final int SHARED = 1;

    /** The first version of a study's tables here. */
    private static final int FIRST = 7;

    /** The advisory lock under which tables are made: "sextant" in ASCII. */
    private static final long LOCK = 0x73657874616E74L;

    private final PostgresAddress address;
    private final Connection connection;

    PostgresSchema(PostgresAddress address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    /** Makes what studies share, or brings it up to date. Commits. */
    void share() throws SQLException, StoreException {
        int version = sharedVersion();
        if (version == SHARED) return;
        lock();
        for (int next = sharedVersion() + 1; next <= SHARED; next++) {
            run(script("postgres-shared-%03d.sql".formatted(next)));
            run("INSERT INTO sextant.schema_version VALUES (" + next + ")");
        }
        // A schema that has this name already is somebody's, perhaps Optuna's own.
        if (!exists("to_regnamespace('optuna')")) run(script("postgres-optuna-001.sql"));
        connection.commit();
    }

    /** The version of what studies share, 0 where there is nothing yet; refuses a newer one. */
    private int sharedVersion() throws SQLException, StoreException {
        if (!exists("to_regclass('sextant.schema_version')")) {
            if (exists("to_regnamespace('sextant')"))
                throw new StoreException(
                        "%s has a schema \"sextant\" of another program. Name another database."
                                .formatted(address.shown()),
                        null);
            return 0;
        }
        int version = number("SELECT coalesce(max(version), 0) FROM sextant.schema_version");
        if (version > SHARED) throw newer(address.shown(), version, SHARED);
        return version;
    }

    /** Whether no study was ever in the database; refuses a newer one. */
    boolean blank() throws SQLException, StoreException {
        return sharedVersion() == 0;
    }

    /** The study's id; null where the database knows no such study. */
    @Nullable
    Long find(String study) throws SQLException, StoreException {
        if (sharedVersion() == 0) return null;
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM sextant.study WHERE name = ?")) {
            select.setString(1, study);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    /** The study's id, from now on at the latest. Commits. */
    long enter(String study) throws SQLException, StoreException {
        share();
        Long known = find(study);
        if (known != null) return known;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO sextant.study (name) VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, study);
            insert.executeUpdate();
        }
        connection.commit();
        Long id = find(study);
        if (id == null) throw new StoreException("%s forgot the study %s".formatted(address.shown(), study), null);
        return id;
    }

    /** Turns to the study's tables. */
    void turnTo(long study) throws SQLException {
        run("SET search_path TO sextant_" + study);
    }

    /** The version of the tables that were turned to, 0 where there are none; refuses a newer one. */
    int version(long study, String place) throws SQLException, StoreException {
        if (!exists("to_regclass('sextant_%d.schema_version')".formatted(study))) return 0;
        int version = number("SELECT coalesce(max(version), 0) FROM sextant_%d.schema_version".formatted(study));
        if (version > Schema.VERSION) throw newer(place, version, Schema.VERSION);
        return version;
    }

    /** Makes the study's tables, or brings them up to date. Does not commit. */
    void migrate(long study, String place) throws SQLException, StoreException {
        if (version(study, place) == Schema.VERSION) return;
        lock();
        int version = version(study, place);
        if (version == 0) run("CREATE SCHEMA sextant_" + study);
        for (int next = Math.max(version + 1, FIRST); next <= Schema.VERSION; next++) {
            run(script("postgres-%03d.sql".formatted(next)).replace("{study}", Long.toString(study)));
            run("INSERT INTO schema_version VALUES (" + next + ")");
        }
    }

    private static StoreException newer(String place, int version, int known) {
        return new StoreException(
                "%s was written by a newer Sextant (store version %d, this one reads up to %d). Use that version."
                        .formatted(place, version, known),
                null);
    }

    /** Until the transaction ends. */
    private void lock() throws SQLException {
        run("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }

    private boolean exists(String expression) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + expression + " IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(String name) {
        try (InputStream script = PostgresSchema.class.getResourceAsStream(name)) {
            if (script == null) throw new IllegalStateException("the script %s is missing".formatted(name));
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the script %s cannot be read".formatted(name), unreadable);
        }
    }
}
