// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import dev.sextant.engine.store.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL server of one test, with its data in the test's folder. What it acknowledged survives its being killed.
 */
final class PostgresProcess implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    private PostgresProcess(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.running = start();
    }

    static PostgresProcess in(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            return new PostgresProcess(folder.resolve("postgres"), port);
        }
    }

    private EmbeddedPostgres start() throws IOException {
        return PostgresServer.durable()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** As it is typed. */
    String address() {
        return "postgres://postgres@localhost:" + port + "/postgres";
    }

    EmbeddedPostgres running() {
        return running;
    }

    /** SIGKILL to the postmaster: its children end themselves. */
    void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        postmaster.destroyForcibly();
        while (postmaster.isAlive()) Thread.sleep(10);
        running.close();
    }

    /** Starts it again with what it has. */
    void restart() throws IOException {
        running = start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
