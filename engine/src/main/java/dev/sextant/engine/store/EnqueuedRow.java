// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.Enqueued;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Configurations that a person enqueued, as rows. */
final class EnqueuedRow {
    static final String INSERT = "INSERT INTO enqueued (place, configuration, enqueued_at) VALUES (?, ?, ?)";

    /** By place. */
    static final String SELECT = "SELECT place, configuration FROM enqueued ORDER BY place";

    private EnqueuedRow() {}

    static String configuration(Enqueued enqueued, Space space) {
        return space.write(enqueued.configuration()).toString();
    }

    static void bind(PreparedStatement insert, Enqueued enqueued, Space space, Instant now) throws SQLException {
        insert.setLong(1, enqueued.place());
        insert.setString(2, configuration(enqueued, space));
        insert.setString(3, now.toString());
    }
}
