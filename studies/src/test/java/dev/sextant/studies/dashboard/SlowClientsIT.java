// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time: they are cut off, and nobody waits for them. */
class SlowClientsIT {
    private static final Limits LIMITS = new Limits(
            8,
            12,
            8,
            4,
            8,
            Duration.ofHours(1),
            Duration.ofMillis(400),
            Duration.ofMillis(900),
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofSeconds(15));

    @SuppressWarnings("NullAway.Init") // opened before each test
    private OpenDashboard open;

    @BeforeEach
    void open() throws IOException {
        open = new OpenDashboard(LIMITS, new RateLimit(5, Duration.ofHours(1), System::nanoTime));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void send(Socket socket, String text) throws IOException {
        socket.getOutputStream()
                .write(text.replace("{H}", open.host())
                        .replace("{T}", open.admin.text())
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Until the server closed it, in milliseconds. */
    private static long life(Socket socket) throws IOException {
        long begun = System.nanoTime();
        try {
            while (socket.getInputStream().read() >= 0) {
                // whatever it says
            }
        } catch (SocketTimeoutException kept) {
            throw new AssertionError("the connection was kept", kept);
        } catch (IOException reset) {
            // cut off as well
        }
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** Sends a start and then a byte now and then for ever: the time counts from the start, not from the last byte. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\nHost: {H}\nX: ", """
                POST /api/login HTTP/1.1
                Host: {H}
                Authorization: Bearer {T}
                X-Sextant-CSRF: 1
                Content-Type: application/json
                Content-Length: 60000

                """})
    void whoeverDripsIsCutOff(String start) throws Exception {
        for (boolean drips : new boolean[] {false, true})
            try (Socket socket = open.connect()) {
                send(socket, start);
                Thread drip = Thread.ofVirtual().start(() -> {
                    try {
                        while (drips) {
                            socket.getOutputStream().write('x');
                            Thread.sleep(20);
                        }
                    } catch (IOException | InterruptedException cutOff) {
                        Thread.currentThread().interrupt();
                    }
                });
                long life = life(socket);
                assertTrue(life < 3_000, life + " ms");
                drip.interrupt();
            }
        assertEquals(200, open.get("/api/runs", open.bearer()).status());
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        try (Socket socket = open.connect()) {
            send(socket, "GET / HTTP/1.1\nHost: {H}\n\n");
            long life = life(socket);
            assertTrue(life >= 700 && life < 4_000, life + " ms");
        }
    }

    @Test
    void idleStrangersShutNobodyOut() throws IOException {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) many.add(open.connect());
        assertEquals(200, open.get("/").status());
        assertEquals(200, open.get("/api/runs", open.bearer()).status());
        for (Socket socket : many) socket.close();
    }

    @Test
    void thoseWithATokenHavePlacesOfTheirOwn() throws IOException, InterruptedException {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            Socket socket = open.connect();
            send(socket, "GET /api/runs HTTP/1.1\nHost: {H}\nAuthorization: Bearer {T}\n\n");
            assertEquals(200, OpenDashboard.read(socket.getInputStream(), false).status());
            many.add(socket);
        }
        assertEquals(503, open.get("/api/runs", open.bearer()).status());
        assertEquals(200, open.get("/").status());
        for (Socket socket : many) socket.close();
        int status = 503;
        for (int i = 0; i < 200 && status == 503; i++) {
            Thread.sleep(10);
            status = open.get("/api/runs", open.bearer()).status();
        }
        assertEquals(200, status);
    }

    @Test
    void aFileWaitsForItsReaderAndNotForEver() throws Exception {
        open.runs.rows = 5_000_000;
        try (Socket socket = open.connect()) {
            send(socket, "GET /api/runs/a/export/trials.csv HTTP/1.1\nHost: {H}\nAuthorization: Bearer {T}\n\n");
            Thread.sleep(300);
            int begun = open.runs.exportedRows.get();
            assertTrue(begun > 0 && begun < 4_000_000, begun + " rows without a reader");
            assertEquals(200, open.get("/api/runs", open.bearer()).status());
            Thread.sleep(LIMITS.stall().toMillis());
            Thread.sleep(LIMITS.stall().toMillis());
            int rows = open.runs.exportedRows.get();
            Thread.sleep(200);
            assertEquals(rows, open.runs.exportedRows.get(), "it goes on");
            long life = life(socket);
            assertTrue(life < 3_000, life + " ms");
        }
    }

    @Test
    void whoeverGoesAwayInTheMidstOfAFileEndsIt() throws Exception {
        open.runs.rows = 50_000_000;
        try (Socket socket = open.connect()) {
            send(socket, "GET /api/runs/a/export/trials.csv HTTP/1.1\nHost: {H}\nAuthorization: Bearer {T}\n\n");
            socket.getInputStream().readNBytes(100_000);
        }
        int before = -1;
        for (int i = 0; i < 40 && open.runs.exportedRows.get() != before; i++) {
            before = open.runs.exportedRows.get();
            Thread.sleep(100);
        }
        assertTrue(open.runs.exportedRows.get() < 50_000_000);
        assertEquals(200, open.get("/api/runs", open.bearer()).status());
    }

    @Test
    void onlySoManyFilesAreTakenAtATime() throws Exception {
        open.runs.rows = 5_000_000;
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = open.connect();
            send(socket, "GET /api/runs/a/export/trials.csv HTTP/1.1\nHost: {H}\nAuthorization: Bearer {T}\n\n");
            socket.getInputStream().readNBytes(1_000);
            readers.add(socket);
        }
        var answer = open.get("/api/runs/a/export/trials.csv", open.bearer());
        assertEquals(503, answer.status());
        assertEquals("{\"error\":\"4 files are being taken already, as many as may.\"}", answer.body());
        for (Socket socket : readers) socket.close();
    }
}
