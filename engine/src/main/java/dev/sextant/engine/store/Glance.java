// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import dev.sextant.engine.trial.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a store says of a study at a glance, without its trials being read.
 *
 * @param ended search trials that have an outcome
 * @param best the best value of the first objective among those that completed; NaN where there is none
 * @param trial the trial that has it, the first of equals; −1 where there is none
 */
public record Glance(long ended, double best, long trial) {
    /** Of a study that has not begun. */
    public static final Glance NOTHING = new Glance(0, Double.NaN, -1);

    private static final String SEARCH = " FROM outcome JOIN trial ON number = trial WHERE role = 'search'";

    static Glance read(Connection connection, Direction direction) throws SQLException {
        String order = direction == Direction.MINIMIZE ? "ASC" : "DESC";
        try (Statement statement = connection.createStatement()) {
            long ended;
            try (ResultSet count = statement.executeQuery("SELECT count(*)" + SEARCH)) {
                count.next();
                ended = count.getLong(1);
            }
            try (ResultSet best = statement.executeQuery("SELECT value, trial" + SEARCH
                    + " AND state = 'completed' AND value IS NOT NULL ORDER BY value " + order + ", trial LIMIT 1")) {
                return best.next()
                        ? new Glance(ended, best.getDouble(1), best.getLong(2))
                        : new Glance(ended, Double.NaN, -1);
            }
        }
    }
}
