// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.study.StudySpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs made for Optuna see in a database: of every study the same as in a file of its own. */
class PostgresOptunaViewsIT {
    /** The view, its columns that are not numbers of our making, and their order. */
    private static final List<String> ALIKE = List.of(
            "SELECT direction, objective FROM %sstudy_directions WHERE study_id = %d ORDER BY objective",
            "SELECT key, value_json FROM %sstudy_user_attributes WHERE study_id = %d AND key <> 'study' ORDER BY key",
            "SELECT key, value_json FROM %sstudy_system_attributes WHERE study_id = %d",
            "SELECT trial_id %% 1000000000, number, state FROM %strials WHERE study_id = %d ORDER BY trial_id");

    private static final String OF = " WHERE trial_id / 1000000000 = %d";

    private static final List<String> ALIKE_OF_TRIALS = List.of(
            "SELECT trial_id %% 1000000000, param_name, param_value, distribution_json FROM %strial_params" + OF
                    + " ORDER BY param_id",
            "SELECT trial_id %% 1000000000, objective, value, value_type FROM %strial_values" + OF
                    + " ORDER BY trial_id, objective",
            "SELECT trial_id %% 1000000000, step, intermediate_value, intermediate_value_type"
                    + " FROM %strial_intermediate_values" + OF + " ORDER BY trial_id, step",
            "SELECT trial_id %% 1000000000, key, value_json FROM %strial_user_attributes" + OF
                    + " ORDER BY trial_user_attribute_id",
            "SELECT trial_id %% 1000000000, key, value_json FROM %strial_system_attributes" + OF
                    + " ORDER BY trial_id");

    private static PostgresAddress address = PostgresStoreIT.NOWHERE;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void begin() throws Exception {
        address = PostgresServer.shared().database("optuna_views");
    }

    private static StudyStore open(String study, StudySpec spec) throws StoreException {
        return PostgresStore.open(
                new PostgresSource(address, study), spec, "a test", OptunaViewsIT.CLOCK, Duration.ofMinutes(1));
    }

    @Test
    void severalStudiesAreSeenEachAsInAFileOfItsOwn() throws Exception {
        Path one = folder.resolve("one.db");
        Path two = folder.resolve("two.db");
        for (StudyStore store : List.of(
                SqliteStore.open(one, OptunaViewsIT.spec(OptunaViewsIT.loss()), OptunaViewsIT.CLOCK),
                open("one", OptunaViewsIT.spec(OptunaViewsIT.loss()))))
            try (store) {
                OptunaViewsIT.fill(store);
            }
        for (StudyStore store : List.of(
                SqliteStore.open(two, OptunaViewsIT.spec(OptunaViewsIT.two()), OptunaViewsIT.CLOCK),
                open("two", OptunaViewsIT.spec(OptunaViewsIT.two()))))
            try (store) {
                OptunaViewsIT.fillTwo(store);
            }
        assertEquals(
                "[[1, one], [2, two]]",
                rows("SELECT * FROM optuna.studies ORDER BY 1").toString());
        assertEquals(
                "[[1, 12, 4.0.0]]", rows("SELECT * FROM optuna.version_info").toString());
        assertEquals(
                "[[v3.2.0.a]]", rows("SELECT * FROM optuna.alembic_version").toString());
        assertEquals("[]", rows("SELECT * FROM optuna.trial_heartbeats").toString());
        assertEquals(
                "[[1000000000, 2026-03-04 05:06:07.8, 2026-03-04 05:06:07.8]]",
                rows("SELECT trial_id, datetime_start, datetime_complete FROM optuna.trials WHERE study_id = 1"
                                + " AND number = 0")
                        .toString());
        alike(one, 1);
        alike(two, 2);
        drop(1);
        assertEquals("[[2, two]]", rows("SELECT * FROM optuna.studies").toString());
        assertEquals(
                "[[2]]", rows("SELECT DISTINCT study_id FROM optuna.trials").toString());
    }

    private static void alike(Path file, long study) throws SQLException, StoreException {
        for (String sql : ALIKE)
            assertEquals(
                    plain(OptunaViewsIT.rows(file, sql.formatted("", 1))),
                    plain(rows(sql.formatted("optuna.", study))),
                    sql);
        for (String sql : ALIKE_OF_TRIALS)
            assertEquals(
                    plain(OptunaViewsIT.rows(file, sql.formatted("", 0))),
                    plain(rows(sql.formatted("optuna.", study))),
                    sql);
    }

    /** A row a line; arrays with blanks or without, as JSON has them. */
    private static String plain(List<List<Object>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<Object> row : rows) text.append(row).append('\n');
        return text.toString().replaceAll(", ", ",");
    }

    /** As a person gets rid of a study. */
    private static void drop(long study) throws SQLException, StoreException {
        try (Connection connection = PostgresLink.write(address);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA sextant_" + study + " CASCADE");
            connection.commit();
        }
    }

    private static List<List<Object>> rows(String sql) throws SQLException, StoreException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = PostgresLink.read(address);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++)
                    row.add(result.getObject(column));
                rows.add(row);
            }
        }
        return rows;
    }
}
