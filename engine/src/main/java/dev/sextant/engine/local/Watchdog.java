// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.local;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices when an event loop stands still: a timer on it beats, and a thread of its own looks whether it still does.
 *
 * <p>Where that thread itself was late, the whole process stood still (a debugger, SIGSTOP, a sleeping laptop), and
 * nothing is noticed. One standstill is told once. Threads: {@link #beat} on the loop, {@link #look} on the watching
 * thread.
 */
final class Watchdog implements AutoCloseable {
    /** An event loop that did nothing for so long stands still; the engine's own rule is a millisecond. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int LOOKS = 5; // within the limit

    private final LongSupplier clock;
    private final long limit;
    private final Consumer<Duration> stalled;
    private final Thread thread;
    private volatile long beat;
    private long looked;
    private boolean told;

    /**
     * @param clock nanoseconds from any beginning
     * @param stalled told on the watching thread for how long the loop has stood still
     */
    Watchdog(LongSupplier clock, Duration limit, Consumer<Duration> stalled) {
        this.clock = clock;
        this.limit = limit.toNanos();
        this.stalled = stalled;
        this.beat = clock.getAsLong();
        this.looked = beat;
        this.thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::watch);
    }

    /** Watches the event loop on which this is called. */
    void start(Vertx vertx) {
        beat();
        vertx.setPeriodic(interval().toMillis(), _ -> beat());
        thread.start();
    }

    private Duration interval() {
        return Duration.ofNanos(limit / LOOKS);
    }

    void beat() {
        beat = clock.getAsLong();
    }

    /** One look at the loop. */
    void look() {
        long now = clock.getAsLong();
        boolean late = now - looked > limit / 2;
        looked = now;
        if (late) {
            beat = now;
            return;
        }
        long still = now - beat;
        if (still > limit && !told) stalled.accept(Duration.ofNanos(still));
        told = still > limit;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval());
                look();
            }
        } catch (InterruptedException over) {
            // close() ends the watch.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
