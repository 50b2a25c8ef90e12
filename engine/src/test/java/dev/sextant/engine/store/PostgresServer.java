// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for tests, one for each JVM: started by the first test that needs it, as durable as a real one.
 * Tests are skipped, and say why, where it cannot be started.
 */
public final class PostgresServer {
    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String reason;

    private PostgresServer() {}

    /** Settings that the embedded server would otherwise have for speed's sake alone. */
    public static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setRegisterShutdownHook(true);
    }

    /** The server; skips the test where there is none. */
    private static synchronized EmbeddedPostgres server() {
        if (server == null && reason == null) {
            try {
                server = durable().start();
            } catch (IOException | RuntimeException failed) {
                reason = "PostgreSQL cannot be started here: " + failed;
            }
        }
        return server == null ? abort(reason) : server;
    }

    /** A database of this name, new and empty. */
    public static synchronized PostgresAddress database(String name) throws SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        }
        return address(server(), name);
    }

    public static PostgresAddress address(EmbeddedPostgres server, String database) {
        return new PostgresAddress("localhost", server.getPort(), database, "postgres", Map.of(), null);
    }
}
