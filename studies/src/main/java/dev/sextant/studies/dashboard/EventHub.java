// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All who listen to runs. A run's publisher only wakes the event loop, once however much it publishes until the loop
 * comes round; each frame is made into bytes once for all clients, see {@link Wire}.
 *
 * <p>Threads: the event loop.
 */
final class EventHub {
    /** So many clients are served before others get their turn on the event loop. */
    private static final int AT_ONCE = 32;

    /**
     * Clients are served together, and then not again for so many milliseconds for each who listens: two hear every
     * frame at once, two hundred hear six together. To send to one takes some 100 µs, so that all of it takes a
     * fiftieth of a processor at most, however many listen.
     */
    private static final int PAUSE_EACH = 6;

    private static final int LONGEST_PAUSE = 1_500;

    /** Those who listen to one run. */
    private final class Channel {
        private final Set<EventStream> streams = new LinkedHashSet<>();
        private final AtomicBoolean woken = new AtomicBoolean();
        private final Feed.Listening listening;
        private boolean zips;
        private boolean resting;
        private long turn = System.nanoTime();
        private final Wire plain;
        private final Wire packed;

        private Channel(Feed feed) {
            plain = new Wire(feed, false);
            packed = new Wire(feed, true);
            listening = feed.listen(-1, new ArrayList<>(), _ -> {
                if (woken.compareAndSet(false, true)) loop.runOnContext(_ -> arrived());
            });
        }

        private void arrived() {
            woken.set(false);
            if (zips) packed.prepare();
            if (resting) return;
            long pause = Math.min(LONGEST_PAUSE, everyone.size() * PAUSE_EACH);
            long left = (turn - System.nanoTime()) / 1_000_000 + pause;
            if (left <= 0) {
                pump();
                return;
            }
            resting = true;
            vertx.setTimer(left, _ -> pump());
        }

        private void pump() {
            resting = false;
            turn = System.nanoTime();
            slice(new ArrayList<>(streams), 0, EventStream::pump);
        }
    }

    private final Context loop;
    private final Vertx vertx;
    private final Connections connections;
    private final Limits limits;
    private final Sessions sessions;
    /** By identity, as feeds are compared. */
    private final Map<Feed, Channel> channels = new HashMap<>();

    private final Set<EventStream> everyone = new LinkedHashSet<>();
    private boolean pinging;

    EventHub(Context loop, Connections connections, Limits limits, Sessions sessions) {
        this.loop = loop;
        this.vertx = loop.owner();
        this.connections = connections;
        this.limits = limits;
        this.sessions = sessions;
    }

    /** Why one more cannot listen; null if it can. */
    @Nullable
    String full(Sessions.@Nullable Session session) {
        if (everyone.size() >= limits.streams())
            return "%d pages listen already, as many as may.".formatted(limits.streams());
        if (session == null) return null;
        long mine = everyone.stream()
                .filter(stream -> session.equals(stream.session()))
                .count();
        return mine < limits.sessionStreams()
                ? null
                : "%d pages of this browser listen already, as many as may. Close one of them."
                        .formatted(limits.sessionStreams());
    }

    /** @param after the last frame that it knows; -1 for none */
    void join(Feed feed, Exchange exchange, Sessions.@Nullable Session session, long after) {
        boolean gzip = Served.takesGzip(exchange.request().getHeader("Accept-Encoding"));
        if (gzip) exchange.header("Content-Encoding", "gzip");
        Channel channel = channels.computeIfAbsent(feed, Channel::new);
        EventStream stream = new EventStream(
                feed, exchange, connections, limits, session, gzip ? channel.packed : channel.plain, after);
        channel.zips |= gzip;
        channel.streams.add(stream);
        everyone.add(stream);
        stream.begin(() -> leave(feed, channel, stream));
        if (!pinging) {
            pinging = true;
            vertx.setPeriodic(limits.ping().toMillis(), _ -> ping());
        }
    }

    private void leave(Feed feed, Channel channel, EventStream stream) {
        everyone.remove(stream);
        channel.streams.remove(stream);
        if (!channel.streams.isEmpty()) return;
        channel.listening.close();
        channels.remove(feed, channel);
    }

    private void ping() {
        slice(new ArrayList<>(everyone), 0, stream -> {
            Sessions.Session session = stream.session();
            if (session == null || sessions.alive(session)) stream.ping();
            else stream.end();
        });
    }

    private void slice(List<EventStream> streams, int from, Consumer<EventStream> what) {
        int to = Math.min(streams.size(), from + AT_ONCE);
        for (EventStream stream : streams.subList(from, to)) what.accept(stream);
        if (to < streams.size()) loop.runOnContext(_ -> slice(streams, to, what));
    }

    /** Ends what a browser listens to. */
    void leave(Sessions.Session session) {
        for (EventStream stream : new ArrayList<>(everyone)) if (session.equals(stream.session())) stream.end();
    }

    int listeners() {
        return everyone.size();
    }

    /**
     * Tells all what they have not heard yet, such as how a run ended; ends them, and hears nothing more of any run.
     */
    void close() {
        for (EventStream stream : new ArrayList<>(everyone)) {
            stream.pump();
            stream.end();
        }
        for (Channel channel : channels.values()) channel.listening.close();
        channels.clear();
    }
}
