// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.AttemptEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** Attempts as rows of the numbered scripts' table, and back. */
final class AttemptRow {
    static final String INSERT =
            "INSERT INTO attempt (fence, trial, number, worker, started_at) VALUES (?, ?, ?, ?, ?)";
    static final String END =
            "UPDATE attempt SET ended_at = ?, ending = ?, cause = ? WHERE fence = ? AND ended_at IS NULL";
    static final String SELECT_ENDS =
            "SELECT fence, ending, cause FROM attempt WHERE ending IS NOT NULL AND ending <> 'ended'";

    /** The first version that says how attempts ended. */
    static final int ENDINGS = 5;

    private AttemptRow() {}

    /** Trial, number, fence, worker, start, end, ending, cause. */
    static TimedAttempt timed(ResultSet row) throws SQLException {
        String to = row.getString(6);
        return new TimedAttempt(
                new Attempt(row.getLong(1), row.getInt(2), row.getLong(3), Columns.word(row, 4)),
                Instant.parse(row.getString(5)),
                to == null ? null : Instant.parse(to),
                Objects.requireNonNullElse(row.getString(7), ""),
                Objects.requireNonNullElse(row.getString(8), ""));
    }

    static String word(AttemptEnd.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A row of {@link #SELECT_ENDS}. */
    static AttemptEnd end(ResultSet row) throws SQLException {
        return new AttemptEnd(AttemptEnd.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)), row.getString(3));
    }
}
