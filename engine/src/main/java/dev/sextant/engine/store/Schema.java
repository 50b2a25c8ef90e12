// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of one store's file: a row of numbered scripts that only ever go forward. Knows which version a file is
 * of, refuses what it cannot read, and brings older files up to date.
 *
 * <p>Threads: confined to one.
 */
final class Schema {
    /** The number of the newest script. */
    static final int VERSION = 7;

    /** The first version that keeps readings. */
    static final int READINGS = 2;

    /** The first version whose rows carry digests. */
    static final int DIGESTS = 4;

    /** Rows of an older file that get their digests at a time. */
    private static final int DIGESTED_AT_ONCE = 1000;

    private final Path path;
    private final Connection connection;

    Schema(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
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

    /** Refuses what is newer than this, or no store at all. */
    void check() throws SQLException, StoreException {
        check(version());
    }

    private void check(int version) throws SQLException, StoreException {
        if (version > VERSION)
            throw new StoreException(
                    "%s was written by a newer Sextant (store version %d, this one reads up to %d). Use that version."
                            .formatted(path, version, VERSION),
                    null);
        if (version == 0 && tables() > 0) throw new StoreException(path + " is a database of another program", null);
    }

    /** Brings an older file, or an empty one, up to date. */
    void migrate() throws SQLException, StoreException {
        int version = version();
        check(version);
        if (version > 0) checkPages();
        if (version == VERSION) return;
        run(version, VERSION);
        if (0 < version && version < DIGESTS) digestRows();
    }

    /** Makes the tables of this version in an empty file. */
    void create(int version) throws SQLException {
        run(0, version);
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
        try (PreparedStatement trial = connection.prepareStatement("UPDATE trial SET digest = ? WHERE number = ?");
                PreparedStatement outcome =
                        connection.prepareStatement("UPDATE outcome SET digest = ? WHERE trial = ?")) {
            for (TrialRow row : trials) execute(trial, row.content(), row.number());
            for (OutcomeRow row : outcomes) execute(outcome, row.content(), row.trial());
        }
        trials.clear();
        outcomes.clear();
    }

    private static void execute(PreparedStatement update, long first, long second) throws SQLException {
        update.setLong(1, first);
        update.setLong(2, second);
        update.executeUpdate();
    }

    /**
     * SQLite looks at a page's structure only when it comes by, and may then take rows for gone. Where a study is gone
     * on with that must not go unseen. About 1.5 microseconds a trial.
     */
    private void checkPages() throws SQLException, StoreException {
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
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) throw new IllegalStateException("the script %s is missing".formatted(name));
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the script %s cannot be read".formatted(name), unreadable);
        }
    }
}
