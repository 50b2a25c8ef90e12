// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.metrics.StudyMetrics;
import dev.sextant.engine.study.Attempt;
import dev.sextant.engine.study.Command;
import dev.sextant.engine.study.Effect;
import dev.sextant.engine.study.Verdict;
import dev.sextant.engine.trial.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as whoever opens a socket to it sees it. */
class MetricsServerIT {
    private static final long LIFE_MILLIS = 600;

    /** A sample: a name, labels, a number. */
    private static final Pattern SAMPLE =
            Pattern.compile("[a-z_]+(\\{[a-z_]+=\"[^\"\\\\]*\"(,[a-z_]+=\"[^\"\\\\]*\")*})? ([-+0-9.eE]+|NaN|[+-]Inf)");

    private final AccessToken token = AccessToken.random();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private MetricsServer server;

    @BeforeEach
    void open() throws IOException {
        server = MetricsServer.open(0, token, new RateLimit(1, Duration.ofHours(1), System::nanoTime), LIFE_MILLIS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String send(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String... more) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n"
                + String.join(
                        "", List.of(more).stream().map(line -> line + "\r\n").toList()) + "\r\n");
    }

    private String authorization() {
        return "Authorization: Bearer " + token.text();
    }

    private static String status(String answer) {
        return answer.lines().findFirst().orElse("").replaceFirst("HTTP/1.[01] (\\d+).*", "$1");
    }

    @Test
    void everyLineIsOneThatPrometheusReads() throws IOException {
        StudyMetrics metrics = new StudyMetrics(server.registry(), System::nanoTime);
        metrics.commit(3);
        Attempt attempt = new Attempt(0, 1, 1, "w");
        metrics.told(new Command.Result(1, attempt, new Outcome.Failed("no")));
        metrics.decided(new Effect.Acknowledge(1, Verdict.ACCEPTED));
        String answer = get("/metrics", authorization());
        assertEquals("200", status(answer));
        String[] parts = answer.split("\r\n\r\n", 2);
        assertTrue(parts[0].toLowerCase(java.util.Locale.ROOT)
                .contains("content-type: text/plain; version=0.0.4; charset=utf-8"));
        List<String> samples = new ArrayList<>();
        for (String line : parts[1].lines().toList()) {
            if (line.matches("# (HELP [a-z_]+ .*|TYPE [a-z_]+ (counter|gauge|histogram|summary))")) continue;
            assertTrue(SAMPLE.matcher(line).matches(), line);
            samples.add(line);
        }
        assertTrue(samples.contains("sextant_results_total{verdict=\"accepted\"} 1.0"), parts[1]);
        assertTrue(samples.contains("sextant_commit_changes_bucket{le=\"4.0\"} 1"), parts[1]);
        assertTrue(samples.contains("sextant_commit_changes_bucket{le=\"2.0\"} 0"), parts[1]);
        assertTrue(samples.contains("sextant_trials_total{state=\"completed\"} 0.0"), parts[1]);
        assertTrue(samples.contains("sextant_pulls_waiting 0.0"), parts[1]);
        assertTrue(samples.contains("sextant_acknowledge_seconds_bucket{le=\"+Inf\"} 1"), parts[1]);
        for (String timer : List.of("proposal", "plan", "commit", "slice", "dispatch", "trial"))
            assertTrue(samples.contains("sextant_" + timer + "_seconds_bucket{le=\"+Inf\"} 0"), timer);
    }

    @Test
    void anAnswerGoesNoFurtherThanItsReader() throws IOException {
        for (String answer : List.of(get("/metrics", authorization()), get("/metrics"), get("/", authorization()))) {
            String head = answer.split("\r\n\r\n", 2)[0];
            for (String header : List.of(
                    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
                    "X-Content-Type-Options: nosniff",
                    "Referrer-Policy: no-referrer",
                    "Cross-Origin-Resource-Policy: same-origin",
                    "Cross-Origin-Opener-Policy: same-origin",
                    "Cache-Control: no-store")) assertTrue(head.contains(header), head);
            assertFalse(head.contains("Access-Control"), head);
            assertFalse(answer.contains(token.text()), answer);
        }
    }

    @Test
    void arefusalHasNoBody() throws IOException {
        String answer = get("/metrics");
        assertEquals("401", status(answer));
        assertTrue(answer.contains("WWW-Authenticate: Bearer"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
        assertTrue(send("DELETE /metrics HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n" + authorization()
                        + "\r\n\r\n")
                .contains("Allow: GET, HEAD"));
    }

    @Test
    void whoeverSendsWrongTokensWithoutPauseIsToldToWait() throws IOException {
        assertEquals("401", status(get("/metrics", "Authorization: Bearer x")));
        String answer = get("/metrics", "Authorization: Bearer x");
        assertEquals("429", status(answer));
        assertTrue(answer.contains("Retry-After: 1"), answer);
        assertEquals("200", status(get("/metrics", authorization())));
    }

    @Test
    void hostileRequestsAreRefused() throws IOException {
        assertEquals("421", status(send("GET /metrics HTTP/1.0\r\n" + authorization() + "\r\n\r\n")));
        assertEquals("421", status(send("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n")));
        assertEquals("421", status(get("/metrics", "Host: evil.example", authorization())));
        assertEquals("403", status(get("/metrics", "Origin: http://evil.example", authorization())));
        assertEquals("413", status(get("/metrics", "Content-Length: 1000000000", authorization())));
        assertEquals("413", status(get("/metrics", "Transfer-Encoding: chunked", authorization())));
        assertEquals("414", status(get("/metrics?" + "x".repeat(10_000), authorization())));
        assertEquals("431", status(get("/metrics", "X: " + "x".repeat(10_000), authorization())));
        assertEquals("404", status(get("/../../etc/passwd", authorization())));
        assertEquals("400", status(send("nonsense\r\n\r\n")));
    }

    /** A client that says nothing, and one that never comes to an end: both are cut off, not waited for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSlowClientIsCutOff(boolean dripping) throws Exception {
        long began = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (dripping) {
                        socket.getOutputStream().write("G".getBytes(StandardCharsets.US_ASCII));
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException cutOff) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                while (socket.getInputStream().read() >= 0) {
                    // whatever it says
                }
            } catch (java.net.SocketTimeoutException kept) {
                throw new AssertionError("the connection was kept", kept);
            } catch (IOException reset) {
                // cut off as well
            }
            drip.interrupt();
        }
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(4).toNanos());
        assertEquals("200", status(get("/metrics", authorization())));
    }

    @Test
    void manyConnectionsDoNotShutAScraperOutForLong() throws Exception {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) many.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        Thread.sleep(3 * LIFE_MILLIS);
        assertEquals("200", status(get("/metrics", authorization())));
        for (Socket socket : many) socket.close();
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        IOException taken = assertThrows(IOException.class, () -> MetricsServer.open(server.port(), token));
        assertTrue(String.valueOf(taken.getMessage()).contains("in use"), taken.getMessage());
    }
}
