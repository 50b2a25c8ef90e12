// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that have shown a token once: each has a random id, in a cookie, for some hours. When there are too many the
 * oldest is forgotten; only those with a token can make one.
 *
 * <p>Ids are kept and found by their hash, so that the time that a search takes tells nothing of an id.
 *
 * <p>Threads: confined to one.
 */
final class Sessions {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * One browser.
     *
     * @param key the hash of its id
     * @param end in the clock's nanoseconds
     */
    record Session(String key, Scope scope, long end) {}

    private final int most;
    private final long ageNanos;
    private final LongSupplier nanos;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /**
     * @param most at least 1
     * @param age after which one ends, used or not
     * @param nanos the time, in nanoseconds from anywhere
     */
    Sessions(int most, Duration age, LongSupplier nanos) {
        this.most = most;
        this.ageNanos = age.toNanos();
        this.nanos = nanos;
    }

    /** Begins one; the id, which is nowhere else. */
    String open(Scope scope) {
        String id = AccessToken.random().text();
        if (sessions.size() >= most)
            sessions.remove(sessions.keySet().iterator().next());
        String key = hash(id);
        sessions.put(key, new Session(key, scope, nanos.getAsLong() + ageNanos));
        return id;
    }

    /** The one with this id; null if there is none, or none any more. */
    @Nullable
    Session of(String id) {
        Session session = sessions.get(hash(id));
        return session == null || !alive(session) ? null : session;
    }

    /** Whether it still holds. */
    boolean alive(Session session) {
        if (session.end() - nanos.getAsLong() <= 0) sessions.remove(session.key());
        return sessions.containsKey(session.key());
    }

    void close(Session session) {
        sessions.remove(session.key());
    }

    private static String hash(String id) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every Java has SHA-256", broken);
        }
    }
}
