// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL server of one test, with its data in the test's folder. What it acknowledged survives its being killed.
 */
final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    private PostgresServer(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.running = start(true);
    }

    static PostgresServer in(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            return new PostgresServer(folder.resolve("postgres"), port);
        }
    }

    private EmbeddedPostgres start(boolean clean) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(clean)
                .setPort(port)
                // The library's default may lose what was acknowledged last.
                .setServerConfig("synchronous_commit", "on")
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
    }

    /** Starts it again with what it has. */
    void restart() throws IOException, InterruptedException {
        IOException last = null;
        // The children of the one before hold its memory until they have noticed.
        for (int tried = 0; tried < 20; tried++)
            try {
                running = start(false);
                return;
            } catch (IOException | IllegalStateException stillThere) {
                last = new IOException(stillThere);
                Thread.sleep(250);
            }
        throw last;
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
