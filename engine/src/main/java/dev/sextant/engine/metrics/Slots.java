// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import dev.sextant.engine.spi.Assignment;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.OptionalLong;

/**
 * Since when slots are free and trials wait to be run: how long the two take to find each other.
 *
 * <p>Slots are alike, so the one that has been free longest is taken for the one that trains next, as the node agent
 * does it. Times are nanoseconds of one clock. Threads: any.
 */
final class Slots {
    private final ArrayDeque<Long> free = new ArrayDeque<>();

    /** Handed out and not begun: since when the trial waited. An assignment passes through this process as it is. */
    private final IdentityHashMap<Assignment, Long> waiting = new IdentityHashMap<>();

    /** A training ended at this time. */
    synchronized void freed(long now) {
        free.add(now);
    }

    /** The assignment was handed out; its trial waited since then. */
    synchronized void handedOut(Assignment assignment, long since) {
        waiting.put(assignment, since);
    }

    /**
     * Its training begins: nanoseconds since both the trial and a slot were there; empty for what nobody handed out.
     */
    synchronized OptionalLong begun(Assignment assignment, long now) {
        Long freed = free.poll();
        Long since = waiting.remove(assignment);
        if (since == null) return OptionalLong.empty();
        // Another thread may have freed the slot after the caller looked at the clock: a meter takes no negative time.
        return OptionalLong.of(Math.max(0, now - (freed == null ? since : Math.max(freed, since))));
    }
}
