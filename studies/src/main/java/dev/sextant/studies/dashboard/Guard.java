// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides of every request, before anybody looks at what it is about, whether it goes on. What is not allowed is
 * refused, in this order: another host (421), another origin or a page from elsewhere (403), another method (405), a
 * target that is no path (400), a body where none belongs, that has no length or that is too long (413, 411, 417), a
 * change that a form of another page could ask for (403, 415), a wrong token (401, 429), none where one is needed
 * (401).
 *
 * <p>Against pages from elsewhere stand four walls, each enough: the Host, the Origin, what browsers say of where a
 * request comes from (Fetch Metadata), and for changes a header that no form can send. Our cookie is one that browsers
 * keep from other sites, but not from other ports of this machine; these are "same-site", and refused like any other.
 *
 * <p>Wrong tokens have a rate, and the right one opens whatever went before: it cannot be guessed at any rate, and else
 * whoever guesses could shut out its holder. Cookies have none: an old one is what an honest browser sends after a
 * restart.
 *
 * <p>Threads: confined to one.
 *
 * @param site our names
 * @param readOnly null if there is no such token
 * @param cookie the name of the cookie that holds a session's id
 * @param wrong how often a wrong token may come
 */
record Guard(
        Site site,
        AccessToken admin,
        @Nullable AccessToken readOnly,
        Sessions sessions,
        String cookie,
        RateLimit wrong) {
    /** The longest body that is read, in bytes. */
    static final int LONGEST_BODY = 64 << 10;

    /** The header that every change must have; any value will do, since a form cannot send it at all. */
    static final String CSRF = "X-Sextant-CSRF";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern JSON =
            Pattern.compile("application/json( *; *charset *= *\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    /** What becomes of a request. */
    sealed interface Verdict {
        /**
         * It goes on.
         *
         * @param session the browser's; null for whoever sent a token or nothing
         * @param bearer whether a token was sent itself
         */
        record Pass(Scope scope, Sessions.@Nullable Session session, boolean bearer) implements Verdict {}

        /** It does not. */
        record Refusal(int status, String sentence) implements Verdict {}
    }

    private static final Verdict.Pass STRANGER = new Verdict.Pass(Scope.NONE, null, false);

    Verdict judge(Asked asked) {
        if (!site.isAsked(asked.all("Host")))
            return refusal(
                    421,
                    "This server is not known by that name. Open it at the address it printed, or name it"
                            + " with --public-host.");
        String origin = asked.one("Origin");
        if (origin != null && !site.isOrigin(origin)) return refusal(403, "Pages from elsewhere are not answered.");
        String from = asked.one("Sec-Fetch-Site");
        boolean linked = from != null && !from.equals("same-origin") && !from.equals("none");
        if (linked && !opensPage(asked)) return refusal(403, "Pages from elsewhere are not answered.");
        if (!METHODS.contains(asked.method())) return refusal(405, "Only GET, HEAD and POST are answered.");
        if (!asked.target().startsWith("/")) return refusal(400, "The target of a request must be a path.");
        Verdict.Refusal body = body(asked);
        if (body != null) return body;
        Verdict.Refusal change = asked.reads() ? null : change(asked, origin);
        if (change != null) return change;
        // Whoever comes by a link from elsewhere may see the empty page; what it loads then comes from here.
        Verdict who = linked ? STRANGER : who(asked);
        boolean nobody = who instanceof Verdict.Pass pass && pass.scope() == Scope.NONE;
        return nobody && !Route.isOpen(asked.path()) ? refusal(401, "A token is needed.") : who;
    }

    /** Whether a person follows a link, rather than a page loading something. */
    private static boolean opensPage(Asked asked) {
        return asked.reads()
                && "navigate".equals(asked.one("Sec-Fetch-Mode"))
                && "document".equals(asked.one("Sec-Fetch-Dest"));
    }

    private static Verdict.@Nullable Refusal body(Asked asked) {
        if (asked.has("Expect")) return refusal(417, "Send the body at once.");
        if (asked.has("Transfer-Encoding")) return refusal(411, "A body must have a Content-Length.");
        String length = asked.one("Content-Length");
        if (length == null) return asked.reads() ? null : refusal(411, "A body must have a Content-Length.");
        if (!LENGTH.matcher(length).matches()) return refusal(400, "That is no Content-Length.");
        long bytes = Long.parseLong(length);
        if (asked.reads() && bytes > 0) return refusal(413, "GET and HEAD have no body.");
        return bytes > LONGEST_BODY
                ? refusal(413, "A body may have %d bytes; this one has %d.".formatted(LONGEST_BODY, bytes))
                : null;
    }

    private static Verdict.@Nullable Refusal change(Asked asked, @Nullable String origin) {
        if (!asked.has(CSRF)) return refusal(403, "Changes need the header " + CSRF + ": 1.");
        String from = asked.one("Sec-Fetch-Site");
        if ((origin == null && !asked.has("Authorization")) || "none".equals(from))
            return refusal(403, "Changes need the Origin of this page, or the token itself.");
        String type = asked.one("Content-Type");
        return type != null && JSON.matcher(type).matches()
                ? null
                : refusal(415, "A body must be JSON: Content-Type: application/json.");
    }

    /** Whose request it is. A token that was sent counts alone: with a wrong one no cookie helps. */
    private Verdict who(Asked asked) {
        List<String> sent = asked.all("Authorization");
        if (!sent.isEmpty()) {
            String authorization = sent.size() == 1 ? sent.getFirst() : null;
            // Both are compared always, so that the time tells nothing of which it was.
            boolean all = admin.opens(authorization);
            boolean some = readOnly != null && readOnly.opens(authorization);
            if (all) return new Verdict.Pass(Scope.ADMIN, null, true);
            if (some) return new Verdict.Pass(Scope.READ, null, true);
            return wrong.allows()
                    ? refusal(401, "That token is wrong. The right one was printed when the server started.")
                    : refusal(429, "Too many wrong tokens; wait a second.");
        }
        Sessions.Session session = session(asked.all("Cookie"));
        return session == null ? STRANGER : new Verdict.Pass(session.scope(), session, false);
    }

    /** Another port of this machine may have set a cookie of the same name: each is tried. */
    private Sessions.@Nullable Session session(List<String> cookies) {
        String start = cookie + "=";
        for (String line : cookies)
            for (String pair : line.split(";", 64)) {
                String stripped = pair.strip();
                if (!stripped.startsWith(start)) continue;
                Sessions.Session session = sessions.of(stripped.substring(start.length()));
                if (session != null) return session;
            }
        return null;
    }

    private static Verdict.Refusal refusal(int status, String sentence) {
        return new Verdict.Refusal(status, sentence);
    }
}
