// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open, how many there may be, and how long each may keep somebody waiting: nobody holds one
 * by being slow.
 *
 * <p>Whoever has not shown a token is a stranger. Strangers have few places, and a new one takes that of the one who
 * has waited longest, so that idle connections shut nobody out; those who have shown one have places of their own.
 *
 * <p>Threads: the event loop.
 */
final class Connections {
    private static final class Line {
        private boolean known;
        private boolean busy;
        private boolean hungUp;
        private long timer = -1;
    }

    private final Vertx vertx;
    private final Limits limits;
    private final Map<HttpConnection, Line> lines = new LinkedHashMap<>();
    private int known;

    Connections(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** A new one, which has to say something soon. */
    void opened(HttpConnection connection) {
        if (lines.size() - known >= limits.strangers()) {
            HttpConnection longest = longestWaiting();
            if (longest != null) {
                gone(longest);
                longest.close();
            }
        }
        lines.put(connection, new Line());
        connection.closeHandler(_ -> gone(connection));
        // A client that is cut off, or cuts itself off, is not worth a line.
        connection.exceptionHandler(_ -> {});
        within(connection, limits.head());
    }

    private @Nullable HttpConnection longestWaiting() {
        HttpConnection first = null;
        for (var entry : lines.entrySet()) {
            if (entry.getValue().known) continue;
            if (!entry.getValue().busy) return entry.getKey();
            if (first == null) first = entry.getKey();
        }
        return first;
    }

    private void gone(HttpConnection connection) {
        Line line = lines.remove(connection);
        if (line == null) return;
        vertx.cancelTimer(line.timer);
        if (line.known) known--;
    }

    /** The head of a request has arrived; whether it is to be read at all. */
    boolean begins(HttpConnection connection) {
        Line line = lines.get(connection);
        if (line == null || line.hungUp) return false;
        line.busy = true;
        atLeisure(connection);
        return true;
    }

    /** Reads nothing more of what comes on it, and closes it after this time. */
    void hangUp(HttpConnection connection, Duration time) {
        Line line = lines.get(connection);
        if (line == null) return;
        within(connection, time);
        line.hungUp = true;
    }

    /** The request is answered; the next may come. */
    void waits(HttpConnection connection) {
        Line line = lines.get(connection);
        if (line == null) return;
        line.busy = false;
        within(connection, limits.idle());
    }

    /** Whether whoever has shown a token has a place. */
    boolean admits(HttpConnection connection) {
        Line line = lines.get(connection);
        if (line == null || line.known) return line != null;
        if (known >= limits.connections()) return false;
        line.known = true;
        known++;
        return true;
    }

    /** Closes it after this time, unless something else is said before. */
    void within(HttpConnection connection, Duration time) {
        Line line = lines.get(connection);
        if (line == null || line.hungUp) return;
        vertx.cancelTimer(line.timer);
        line.timer = vertx.setTimer(Math.max(1, time.toMillis()), _ -> {
            gone(connection);
            connection.close();
        });
    }

    /** Takes the time limit away. */
    void atLeisure(HttpConnection connection) {
        Line line = lines.get(connection);
        if (line == null || line.hungUp) return;
        vertx.cancelTimer(line.timer);
        line.timer = -1;
    }

    int open() {
        return lines.size();
    }
}
