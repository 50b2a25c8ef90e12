// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Function;
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

    private static final Buffer PING = Buffer.buffer(": ping\n\n");

    /** After so many milliseconds a browser comes back. */
    private static final Buffer HELLO = Buffer.buffer("retry: 2000\n\n");

    private final Feed feed;
    private final Exchange exchange;
    private final HttpServerResponse response;
    private final Connections connections;
    private final Limits limits;
    private final Sessions.@Nullable Session session;
    private final Function<Feed.Frame, Buffer> wire;
    private long cursor;
    private boolean stalled;

    /**
     * @param after the last frame that it knows; -1 for none
     * @param wire a frame as it is sent
     */
    EventStream(
            Feed feed,
            Exchange exchange,
            Connections connections,
            Limits limits,
            Sessions.@Nullable Session session,
            Function<Feed.Frame, Buffer> wire,
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
        response.write(HELLO);
        pump();
    }

    /** Sends what it has not had, as far as it takes it. */
    void pump() {
        while (!stalled && !exchange.isOver()) {
            if (!feed.reaches(cursor)) {
                cursor = feed.last();
                send(Buffer.buffer("id: " + cursor + "\nevent: reset\ndata: {}\n\n"));
                continue;
            }
            Feed.Frame frame = feed.next(cursor);
            if (frame == null) return;
            cursor = frame.id();
            send(wire.apply(frame));
        }
    }

    void ping() {
        if (!stalled && !exchange.isOver()) send(PING);
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
