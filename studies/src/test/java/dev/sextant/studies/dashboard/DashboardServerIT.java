// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.dashboard.OpenDashboard.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as an honest browser and an honest program see it. */
class DashboardServerIT {
    @SuppressWarnings("NullAway.Init") // opened before each test
    private OpenDashboard open;

    @BeforeEach
    void open() throws IOException {
        open = new OpenDashboard();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private Answer api(String path, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(open.bearer());
        return open.get("/api" + path, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/run/a", "/run/nowhere", "/run/a/trial/3"})
    void theShellOpensWithoutATokenAndHoldsNoData(String path) throws IOException {
        Answer answer = open.get(path);
        assertEquals(200, answer.status());
        assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
        assertEquals("<!doctype html><title>shell</title>", answer.body());
        assertEquals("no-cache", answer.header("Cache-Control"));
        assertNull(answer.header("X-Sextant-Scope"));
    }

    @Test
    void aFileIsSentOnceAndThenKnown() throws IOException {
        Answer answer = open.get("/ui/report.js", "Accept-Encoding: gzip, deflate, br");
        assertEquals("text/javascript; charset=utf-8", answer.header("Content-Type"));
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("Accept-Encoding", answer.header("Vary"));
        byte[] packed = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        assertEquals("export const a = 1;".repeat(50), new String(plain, StandardCharsets.UTF_8));
        String tag = answer.header("ETag");
        assertNotNull(tag);
        Answer again = open.get("/ui/report.js", "If-None-Match: W/" + tag);
        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(200, open.get("/ui/report.js", "If-None-Match: \"x\"").status());
        for (String none : List.of("gzip;q=0", "identity", "br"))
            assertNull(open.get("/ui/report.js", "Accept-Encoding: " + none).header("Content-Encoding"), none);
    }

    @Test
    void headIsGetWithoutTheBody() throws IOException {
        for (String path : List.of("/", "/ui/page.css", "/api/runs", "/api/runs/a", "/api/runs/a/trials/1")) {
            Answer get = open.get(path, open.bearer());
            Answer head = open.request("HEAD", path, "", open.bearer());
            assertEquals(200, head.status(), path);
            assertEquals(get.header("Content-Length"), head.header("Content-Length"), path);
            assertEquals("", head.body(), path);
        }
        for (String path : List.of("/api/runs/a/events", "/api/runs/a/export/trials.csv"))
            assertEquals(200, open.request("HEAD", path, "", open.bearer()).status(), path);
        assertEquals(
                404,
                open.request("HEAD", "/api/runs/b/export/trials.csv", "", open.bearer())
                        .status());
        assertEquals(0, open.runs.exportedRows.get());
    }

    @Test
    void theApiAnswersAsItsContractSays() throws IOException {
        assertEquals(
                "[{\"id\":\"a\",\"study\":\"<script>alert(1)</script>\",\"state\":\"running\"}]",
                api("/runs").body());
        assertEquals(
                "{\"format\":1,\"study\":\"</script><script>\",\"state\":\"running\",\"frame\":99}",
                api("/runs/a").body());
        Answer trial = api("/runs/a/trials/3");
        assertEquals("{\"run\":\"a\",\"number\":3}", trial.body());
        assertEquals("application/json", trial.header("Content-Type"));
        assertEquals("no-store", trial.header("Cache-Control"));
        assertEquals(
                "{\"error\":\"There is no trial 12.\"}",
                api("/runs/a/trials/12").body());
        assertEquals(404, api("/runs/b").status());
        assertEquals(
                "{\"error\":\"There is no run \\\"b\\\".\"}", api("/runs/b").body());
        assertEquals("{\"error\":\"There is nothing here.\"}", api("/nothing").body());
    }

    @Test
    void whatBreaksInsideIsNotTold() throws IOException {
        Answer answer = api("/runs/a/trials/9");
        assertEquals(500, answer.status());
        assertEquals("{\"error\":\"This could not be answered; the log of the server says why.\"}", answer.body());
    }

    @Test
    void aBrowserLogsInOnceAndOut() throws IOException {
        Answer login = open.post("/api/login", "{}", open.bearer());
        assertEquals("{\"scope\":\"admin\"}", login.body());
        String line = login.header("Set-Cookie");
        assertNotNull(line);
        assertTrue(
                line.matches("sextant-" + open.server.port() + "=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict"),
                line);
        String cookie = "Cookie: " + login.cookie();
        assertEquals(200, open.get("/api/runs", cookie).status());
        assertEquals("admin", open.get("/api/runs", cookie).header("X-Sextant-Scope"));
        assertEquals(200, open.post("/api/runs/a/stop", "{}", cookie).status());
        assertEquals(401, open.post("/api/login", "{}", cookie).status(), "a session makes no other");
        Answer logout = open.post("/api/logout", "{}", cookie);
        assertEquals(200, logout.status());
        assertTrue(logout.head().contains("; Max-Age=0"), logout.head());
        assertEquals(401, open.get("/api/runs", cookie).status());
        assertEquals(401, open.get("/api/runs").status());
        assertNotEquals(
                open.post("/api/login", "{}", open.bearer()).cookie(),
                open.post("/api/login", "{}", open.bearer()).cookie());
    }

    @Test
    void whoeverOnlyReadsChangesNothing() throws IOException {
        String bearer = "Authorization: Bearer " + open.reader.text();
        String cookie = "Cookie: " + open.post("/api/login", "{}", bearer).cookie();
        for (String who : List.of(bearer, cookie)) {
            Answer seen = open.get("/api/runs/a", who);
            assertEquals(200, seen.status());
            assertEquals("read", seen.header("X-Sextant-Scope"));
            for (String action : List.of("stop", "resume", "enqueue")) {
                Answer answer = open.post("/api/runs/a/" + action, "{}", who);
                assertEquals(403, answer.status());
                assertEquals(
                        "{\"error\":\"This token only reads; to change something takes the other one.\"}",
                        answer.body());
            }
        }
        assertEquals(List.of(), open.runs.acts);
    }

    @Test
    void actionsAreDone() throws IOException {
        assertEquals(
                "{\"did\":\"STOP\"}",
                open.post("/api/runs/a/stop", "{}", open.bearer()).body());
        open.post("/api/runs/a/resume", "{\"workers\": 2}", open.bearer());
        open.post("/api/runs/a/enqueue", "{\"parameters\": {\"lr\": 0.1}}", open.bearer());
        assertEquals(
                List.of("STOP {}", "RESUME {\"workers\":2}", "ENQUEUE {\"parameters\":{\"lr\":0.1}}"), open.runs.acts);
        Answer refused = open.post("/api/runs/a/stop", "{\"no\": 1}", open.bearer());
        assertEquals(409, refused.status());
        assertEquals("{\"error\":\"Not now.\"}", refused.body());
    }

    @Test
    void aFileIsTakenAwayUnderASafeName() throws IOException {
        Answer answer = api("/runs/a/export/trials.csv");
        assertEquals("attachment; filename=\"a-trials.csv\"", answer.header("Content-Disposition"));
        assertEquals("text/csv; charset=utf-8", answer.header("Content-Type"));
        assertTrue(new String(answer.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .contains("0,0.5,üß\n1,0.5,üß\n2,0.5,üß\n"));
        Answer refused = api("/runs/a/export/report.md");
        assertEquals(409, refused.status());
        assertEquals("{\"error\":\"There is no report yet.\"}", refused.body());
        assertNull(refused.header("Content-Disposition"));
        assertEquals("application/json", refused.header("Content-Type"));
    }

    @Test
    void aFileThatBreaksOffIsSeenToBeBroken() throws IOException {
        Answer answer = api("/runs/a/export/report.json");
        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("{{{{"));
        assertFalse(answer.body().endsWith("0\r\n\r\n"), "it must not end as if it were whole");
    }

    @Test
    void onePageIsMadeForAllWhoAskMeanwhile() throws Exception {
        open.runs.gate = new CountDownLatch(1);
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) answers.add(many.submit((Callable<Answer>) () -> api("/runs/a")));
            while (open.runs.building.get() == 0) Thread.sleep(1);
            assertEquals(200, api("/runs/a/trials/1").status(), "short questions do not wait for pages");
            Thread.sleep(100);
            open.runs.gate.countDown();
            for (Future<Answer> answer : answers) assertEquals(200, answer.get().status());
        }
        assertEquals(1, open.runs.built.get());
        api("/runs/a");
        open.runs.feed.publish("frame", "{}");
        api("/runs/a");
        assertEquals(1, open.runs.built.get(), "a frame is what its listeners get anyway");
        open.runs.feed.publish("ending", "{}");
        assertTrue(api("/runs/a").body().contains("\"frame\":101"));
        assertEquals(2, open.runs.built.get());
        open.post("/api/runs/a/stop", "{}", open.bearer());
        api("/runs/a");
        assertEquals(3, open.runs.built.get());
    }

    @Test
    void aConnectionIsGoodForManyRequests() throws IOException {
        try (Socket socket = open.connect()) {
            for (int i = 0; i < 5; i++) {
                socket.getOutputStream()
                        .write(("GET /ui/page.css HTTP/1.1\r\nHost: " + open.host() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        "p {}",
                        OpenDashboard.read(socket.getInputStream(), false).body());
            }
        }
    }

    @Test
    void theAddressOpensThePage() {
        assertEquals("http://127.0.0.1:" + open.server.port() + "/", open.server.address());
        assertEquals(open.server.address() + "#token=" + open.admin.text(), open.server.address(open.admin));
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        IOException taken = assertThrows(
                IOException.class,
                () -> DashboardServer.open(
                        DashboardServer.Options.local(open.server.port()),
                        open.admin,
                        null,
                        open.runs,
                        OpenDashboard.UI));
        assertTrue(String.valueOf(taken.getMessage()).contains("in use"), taken.getMessage());
    }
}
