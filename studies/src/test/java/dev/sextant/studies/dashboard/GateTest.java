// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private long now;
    private final AccessToken token = AccessToken.random();
    private final Gate gate = new Gate(Site.local(7287), token, new RateLimit(3, Duration.ofSeconds(1), () -> now));

    /** T stands for the token; - for a header that is not sent. */
    @ParameterizedTest(name = "{5}: {0} {1} Host {2} Origin {3} Authorization {4}")
    @CsvSource({
        "GET,     /metrics,   127.0.0.1:7287,      -,                       Bearer T,  200",
        "HEAD,    /metrics,   localhost:7287,      -,                       Bearer T,  200",
        "GET,     /metrics,   LOCALHOST:7287,      -,                       bearer T,  200",
        "GET,     /metrics,   [::1]:7287,          -,                       Bearer T,  200",
        "GET,     /metrics,   localhost:7287,      http://localhost:7287,   Bearer T,  200",
        // somebody else's name that points here: DNS rebinding
        "GET,     /metrics,   evil.example:7287,   -,                       Bearer T,  421",
        "GET,     /metrics,   localhost.evil.example:7287, -,               Bearer T,  421",
        "GET,     /metrics,   127.0.0.1,           -,                       Bearer T,  421",
        "GET,     /metrics,   127.0.0.1:80,        -,                       Bearer T,  421",
        "GET,     /metrics,   127.0.0.1:72870,     -,                       Bearer T,  421",
        "GET,     /metrics,   0.0.0.0:7287,        -,                       Bearer T,  421",
        "GET,     /metrics,   user@localhost:7287, -,                       Bearer T,  421",
        "GET,     /metrics,   '',                  -,                       Bearer T,  421",
        "GET,     /metrics,   -,                   -,                       Bearer T,  421",
        "OPTIONS, /nowhere,   evil.example,        http://evil.example,     -,         421",
        // a page from elsewhere
        "GET,     /metrics,   localhost:7287,      http://evil.example,     Bearer T,  403",
        "GET,     /metrics,   localhost:7287,      null,                    Bearer T,  403",
        "GET,     /metrics,   localhost:7287,      https://localhost:7287,  Bearer T,  403",
        "OPTIONS, /metrics,   localhost:7287,      http://evil.example,     -,         403",
        // no token, or something like it
        "GET,     /metrics,   localhost:7287,      -,                       -,         401",
        "GET,     /metrics,   localhost:7287,      -,                       Bearer,    401",
        "GET,     /metrics,   localhost:7287,      -,                       'Bearer ', 401",
        "GET,     /metrics,   localhost:7287,      -,                       T,         401",
        "GET,     /metrics,   localhost:7287,      -,                       Basic T,   401",
        "GET,     /metrics,   localhost:7287,      -,                       Bearer TT, 401",
        "GET,     /metrics,   localhost:7287,      -,                       Bearer x,  401",
        "GET,     /nowhere,   localhost:7287,      -,                       -,         401",
        "DELETE,  /metrics,   localhost:7287,      -,                       -,         401",
        // with the token there is one thing to be had
        "GET,     /,          localhost:7287,      -,                       Bearer T,  404",
        "GET,     -,          localhost:7287,      -,                       Bearer T,  404",
        "GET,     /metrics/,  localhost:7287,      -,                       Bearer T,  404",
        "GET,     /METRICS,   localhost:7287,      -,                       Bearer T,  404",
        "GET,     //metrics,  localhost:7287,      -,                       Bearer T,  404",
        "GET,     /x/../metrics,     localhost:7287, -,                     Bearer T,  404",
        "GET,     /..%2fmetrics,     localhost:7287, -,                     Bearer T,  404",
        "GET,     /metrics%00,       localhost:7287, -,                     Bearer T,  404",
        "GET,     \\metrics,         localhost:7287, -,                     Bearer T,  404",
        "POST,    /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "PUT,     /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "DELETE,  /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "PATCH,   /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "OPTIONS, /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "TRACE,   /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "CONNECT, /metrics,   localhost:7287,      -,                       Bearer T,  405",
        "get,     /metrics,   localhost:7287,      -,                       Bearer T,  405"
    })
    void onlyWhatIsAllowedIsAnswered(
            String method, String path, String host, String origin, String authorization, int status) {
        Gate.Asked asked = new Gate.Asked(
                method,
                host.equals("-") ? null : host,
                origin.equals("-") ? null : origin,
                authorization.equals("-") ? null : authorization.replace("T", token.text()),
                path.equals("-") ? null : path,
                false);
        assertEquals(status, gate.status(asked));
    }

    @Test
    void aBodyIsRefusedBeforeTheTokenIsLookedAt() {
        assertEquals(413, gate.status(new Gate.Asked("GET", "localhost:7287", null, null, "/metrics", true)));
    }

    private int status(@Nullable String authorization) {
        return gate.status(new Gate.Asked("GET", "localhost:7287", null, authorization, "/metrics", false));
    }

    @Test
    void wrongTokensHaveARateAndTheRightOneOpensAllTheSame() {
        for (int i = 0; i < 3; i++) assertEquals(401, status("Bearer " + i));
        assertEquals(429, status("Bearer 3"));
        assertEquals(429, status("Basic " + token.text()));
        assertEquals(200, status("Bearer " + token.text()));
        assertEquals(401, status(null), "nothing was guessed");
        now += 1_000_000_000;
        assertEquals(401, status("Bearer 4"));
        assertEquals(429, status("Bearer 5"));
    }

    @Test
    void aTokenIs256BitsOfItsOwn() {
        assertTrue(token.text().matches("[0-9a-f]{64}"), token.text());
        assertNotEquals(token.text(), AccessToken.random().text());
        assertTrue(token.opens("Bearer " + token.text()));
        assertFalse(AccessToken.random().opens("Bearer " + token.text()));
    }

    @Test
    void nobodyElseCanReadTheTokensFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "an old one that everybody can read");
        token.write(file);
        assertEquals(token.text() + "\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
