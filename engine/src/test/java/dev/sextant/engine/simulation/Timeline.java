// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.simulation;

import java.util.PriorityQueue;

/**
 * A virtual clock, in nanoseconds, and what is to happen on it; what happens at one time happens in order of asking.
 */
final class Timeline {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private record Item(long at, long order, Runnable action) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long now;
    private long order;

    long now() {
        return now;
    }

    void after(long delay, Runnable action) {
        items.add(new Item(now + Math.max(0, delay), order++, action));
    }

    /** Lets the next thing happen; whether there was one. */
    boolean step() {
        Item next = items.poll();
        if (next == null) return false;
        now = next.at();
        next.action().run();
        return true;
    }
}
