// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.study.AttemptEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Attempts as rows of the numbered scripts' table, and back. */
final class AttemptRow {
    static final String INSERT =
            "INSERT INTO attempt (fence, trial, number, worker, started_at) VALUES (?, ?, ?, ?, ?)";
    static final String END =
            "UPDATE attempt SET ended_at = ?, ending = ?, cause = ? WHERE fence = ? AND ended_at IS NULL";
    static final String SELECT_ENDS =
            "SELECT fence, ending, cause FROM attempt WHERE ending IS NOT NULL AND ending <> 'ended'";

    private AttemptRow() {}

    static String word(AttemptEnd.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A row of {@link #SELECT_ENDS}. */
    static AttemptEnd end(ResultSet row) throws SQLException {
        return new AttemptEnd(AttemptEnd.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)), row.getString(3));
    }
}
