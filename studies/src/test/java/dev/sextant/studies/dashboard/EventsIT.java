// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.dashboard.OpenDashboard.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who listen to a run get, and when they get nothing more. */
class EventsIT {
    private static final Limits LIMITS = new Limits(
            16,
            40,
            12,
            3,
            8,
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(700),
            Duration.ofMillis(200));

    @SuppressWarnings("NullAway.Init") // opened before each test
    private OpenDashboard open;

    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        open = new OpenDashboard(LIMITS, new RateLimit(5, Duration.ofHours(1), System::nanoTime));
    }

    @AfterEach
    void close() throws IOException {
        for (Client client : clients) client.socket.close();
        open.close();
    }

    /** One that listens. */
    private static final class Client {
        private final Socket socket;
        private final BufferedReader in;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next line that says something, without the sizes of chunks; "" at the end. */
        private String line() throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine())
                if (line.equals("0")) return "";
                else if (!line.isEmpty() && !line.matches("[0-9a-f]+")) return line;
            return "";
        }

        private String status() throws IOException {
            String status = line();
            while (!line().startsWith("retry:")) {
                // the head
            }
            return status;
        }

        /** The next event, on one line; pings are passed over. */
        private String event() throws IOException {
            List<String> lines = new ArrayList<>();
            while (lines.size() < 3) {
                String line = line();
                if (line.isEmpty()) return String.join(" ", lines);
                if (!line.startsWith(":")) lines.add(line);
            }
            return String.join(" ", lines);
        }
    }

    private Client ask(String query, String... headers) throws IOException {
        Socket socket = open.connect();
        socket.getOutputStream()
                .write(("GET /api/runs/a/events" + query + " HTTP/1.1\r\nHost: " + open.host() + "\r\n"
                                + String.join("\r\n", headers) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Client client = new Client(socket);
        clients.add(client);
        return client;
    }

    private Client listen(String query, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(open.bearer());
        Client client = ask(query, all.toArray(String[]::new));
        assertEquals("HTTP/1.1 200 OK", client.status());
        return client;
    }

    private void publish(int frames) {
        for (int i = 0; i < frames; i++) open.runs.feed.publish("frame", "{\"ü\":" + i + "}");
    }

    private void waitForListeners(int clients) throws InterruptedException {
        for (int i = 0; i < 500 && open.runs.feed.listeners() != clients; i++) Thread.sleep(10);
        assertEquals(clients, open.runs.feed.listeners());
    }

    @Test
    void aNewListenerHearsWhatComesAndAnOldOneWhatItMissed() throws IOException {
        publish(3);
        Client fresh = listen("");
        Client back = listen("", "Last-Event-ID: 100");
        Client page = listen("?after=101");
        Client both = listen("?after=99", "Last-Event-ID: 101");
        open.runs.feed.publish("ending", "{\"ending\":\"finished\"}");
        String ending = "id: 103 event: ending data: {\"ending\":\"finished\"}";
        assertEquals(ending, fresh.event());
        assertEquals("id: 101 event: frame data: {\"ü\":1}", back.event());
        assertEquals("id: 102 event: frame data: {\"ü\":2}", back.event());
        assertEquals(ending, back.event());
        assertEquals("id: 102 event: frame data: {\"ü\":2}", page.event());
        assertEquals("id: 102 event: frame data: {\"ü\":2}", both.event(), "what the browser remembers is newer");
    }

    @Test
    void whoeverMissedMoreThanIsKnownLoadsThePageAnew() throws IOException {
        publish(600);
        for (String id : List.of("100", "0", "5000", "999999999999999999")) {
            Client client = listen("", "Last-Event-ID: " + id);
            assertEquals("id: 699 event: reset data: {}", client.event(), id);
            client.socket.close();
        }
        Client client = listen("?after=100");
        assertEquals("id: 699 event: reset data: {}", client.event());
        publish(1);
        assertEquals("id: 700 event: frame data: {\"ü\":0}", client.event());
    }

    @Test
    void aPageAndItsEventsLeaveNoGap() throws IOException {
        publish(2);
        String page = open.get("/api/runs/a", open.bearer()).body();
        String frame = page.replaceAll(".*\"frame\":(\\d+).*", "$1");
        publish(1);
        assertEquals(
                "id: 102 event: frame data: {\"ü\":0}",
                listen("?after=" + frame).event());
    }

    @Test
    void silenceIsBrokenByPings() throws IOException {
        Client client = listen("");
        assertEquals(": ping", client.line());
        assertEquals(": ping", client.line());
    }

    @Test
    void manyHearTheSame() throws IOException {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < LIMITS.streams(); i++) all.add(listen(""));
        publish(20);
        for (Client client : all)
            for (int i = 0; i < 20; i++)
                assertEquals("id: %d event: frame data: {\"ü\":%d}".formatted(100 + i, i), client.event());
        assertEquals(1, open.runs.feed.listeners(), "a frame is made into bytes once");
        Client more = ask("", open.bearer());
        assertEquals("HTTP/1.1 503 Service Unavailable", more.line());
    }

    @Test
    void oneBrowserMayListenOnlySoOften() throws IOException, InterruptedException {
        String cookie =
                "Cookie: " + open.post("/api/login", "{}", open.bearer()).cookie();
        List<Client> mine = new ArrayList<>();
        for (int i = 0; i < LIMITS.sessionStreams(); i++) {
            Client client = ask("", cookie);
            assertEquals("HTTP/1.1 200 OK", client.status());
            mine.add(client);
        }
        Answer more = open.get("/api/runs/a/events", cookie);
        assertEquals(429, more.status());
        assertEquals(
                "{\"error\":\"3 pages of this browser listen already, as many as may. Close one of them.\"}",
                more.body());
        String other = "Cookie: " + open.post("/api/login", "{}", open.bearer()).cookie();
        assertEquals("HTTP/1.1 200 OK", ask("", other).status());
        mine.getFirst().socket.close();
        int status = 429;
        for (int i = 0; i < 200 && status == 429; i++) {
            Thread.sleep(10);
            status = open.request("HEAD", "/api/runs/a/events", "", cookie).status();
        }
        assertEquals(200, status);
    }

    @Test
    void loggingOutEndsWhatABrowserHears() throws IOException, InterruptedException {
        String cookie =
                "Cookie: " + open.post("/api/login", "{}", open.bearer()).cookie();
        Client client = ask("", cookie);
        client.status();
        open.post("/api/logout", "{}", cookie);
        assertEquals("", client.event());
        waitForListeners(0);
    }

    @Test
    void aListenerThatGoesLeavesNothingBehind() throws IOException, InterruptedException {
        Client client = listen("");
        waitForListeners(1);
        client.socket.close();
        waitForListeners(0);
    }

    @Test
    void aListenerThatTakesNothingIsCutOffAndTheOthersGoOn() throws Exception {
        Client slow = listen("");
        Client quick = listen("");
        String wide = "\"" + "x".repeat(60_000) + "\"";
        long begun = System.nanoTime();
        int heard = 0;
        // What the slow one does not take fills the system's buffers first.
        while (System.nanoTime() - begun < Duration.ofSeconds(3).toNanos() && heard < 400) {
            open.runs.feed.publish("frame", wide);
            assertTrue(quick.event().endsWith("data: " + wide));
            heard++;
            Thread.sleep(5);
        }
        Thread.sleep(LIMITS.stall().toMillis() * 2);
        long got = 0;
        char[] buffer = new char[65_536];
        try {
            for (int n = slow.in.read(buffer); n >= 0; n = slow.in.read(buffer)) got += n;
        } catch (java.net.SocketTimeoutException kept) {
            throw new AssertionError("the slow one was kept", kept);
        } catch (java.net.SocketException cutOff) {
            // as well
        }
        assertTrue(got < 60_000L * heard, got + " characters of " + heard + " frames");
        publish(1);
        assertEquals("data: {\"ü\":0}", quick.event().replaceAll(".*(data.*)", "$1"));
    }

    @Test
    void aListenerThatPausesMissesNothing() throws Exception {
        Client slow = listen("");
        String wide = "\"" + "x".repeat(20_000) + "\"";
        for (int i = 0; i < 60; i++) open.runs.feed.publish("frame", wide);
        Thread.sleep(300);
        for (int i = 0; i < 60; i++) assertTrue(slow.event().startsWith("id: " + (100 + i) + " "));
    }

    @Test
    void theServersEndIsTheEndOfItsEvents() throws IOException {
        Client client = listen("");
        open.server.close();
        publish(1);
        assertEquals("", client.event());
        assertEquals(0, open.runs.feed.listeners());
        open.server.close();
    }
}
