// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what. Everything that is not allowed is refused, in this order: another host (421), another origin (403),
 * a body (413), no token (401) or wrong ones too often (429), another path (404), another method (405).
 *
 * <p>The host stands first: a page in somebody's browser that lets its own name point at this machine gets no further.
 *
 * <p>Wrong tokens have a rate, and the right one opens whatever went before: it cannot be guessed at any rate, and else
 * whoever guesses could shut out its holder.
 *
 * @param site our names
 * @param wrong how often a wrong token may come
 */
record Gate(Site site, AccessToken token, RateLimit wrong) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    /** The only path there is. */
    static final String METRICS = "/metrics";

    static final int OK = 200;

    /**
     * What of a request counts here; headers that were not sent are null.
     *
     * @param path without the query
     * @param body whether one is announced
     */
    record Asked(
            String method,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String authorization,
            @Nullable String path,
            boolean body) {}

    /** {@link #OK}, or the status of the refusal. */
    int status(Asked asked) {
        if (asked.host() == null || !site.isAsked(List.of(asked.host()))) return 421;
        if (asked.origin() != null && !site.isOrigin(asked.origin())) return 403;
        if (asked.body()) return 413;
        if (!token.opens(asked.authorization())) return asked.authorization() == null || wrong.allows() ? 401 : 429;
        if (!METRICS.equals(asked.path())) return 404;
        return METHODS.contains(asked.method()) ? OK : 405;
    }
}
