// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One end of a copy: what tables there are, and what is in their rows. Both kinds of store have the same. */
sealed interface CopySide {
    Connection connection();

    /** All tables, and what stands for one that others share, by name. */
    List<String> tables() throws SQLException;

    /** In their order. */
    List<String> columns(String table) throws SQLException;

    /** The columns of its key, in their order. */
    List<String> key(String table) throws SQLException;

    /** @param connection to a file */
    record Sqlite(Connection connection) implements CopySide {
        @Override
        public List<String> tables() throws SQLException {
            return names(
                    connection,
                    "SELECT name FROM sqlite_schema WHERE type = 'table'"
                            + " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name");
        }

        @Override
        public List<String> columns(String table) throws SQLException {
            return names(connection, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table);
        }

        @Override
        public List<String> key(String table) throws SQLException {
            return names(connection, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table);
        }
    }

    /** @param connection to a database, turned to a study's tables */
    record Postgres(Connection connection) implements CopySide {
        @Override
        public List<String> tables() throws SQLException {
            return names(
                    connection,
                    "SELECT table_name::text COLLATE \"C\" AS name FROM information_schema.tables"
                            + " WHERE table_schema = current_schema()"
                            + " AND (table_type = 'BASE TABLE' OR table_name = 'power_of_two') ORDER BY name");
        }

        @Override
        public List<String> columns(String table) throws SQLException {
            return names(
                    connection,
                    "SELECT column_name::text FROM information_schema.columns"
                            + " WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
                    table);
        }

        @Override
        public List<String> key(String table) throws SQLException {
            if (table.equals("power_of_two")) return List.of("exponent");
            return names(
                    connection,
                    "SELECT a.attname::text FROM pg_index AS i"
                            + " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)"
                            + " JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number"
                            + " WHERE i.indisprimary AND i.indrelid = to_regclass(?) ORDER BY k.place",
                    table);
        }
    }

    default boolean empty(String table) throws SQLException {
        return names(connection(), "SELECT 1 FROM " + quoted(table) + " LIMIT 1")
                .isEmpty();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The first column of a query. */
    private static List<String> names(Connection connection, String sql, String... values) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Rows come over a network many at a time. */
    default ResultSet rows(Statement statement, String sql) throws SQLException {
        statement.setFetchSize(2000);
        return statement.executeQuery(sql);
    }
}
