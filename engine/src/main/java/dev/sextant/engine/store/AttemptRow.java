// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/** Attempts as rows of the numbered scripts' table, and back. */
final class AttemptRow {
    static final String INSERT =
            "INSERT INTO attempt (fence, trial, number, worker, started_at) VALUES (?, ?, ?, ?, ?)";
    static final String END =
            "UPDATE attempt SET ended_at = ?, ending = ?, cause = ? WHERE fence = ? AND ended_at IS NULL";
    static final String SELECT_ENDS =
            "SELECT fence, ending, cause FROM attempt WHERE ending IS NOT NULL AND ending <> 'ended'";

    /** How an attempt ends whose trial's outcome came with it. */
    static final AttemptEnd BROUGHT = new AttemptEnd(AttemptEnd.Kind.ENDED, "");

    /** The first version that keeps how an attempt ended. */
    private static final int ENDINGS = 5;

    private AttemptRow() {}

    /** Every attempt with its times, by fence. */
    static String selectRecords(int version) {
        return "SELECT trial, number, fence, worker, started_at, ended_at, "
                + (version < ENDINGS ? "CASE WHEN ended_at IS NULL THEN NULL ELSE 'ended' END, ''" : "ending, cause")
                + " FROM attempt ORDER BY fence";
    }

    /** A row of {@link #selectRecords}. */
    static AttemptRecord record(ResultSet row) throws SQLException {
        String ended = row.getString(6);
        String ending = row.getString(7);
        String cause = row.getString(8);
        return new AttemptRecord(
                attempt(row),
                Instant.parse(row.getString(5)),
                ended == null ? null : Instant.parse(ended),
                ending == null ? null : new AttemptEnd(kind(ending), cause == null ? "" : Columns.given(cause)));
    }

    private static AttemptEnd.Kind kind(String word) {
        return AttemptEnd.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String word(AttemptEnd.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Binds {@link #INSERT}. */
    static void bind(PreparedStatement insert, Attempt attempt, Instant now) throws SQLException {
        insert.setLong(1, attempt.fence());
        insert.setLong(2, attempt.trial());
        insert.setInt(3, attempt.number());
        insert.setString(4, Columns.kept(attempt.worker()));
        insert.setString(5, now.toString());
    }

    /** Binds {@link #END}. */
    static void bind(PreparedStatement end, Attempt attempt, AttemptEnd how, Instant now) throws SQLException {
        end.setString(1, now.toString());
        end.setString(2, word(how.kind()));
        end.setString(3, Columns.kept(how.cause()));
        end.setLong(4, attempt.fence());
    }

    /** A row of four columns: trial, number, fence, worker. */
    static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(row.getLong(1), row.getInt(2), row.getLong(3), Columns.given(Columns.word(row, 4)));
    }

    /** A row of {@link #SELECT_ENDS}. */
    static AttemptEnd end(ResultSet row) throws SQLException {
        return new AttemptEnd(kind(row.getString(2)), Columns.given(row.getString(3)));
    }
}
