// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One client that listens to a run. It has a place in the feed and goes on from there whenever it has taken what was
 * sent, so that what waits for it is the feed's own memory and a few kilobytes; whoever falls out of that memory is
 * told to load the page anew, and whoever takes nothing for too long is cut off.
 *
 * <p>Threads: the event loop.
 */
final class EventStream {
    /** So much may wait for a client, and one frame more. */
    private static final int QUEUE = 16 << 10;

    private final Feed feed;
    private final Exchange exchange;
    private final HttpServerResponse response;
    private final Connections connections;
    private final Limits limits;
    private final Sessions.@Nullable Session session;
    private final Wire wire;
    private long cursor;
    private boolean stalled;

    /**
     * @param after the last frame that it knows; -1 for none
     * @param wire makes bytes of frames
     */
    EventStream(
            Feed feed,
            Exchange exchange,
            Connections connections,
            Limits limits,
            Sessions.@Nullable Session session,
            Wire wire,
            long after) {
        this.feed = feed;
        this.exchange = exchange;
        this.response = exchange.response();
        this.connections = connections;
        this.limits = limits;
        this.session = session;
        this.wire = wire;
        this.cursor = after < 0 ? feed.last() : after;
    }

    Sessions.@Nullable Session session() {
        return session;
    }

    /** @param gone called when it is over, perhaps more than once */
    void begin(Runnable gone) {
        // Proxies shall not collect what is to be seen at once.
        exchange.header("Content-Type", "text/event-stream").header("X-Accel-Buffering", "no");
        response.setChunked(true).setWriteQueueMaxSize(QUEUE);
        response.closeHandler(_ -> gone.run());
        response.endHandler(_ -> gone.run());
        response.drainHandler(_ -> {
            stalled = false;
            connections.atLeisure(exchange.request().connection());
            pump();
        });
        response.write(wire.hello());
        pump();
    }

    /** Sends what it has not had, as far as it takes it. */
    void pump() {
        while (!stalled && !exchange.isOver()) {
            if (!feed.reaches(cursor)) {
                cursor = feed.last();
                send(wire.reset(cursor));
                continue;
            }
            Wire.Piece piece = wire.after(cursor);
            if (piece == null) return;
            cursor = piece.last();
            send(piece.bytes());
        }
    }

    void ping() {
        if (!stalled && !exchange.isOver()) send(wire.ping());
    }

    private void send(Buffer buffer) {
        response.write(buffer);
        if (!response.writeQueueFull()) return;
        stalled = true;
        connections.within(exchange.request().connection(), limits.stall());
    }

    void end() {
        if (!exchange.isOver()) exchange.finish(response.end());
    }
}
