// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    private static final String HOST = "localhost:7288";

    private long now;
    private final AccessToken admin = AccessToken.random();
    private final AccessToken reader = AccessToken.random();
    private final Sessions sessions = new Sessions(4, Duration.ofHours(1), () -> now);
    private final Guard guard = new Guard(
            Site.local(7288),
            admin,
            reader,
            sessions,
            "sextant-7288",
            new RateLimit(3, Duration.ofSeconds(1), () -> now));

    private final String session = sessions.open(Scope.ADMIN);

    /** Headers are "name: value|name: value"; A stands for the token, R for the one that reads, C for our cookie. */
    private Guard.Verdict judge(String method, String target, String headers) {
        Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : headers.split("\\|", -1)) {
            if (header.isBlank()) continue;
            String[] parts = header.split(":", 2);
            String value = parts[1].strip()
                    .replaceAll("\\bA\\b", admin.text())
                    .replaceAll("\\bR\\b", reader.text())
                    .replaceAll("\\bC\\b", "sextant-7288=" + session);
            sent.computeIfAbsent(parts[0].strip(), _ -> new ArrayList<>()).add(value);
        }
        return guard.judge(new Asked(method, target, name -> sent.getOrDefault(name, List.of())));
    }

    private static String said(Guard.Verdict verdict) {
        return switch (verdict) {
            case Guard.Verdict.Pass pass -> pass.scope().name().toLowerCase(Locale.ROOT);
            case Guard.Verdict.Refusal refusal -> Integer.toString(refusal.status());
        };
    }

    @ParameterizedTest(name = "{0}: Host {1}")
    @CsvSource({
        "admin, localhost:7288",
        "admin, LocalHost:7288",
        "admin, 127.0.0.1:7288",
        "admin, [::1]:7288",
        "421,   evil.example:7288",
        "421,   localhost.evil.example:7288",
        "421,   localhost",
        "421,   localhost:80",
        "421,   localhost:72880",
        "421,   localhost.:7288",
        "421,   0.0.0.0:7288",
        "421,   127.1:7288",
        "421,   2130706433:7288",
        "421,   ::1:7288",
        "421,   [::]:7288",
        "421,   [::ffff:127.0.0.1]:7288",
        "421,   user@localhost:7288",
        "421,   'localhost:7288,localhost:7288'",
        "421,   'localhost:7288|Host:localhost:7288'",
        "421,   'localhost:7288|Host:evil.example'",
        "421,   ''"
    })
    void onlyOurOwnNameIsAnswered(String expected, String host) {
        assertEquals(expected, said(judge("GET", "/api/runs", "Authorization: Bearer A|Host: " + host)));
    }

    @Test
    void aRequestWithoutAHostIsRefusedBeforeAnythingElse() {
        for (String method : List.of("GET", "POST", "OPTIONS", "TRACE"))
            assertEquals("421", said(judge(method, "/api/runs", "Authorization: Bearer A")));
    }

    /** What a browser says of where a request comes from. */
    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "admin, GET, /api/runs, 'Cookie: C'",
        "admin, GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: same-origin'",
        "admin, GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: none|Sec-Fetch-Mode: navigate'",
        "admin, GET, /api/runs, 'Cookie: C|Origin: http://localhost:7288'",
        "admin, GET, /api/runs, 'Cookie: C|Origin: http://[::1]:7288'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: null'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://evil.example'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: https://localhost:7288'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://localhost'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://localhost:7289'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://sub.localhost:7288'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://localhost:7288/'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://localhost:7288@evil.example'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: file://'",
        "403,   GET, /api/runs, 'Cookie: C|Origin:'",
        "403,   GET, /api/runs, 'Cookie: C|Origin: http://localhost:7288|Origin: http://localhost:7288'",
        "403,   GET, /api/runs, 'Authorization: Bearer A|Origin: http://evil.example'",
        "403,   GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: cross-site'",
        "403,   GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: same-site'",
        "403,   GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: something-new'",
        "403,   GET, /ui/report.js, 'Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: script'",
        "403,   GET, /, 'Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe'",
        "403,   POST, /, 'Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document'",
        // a link: the page without its data, and as nobody
        "none,  GET, /, 'Cookie: C|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document'",
        "401, GET, /api/runs, 'Cookie: C|Sec-Fetch-Site: same-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document'"
    })
    void pagesFromElsewhereGetNothing(String expected, String method, String target, String headers) {
        assertEquals(expected, said(judge(method, target, "Host: " + HOST + "|" + headers)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "none,  /,                   ''",
        "none,  /run/a-b_C9,         ''",
        "none,  /run/a/trial/17,     ''",
        "none,  /ui/report.js,       ''",
        "401,   /api/runs,           ''",
        "401,   /api/login,          ''",
        "401,   /api/runs/a/events,  ''",
        "401,   /api/runs?token=A,   ''",
        "401,   /nowhere,            ''",
        "401,   //ui/report.js,      ''",
        "401,   /run/../api/runs,    ''",
        "admin, /api/runs,           'Authorization: Bearer A'",
        "admin, /api/runs,           'Authorization: bearer A'",
        "read,  /api/runs,           'Authorization: Bearer R'",
        "401,   /api/runs,           'Authorization: A'",
        "401,   /api/runs,           'Authorization: Basic A'",
        "401,   /api/runs,           'Authorization: Bearer'",
        "401,   /api/runs,           'Authorization: Bearer AA'",
        "401,   /api/runs,           'Authorization: Bearer A|Authorization: Bearer A'",
        "401,   /,                   'Authorization: Bearer x'",
        // with a wrong token no cookie helps
        "401,   /api/runs,           'Authorization: Bearer x|Cookie: C'",
        "admin, /api/runs,           'Cookie: a=b; C; c=d'",
        "admin, /api/runs,           'Cookie: sextant-7288=of-another-port; C'",
        "admin, /api/runs,           'Cookie: a=b|Cookie: C'",
        "401,   /api/runs,           'Cookie: sextant-7288='",
        "401,   /api/runs,           'Cookie: sextant-7288=A'",
        "401,   /api/runs,           'Cookie: xC'"
    })
    void dataTakeATokenAndPagesWithoutDataTakeNone(String expected, String target, String headers) {
        assertEquals(expected, said(judge("GET", target, "Host: " + HOST + "|" + headers)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "GET,     none",
        "HEAD,    none",
        "POST,    411",
        "PUT,     405",
        "PATCH,   405",
        "DELETE,  405",
        "OPTIONS, 405",
        "TRACE,   405",
        "CONNECT, 405",
        "get,     405",
        "PROPFIND, 405",
        "QUERY,   405"
    })
    void methodsAreAListOfThree(String method, String expected) {
        assertEquals(expected, said(judge(method, "/", "Host: " + HOST)));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "413, GET,  'Content-Length: 1'",
        "none, GET, 'Content-Length: 0'",
        "411, GET,  'Transfer-Encoding: chunked'",
        "411, POST, 'Transfer-Encoding: chunked'",
        "411, POST, 'Transfer-Encoding: chunked|Content-Length: 2'",
        "411, POST, ''",
        "413, POST, 'Content-Length: 65537'",
        "413, POST, 'Content-Length: 999999999999999999'",
        "400, POST, 'Content-Length: 9999999999999999999'",
        "400, POST, 'Content-Length: -1'",
        "400, POST, 'Content-Length: 0x10'",
        "400, POST, 'Content-Length: 2|Content-Length: 2'",
        "417, POST, 'Content-Length: 2|Expect: 100-continue'",
        "403, POST, 'Content-Length: 65536'"
    })
    void bodiesAreShortAndSayHowShort(String expected, String method, String headers) {
        assertEquals(expected, said(judge(method, "/", "Host: " + HOST + "|" + headers)));
    }

    /** All of it is needed: the header, the type, the origin, the session. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "admin, 'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json|Origin: http://localhost:7288'",
        "admin, 'Cookie: C|x-sextant-csrf: 1|Content-Type: application/json; charset=UTF-8|Origin: http://127.0.0.1:7288'",
        "403,   'Cookie: C|Content-Type: application/json|Origin: http://localhost:7288'",
        "403,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json'",
        "403,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json|Sec-Fetch-Site: same-origin'",
        "403,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json|Origin: null'",
        "403,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json|Origin: http://evil.example'",
        "415,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: text/plain|Origin: http://localhost:7288'",
        "415,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/jsonp|Origin: http://localhost:7288'",
        "415,   'Cookie: C|X-Sextant-CSRF: 1|Content-Type: multipart/form-data|Origin: http://localhost:7288'",
        "415,   'Cookie: C|X-Sextant-CSRF: 1|Origin: http://localhost:7288'",
        "401,   'X-Sextant-CSRF: 1|Content-Type: application/json|Origin: http://localhost:7288'",
        // a program with the token itself is no browser's page
        "admin, 'Authorization: Bearer A|X-Sextant-CSRF: 1|Content-Type: application/json'",
        "403,   'Authorization: Bearer A|Content-Type: application/json'",
        "415,   'Authorization: Bearer A|X-Sextant-CSRF: 1'",
        "401,   'Authorization: Bearer x|Cookie: C|X-Sextant-CSRF: 1|Content-Type: application/json'"
    })
    void changesTakeMoreThanAFormCanSend(String expected, String headers) {
        assertEquals(
                expected, said(judge("POST", "/api/runs/a/stop", "Host: " + HOST + "|Content-Length: 2|" + headers)));
    }

    @Test
    void onlyPathsAreTargets() {
        for (String target : List.of("http://localhost:7288/", "*", "localhost:7288", "", "\\", "api/runs"))
            assertEquals("400", said(judge("GET", target, "Host: " + HOST + "|Authorization: Bearer A")), target);
    }

    @Test
    void wrongTokensHaveARateAndTheRightOneOpensAllTheSame() {
        String start = "Host: " + HOST + "|Authorization: Bearer ";
        for (int i = 0; i < 3; i++) assertEquals("401", said(judge("GET", "/api/runs", start + i)));
        assertEquals("429", said(judge("GET", "/api/runs", start + "x")));
        for (int i = 0; i < 100; i++) assertEquals("admin", said(judge("GET", "/api/runs", start + "A")));
        assertEquals("admin", said(judge("GET", "/api/runs", "Host: " + HOST + "|Cookie: C")));
        assertEquals("429", said(judge("GET", "/api/runs", start + "y")));
        assertEquals("401", said(judge("GET", "/api/runs", "Host: " + HOST)), "nothing was guessed");
        now += 1_000_000_000;
        assertEquals("401", said(judge("GET", "/api/runs", start + "z")));
    }

    @Test
    void aRefusalSaysTheWayOut() {
        Guard.Verdict verdict = judge("GET", "/", "Host: evil.example");
        assertEquals(
                "This server is not known by that name. Open it at the address it printed, or name it with"
                        + " --public-host.",
                assertInstanceOf(Guard.Verdict.Refusal.class, verdict).sentence());
    }

    @Test
    void aSessionEndsWithItsTimeAndTheOldestMakesRoom() {
        assertNotNull(sessions.of(session));
        String second = sessions.open(Scope.READ);
        for (int i = 0; i < 3; i++) sessions.open(Scope.READ);
        assertNull(sessions.of(session), "there are four places");
        Sessions.Session kept = sessions.of(second);
        assertNotNull(kept);
        now += Duration.ofHours(1).toNanos();
        assertNull(sessions.of(second));
        String last = sessions.open(Scope.READ);
        Sessions.Session closed = sessions.of(last);
        assertNotNull(closed);
        assertTrue(sessions.alive(closed));
        sessions.close(closed);
        assertNull(sessions.of(last));
    }
}
