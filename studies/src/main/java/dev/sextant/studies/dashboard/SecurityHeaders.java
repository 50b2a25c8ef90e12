// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What every answer says to browsers, errors included: that nobody else may use it. */
final class SecurityHeaders {
    /** Of what shows nothing in a browser. */
    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /** Of the page: its own scripts, styles and data, nothing inline, no evaluation, nobody's frame. */
    static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cache-Control", "no-store");

    private SecurityHeaders() {}

    /** @param policy the Content-Security-Policy */
    static void put(HttpServerResponse response, String policy) {
        response.putHeader("Content-Security-Policy", policy);
        EVERYWHERE.forEach(response::putHeader);
    }
}
