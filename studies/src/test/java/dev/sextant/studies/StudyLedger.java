// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a store says happened to the trials of a study, read past the program that wrote it. */
final class StudyLedger {
    private final Connection store;

    /** @param store whose tables are named as they are */
    StudyLedger(Connection store) {
        this.store = store;
    }

    /** Nothing acknowledged is lost, and nothing counted twice. */
    void check() throws SQLException {
        assertEquals(List.of(), list("SELECT number FROM trial WHERE number NOT IN (SELECT trial FROM outcome)"));
        assertEquals(List.of(), list("SELECT trial FROM outcome GROUP BY trial HAVING count(*) > 1"));
        assertEquals(
                List.of(),
                list("SELECT trial FROM attempt GROUP BY trial"
                        + " HAVING min(number) <> 1 OR max(number) <> count(*) OR count(*) <> count(DISTINCT number)"),
                "trials whose attempts are not 1, 2, 3 …");
        assertEquals(
                List.of(),
                list("SELECT trial FROM attempt WHERE ending = 'ended' GROUP BY trial HAVING count(*) > 1"),
                "trials that ended twice");
    }

    /** Where the only study of a database has its tables. */
    static String schema(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_schema FROM information_schema.tables WHERE table_name = 'attempt'")) {
            if (!row.next()) throw new AssertionError("no study is in the database");
            return row.getString(1);
        }
    }

    /** The numbers of trials, or what else the first column is. */
    private List<Long> list(String query) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (Statement statement = store.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) found.add(rows.getLong(1));
        }
        return found;
    }
}
