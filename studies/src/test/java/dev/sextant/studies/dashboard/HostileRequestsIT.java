// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.studies.dashboard.OpenDashboard.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stranger may send, over raw sockets: nothing is done, nothing is told, every answer has every header, and the
 * next honest request is answered.
 */
class HostileRequestsIT {
    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static OpenDashboard open;

    @BeforeAll
    static void open() throws IOException {
        open = new OpenDashboard();
    }

    @AfterAll
    static void close() {
        open.close();
    }

    @AfterEach
    void nothingWasDoneAndTheServerAnswers() throws IOException {
        assertEquals(List.of(), open.runs.acts);
        assertEquals(0, open.runs.exportedRows.get());
        assertEquals(200, open.get("/api/runs", open.bearer()).status());
    }

    /** T: the token; H: our host; O: our origin; each line of the head ends where it should. */
    private static String filled(String text) {
        return text.replace("{T}", open.admin.text())
                .replace("{H}", open.host())
                .replace("{O}", open.origin())
                .replace("{P}", Integer.toString(open.server.port()))
                .replace("\n", "\r\n");
    }

    /** The headers that keep an answer to its reader, on whatever answer. */
    private static void isSealed(Answer answer) {
        String head = answer.head();
        for (Map.Entry<String, String> header : Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
                                + " 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
                        "X-Content-Type-Options",
                        "nosniff",
                        "Referrer-Policy",
                        "no-referrer",
                        "Cross-Origin-Opener-Policy",
                        "same-origin",
                        "Cross-Origin-Resource-Policy",
                        "same-origin",
                        "Permissions-Policy",
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .entrySet()) assertEquals(header.getValue(), answer.header(header.getKey()), head);
        assertTrue(List.of("no-store", "no-cache").contains(String.valueOf(answer.header("Cache-Control"))), head);
        assertFalse(head.toLowerCase(Locale.ROOT).contains("access-control"), head);
        assertFalse(answer.text().contains(open.admin.text()), "the token is told");
        assertFalse(answer.text().contains("Exception"), answer.text());
    }

    static Stream<Arguments> everyMethodOnEveryKindOfPath() {
        List<Arguments> table = new ArrayList<>();
        Map<String, String> allowed = new java.util.TreeMap<>();
        for (String path : List.of("/", "/run/a", "/run/a/trial/1", "/ui/page.css")) allowed.put(path, "open");
        for (String path : List.of("/api/runs", "/api/runs/a", "/api/runs/a/trials/1")) allowed.put(path, "data");
        for (String path : List.of("/api/runs/a/stop", "/api/runs/a/resume", "/api/runs/a/enqueue", "/api/logout"))
            allowed.put(path, "change");
        for (String path : List.of("/api", "/metrics", "/nowhere", "/ui/", "/ui/nothing.js")) allowed.put(path, "none");
        for (var each : allowed.entrySet())
            for (String method : List.of(
                    "GET",
                    "HEAD",
                    "POST",
                    "PUT",
                    "PATCH",
                    "DELETE",
                    "OPTIONS",
                    "TRACE",
                    "CONNECT",
                    "PROPFIND",
                    "FOO",
                    "get")) {
                boolean reads = method.equals("GET") || method.equals("HEAD");
                String kind = each.getValue();
                boolean ui = each.getKey().startsWith("/ui/");
                int stranger = reads ? kind.equals("open") ? 200 : ui ? 404 : 401 : method.equals("POST") ? 411 : 405;
                int holder = reads
                        ? switch (kind) {
                            case "open", "data" -> 200;
                            case "change" -> 405;
                            default -> 404;
                        }
                        : stranger;
                table.add(Arguments.of(method, each.getKey(), stranger, holder));
            }
        return table.stream();
    }

    @ParameterizedTest(name = "{0} {1}: {2}, with the token {3}")
    @MethodSource
    void everyMethodOnEveryKindOfPath(String method, String path, int stranger, int holder) throws IOException {
        for (boolean token : new boolean[] {false, true}) {
            Answer answer = token ? open.request(method, path, "", open.bearer()) : open.request(method, path, "");
            assertEquals(token ? holder : stranger, answer.status());
            isSealed(answer);
            if (answer.status() == 405)
                assertTrue(List.of("GET, HEAD, POST", "GET, HEAD", "POST")
                        .contains(String.valueOf(answer.header("Allow"))));
            if (answer.status() == 401) assertEquals("Bearer", answer.header("WWW-Authenticate"));
        }
    }

    /** The method, the path and what a page of our own would send, with each piece missing or wrong. */
    static Stream<Arguments> changes() {
        String json = "Content-Type: application/json\n";
        String csrf = "X-Sextant-CSRF: 1\n";
        String token = "Authorization: Bearer {T}\n";
        String ours = "Origin: {O}\n";
        return Stream.of(
                Arguments.of(401, json + csrf + ours),
                Arguments.of(403, json + token + ours),
                Arguments.of(415, csrf + token + ours),
                Arguments.of(415, "Content-Type: text/plain\n" + csrf + token + ours),
                Arguments.of(415, "Content-Type: application/x-www-form-urlencoded\n" + csrf + token + ours),
                Arguments.of(403, json + csrf + token + "Origin: null\n"),
                Arguments.of(403, json + csrf + token + "Origin: http://evil.example\n"),
                Arguments.of(403, json + csrf + token + "Origin: https://{H}\n"),
                Arguments.of(403, json + csrf + token + "Origin: http://localhost:1\n"),
                Arguments.of(403, json + csrf + token + "Origin: http://a.{H}\n"),
                Arguments.of(403, json + csrf + token + ours + "Sec-Fetch-Site: cross-site\n"),
                Arguments.of(403, json + csrf + token + ours + "Sec-Fetch-Site: same-site\n"),
                Arguments.of(403, json + csrf + "Cookie: sextant-{P}=x\n"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeThatOurPageWouldNotAskForIsNotDone(int status, String headers) throws IOException {
        for (String path : List.of("/api/runs/a/stop", "/api/runs/a/enqueue")) {
            Answer answer =
                    open.send(filled("POST " + path + " HTTP/1.1\nHost: {H}\n" + headers + "Content-Length: 2\n\n{}"));
            assertEquals(status, answer.status());
            isSealed(answer);
            assertTrue(answer.body().startsWith("{\"error\":\""), answer.body());
        }
    }

    static Stream<Arguments> raw() {
        String end = "\nAuthorization: Bearer {T}\n\n";
        List<Arguments> table = new ArrayList<>();
        for (String host : List.of(
                "",
                "Host:",
                "Host: evil.example",
                "Host: evil.example:{P}",
                "Host: localhost",
                "Host: localhost:1",
                "Host: localhost.:{P}",
                "Host: localhost:{P}.evil.example",
                "Host: x@localhost:{P}",
                "Host: 0.0.0.0:{P}",
                "Host: [::]:{P}",
                "Host: [0:0:0:0:0:0:0:1]:{P}",
                "Host: {H}\nHost: {H}",
                "Host: {H}\nHost: evil.example",
                "Host: {H}, evil.example")) table.add(Arguments.of(421, "GET /api/runs HTTP/1.1\n" + host + end));
        table.add(Arguments.of(421, "GET /api/runs HTTP/1.0" + end));
        for (String path : List.of(
                "/api/runs/..",
                "/api/runs/a/../a",
                "/api/runs/a/..%2f..%2fetc%2fpasswd",
                "/api/runs/%2e%2e/%2e%2e/etc/passwd",
                "/api/runs/%252e%252e",
                "/api/runs/a%00",
                "/api/runs/a%2500",
                "/api/runs/a%",
                "/api/runs/a%zz",
                "/api/runs/%c0%ae%c0%ae/x",
                "/api/runs/a\\..\\..",
                "/api/runs/a%5c",
                "/api/runs/a;jsessionid=1",
                "/api/runs/a/export/..%2frun.sqlite",
                "/api/runs/a/export/trials.csv%00.html",
                "/api/runs/a/export/run.sqlite",
                "/api/runs/a/trials/1%2e0",
                "/api/runs/a/trials/-1",
                "/api/runs/a/trials/99999999999999999999",
                "/api//runs",
                "//api/runs",
                "///etc/passwd",
                "/./api/runs",
                "/ui/../../../../etc/passwd",
                "/ui/..%2f..%2fpom.xml",
                "/ui/%70age.css",
                "/ui/page.css/",
                "/ui/PAGE.CSS",
                "/ui//page.css",
                "/ui/dev/sextant/studies/page/ui/page.css",
                "/run/a/trial/1/..",
                "/run/" + "a".repeat(65),
                "/api/runs/" + "a".repeat(65)))
            table.add(Arguments.of(404, "GET " + path + " HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(400, "GET http://evil.example/api/runs HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(400, "GET * HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(400, "GET api/runs HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(405, "CONNECT evil.example:443 HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(414, "GET /?" + "x".repeat(10_000) + " HTTP/1.1\nHost: {H}" + end));
        table.add(Arguments.of(431, "GET / HTTP/1.1\nHost: {H}\nX: " + "x".repeat(20_000) + end));
        table.add(Arguments.of(431, "GET / HTTP/1.1\nHost: {H}\n" + "X: y\n".repeat(10_000) + end));
        table.add(Arguments.of(
                417,
                "POST /api/login HTTP/1.1\nHost: {H}\nContent-Length: 2\nExpect: 100-continue"
                        + "\nContent-Type: application/json\nX-Sextant-CSRF: 1" + end + "{}"));
        // two lengths, two meanings: whichever a proxy believes, we believe neither
        for (String tricks : List.of(
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nContent-Length: 4",
                "Content-Length: 4\nTransfer-Encoding: chunked",
                "Transfer-Encoding: identity\nContent-Length: 4",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked"))
            table.add(Arguments.of(
                    411,
                    "POST /api/runs/a/stop HTTP/1.1\nHost: {H}\nX-Sextant-CSRF: 1\n"
                            + "Content-Type: application/json\n" + tricks + end
                            + "0\n\nPOST /api/runs/a/stop HTTP/1.1\nHost: {H}\nX-Sextant-CSRF: 1\n"
                            + "Content-Type: application/json\nContent-Length: 2" + end + "{}"));
        for (String length : List.of("+2", "2, 2", "0x2", "2 2", "-1", ""))
            table.add(Arguments.of(
                    400,
                    "POST /api/login HTTP/1.1\nHost: {H}\nX-Sextant-CSRF: 1\n"
                            + "Content-Type: application/json\nContent-Length: " + length + end + "{}"));
        table.add(Arguments.of(413, "GET /api/runs HTTP/1.1\nHost: {H}\nContent-Length: 2" + end + "{}"));
        table.add(Arguments.of(400, "nonsense\n\n"));
        table.add(Arguments.of(400, "GET / HTTP/1.1\nHost: {H}\nbad header: x" + end));
        table.add(Arguments.of(400, "GET / HTTP/1.1\nHost: {H}\nX: a\0b" + end));
        return table.stream();
    }

    @ParameterizedTest
    @MethodSource
    void raw(int status, String text) throws IOException {
        Answer answer = open.send(filled(text));
        assertEquals(status, answer.status(), () -> answer.text() + " to " + text);
        isSealed(answer);
    }

    static Stream<String> bodies() {
        return Stream.of(
                "[".repeat(60_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(5_000),
                "{\"a\":" + "1".repeat(60_000) + "}",
                "{\"a\":1e999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
                        + "99999999999999999}",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "null",
                "[]",
                "\"x\"",
                "{\"__proto__\": }",
                "\u00ff");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsNoPlainObjectIsRefused(String body) throws IOException {
        Answer answer = open.post("/api/runs/a/enqueue", body, open.bearer());
        assertEquals(400, answer.status());
        isSealed(answer);
        assertTrue(answer.body().length() < 400, answer.body());
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
        String start = filled("""
                POST /api/runs/a/enqueue HTTP/1.1
                Host: {H}
                Authorization: Bearer {T}
                X-Sextant-CSRF: 1
                Content-Type: application/json
                """);
        Answer announced = open.send(start + "Content-Length: 10000000\r\n\r\n");
        assertEquals(413, announced.status());
        isSealed(announced);
        Answer sent = open.send(start + "Content-Length: 10000016\r\n\r\n{\"a\":" + "1".repeat(10_000_010) + "}");
        assertEquals(413, sent.status());
        assertEquals("{\"error\":\"A body may have 65536 bytes; this one has 10000016.\"}", sent.body());
    }

    @Test
    void whatFollowsARefusedBodyIsNotARequest() throws IOException {
        try (Socket socket = open.connect()) {
            socket.getOutputStream().write(filled("""
                            POST /api/runs/a/stop HTTP/1.1
                            Host: {H}
                            Transfer-Encoding: chunked
                            Content-Length: 5

                            0

                            GET /api/runs HTTP/1.1
                            Host: {H}
                            Authorization: Bearer {T}

                            """).getBytes(StandardCharsets.ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(all.startsWith("HTTP/1.1 411 "), all);
            assertFalse(all.contains("\"study\""), all);
        }
    }

    @Test
    void aFloodOfWrongTokensShutsNobodyOut() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 50; i++)
            statuses.add(open.get("/api/runs", "Authorization: Bearer " + i).status());
        assertTrue(statuses.contains(429), statuses.toString());
        assertTrue(statuses.stream().allMatch(status -> status == 401 || status == 429), statuses.toString());
        assertEquals(200, open.get("/api/runs", open.bearer()).status());
        Answer answer = open.get("/api/runs", "Authorization: Bearer x");
        assertEquals("1", answer.header("Retry-After"));
        isSealed(answer);
    }

    @Test
    void eventsTakeATokenAndAFrameThatThereCanBe() throws IOException {
        Answer without = open.get("/api/runs/a/events");
        assertEquals(401, without.status());
        assertEquals(
                401, open.get("/api/runs/a/events?token=" + open.admin.text()).status());
        assertEquals(
                403,
                open.get("/api/runs/a/events", open.bearer(), "Origin: http://evil.example")
                        .status());
        for (String id : List.of("-1", "x", "1e3", "99999999999999999999"))
            assertEquals(
                    400,
                    open.get("/api/runs/a/events", open.bearer(), "Last-Event-ID: " + id)
                            .status(),
                    id);
        assertEquals(400, open.get("/api/runs/a/events?after=x", open.bearer()).status());
        assertEquals(404, open.get("/api/runs/b/events", open.bearer()).status());
        isSealed(without);
    }

    @Test
    void aWebSocketAndAnotherProtocolAreNotSpoken() throws IOException {
        Answer upgrade = open.get(
                "/api/runs",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Origin: http://evil.example");
        assertEquals(403, upgrade.status());
        Answer own = open.get(
                "/",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertFalse(own.text().startsWith("HTTP/1.1 101"), own.text());
        isSealed(own);
        Answer h2c = open.get("/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk");
        assertEquals(200, h2c.status());
        // Vert.x itself says that these are not implemented, and nothing else.
        for (String other :
                List.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/9.9\r\nHost: " + open.host() + "\r\n\r\n"))
            assertTrue(
                    open.send(other)
                            .text()
                            .matches("HTTP/[29]\\.[09] 501 Not Implemented\r\ncontent-length: 0\r\n\r\n"),
                    other);
    }
}
