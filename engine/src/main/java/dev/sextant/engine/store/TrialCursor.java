// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the tables trial, outcome and reading side by side, each once in its own order. Outcomes and readings of trials
 * that are not there are left out, as a foreign key forbids them.
 */
final class TrialCursor implements AutoCloseable {
    /** Rows that come over a network at a time; a file gives one after the other anyway. */
    private static final int FETCHED = 2000;

    private final List<Statement> statements = new ArrayList<>();
    private final ResultSet trials;
    private final ResultSet outcomes;
    private final @Nullable ResultSet readings;
    private long nextOutcome;
    private long nextReading;
    private @Nullable TrialRow trial;
    private @Nullable OutcomeRow outcome;

    /** @param version the file's, which says what tables and columns it has */
    TrialCursor(Connection connection, int version) throws SQLException {
        try {
            trials = query(connection, TrialRow.select(version));
            outcomes = query(connection, OutcomeRow.select(version));
            readings = version < Schema.READINGS ? null : query(connection, OutcomeRow.Reading.SELECT);
            nextOutcome = next(outcomes);
            nextReading = next(readings);
        } catch (SQLException failed) {
            close();
            throw failed;
        }
    }

    private ResultSet query(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        statements.add(statement);
        statement.setFetchSize(FETCHED);
        return statement.executeQuery(sql);
    }

    /** The trial of the next row, or one that is never reached. */
    private static long next(@Nullable ResultSet rows) throws SQLException {
        return rows != null && rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
    }

    /** Goes to the next trial; false after the last. */
    boolean next() throws SQLException {
        if (!trials.next()) return false;
        trial = TrialRow.read(trials);
        outcome = null;
        while (nextOutcome < trial.number()) nextOutcome = next(outcomes);
        if (nextOutcome > trial.number()) return true;
        OutcomeRow bare = OutcomeRow.read(outcomes);
        nextOutcome = next(outcomes);
        outcome = bare.with(readings(trial.number()));
        return true;
    }

    private List<OutcomeRow.Reading> readings(long number) throws SQLException {
        while (nextReading < number) nextReading = next(readings);
        if (nextReading > number || readings == null) return List.of();
        List<OutcomeRow.Reading> rows = new ArrayList<>();
        for (; nextReading == number; nextReading = next(readings)) rows.add(OutcomeRow.Reading.read(readings));
        return rows;
    }

    TrialRow trial() {
        if (trial == null) throw new IllegalStateException("before the first trial");
        return trial;
    }

    /** How the trial ended, or null. */
    @Nullable
    OutcomeRow outcome() {
        return outcome;
    }

    @Override
    public void close() throws SQLException {
        for (Statement statement : statements) statement.close();
    }
}
