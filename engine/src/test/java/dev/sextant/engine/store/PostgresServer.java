// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for tests, as durable as a real one. One for each JVM is shared, started by the first test that
 * needs it; a test that kills its server starts its own. Tests are skipped, and say why, where none can be started.
 */
public final class PostgresServer implements AutoCloseable {
    private static @Nullable PostgresServer shared;

    /** Why none can be started; empty while that is not known. */
    private static String reason = "";

    private final Path data;
    private final int port;

    /** What the server was started by, once it was killed. */
    private final List<String> command = new ArrayList<>();

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** The one that all tests of this JVM share. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            PostgresServer started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    /** A server of the test's own. */
    public static synchronized PostgresServer start() {
        if (!reason.isEmpty()) return abort(reason);
        try {
            Path data = Files.createTempDirectory("sextant-postgres-");
            // Its own way of stopping gives up where the machine is busy, and leaves the server behind.
            return new PostgresServer(data, launch(data));
        } catch (IOException | RuntimeException failed) {
            reason = "PostgreSQL cannot be started here: " + failed;
            return abort(reason);
        }
    }

    /** @return its port */
    @SuppressWarnings("resource") // closed by killing it
    private static int launch(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()
                .getPort();
    }

    /** Makes a database of this name, new and empty. */
    public PostgresAddress database(String name) throws SQLException {
        try (Connection connection = PostgresLink.write(address("postgres"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        } catch (StoreException refused) {
            throw new SQLException(refused);
        }
        return address(name);
    }

    public PostgresAddress address(String database) {
        return new PostgresAddress("localhost", port, database, "postgres", Map.of(), null);
    }

    public int port() {
        return port;
    }

    /** As nobody can catch it: the server's processes go without a word. */
    public void kill() {
        try {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) return;
            long pid = Long.parseLong(Files.readAllLines(file).getFirst());
            ProcessHandle master = ProcessHandle.of(pid).orElse(null);
            if (master == null) return;
            command.clear();
            // PostgreSQL does not run as root; in a user namespace of its own it is not.
            if (System.getProperty("user.name", "").equals("root")) command.addAll(List.of("unshare", "-U"));
            command.add(master.info().command().orElseThrow());
            command.addAll(List.of(master.info().arguments().orElseThrow()));
            List<ProcessHandle> others = master.descendants().toList();
            master.destroyForcibly();
            for (ProcessHandle other : others) other.destroyForcibly();
            for (ProcessHandle other : others) await(other);
            await(master);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (Exception stays) {
            throw new IllegalStateException("process %d of the server does not end".formatted(process.pid()), stays);
        }
    }

    /** Starts the server again at its port, with what its disk has; it lets nobody in for a moment. */
    public void restart() throws IOException {
        Path log = data.resolve("restarted.log");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
