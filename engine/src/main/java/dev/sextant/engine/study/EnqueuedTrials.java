// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configurations that wait to be tried because a person said so.
 *
 * <p>One is taken in only where the search has a trial left for it, and waits from when it is durable; the trial that
 * it becomes names its place. So after any crash each is tried once: those that wait are those that are stored and that
 * no stored trial names.
 *
 * <p>Cost: constant time a command. Threads: confined to one.
 */
final class EnqueuedTrials {
    /** So many wait at most. */
    static final int MOST = 1_000;

    /** What was taken in and is not durable yet, and who asked for it. */
    private record Asked(long request, Enqueued enqueued) {}

    private final Map<Long, Asked> storing = new HashMap<>(); // by place
    private final Deque<Enqueued> waiting = new ArrayDeque<>();
    private long next;

    /** @param trials that were decided so far */
    void restore(List<Enqueued> stored, Collection<Trial> trials) {
        if (stored.isEmpty()) return;
        Set<Long> tried = new HashSet<>();
        for (Trial trial : trials)
            if (trial.note().isEnqueued()) tried.add(trial.note().enqueued());
        for (Enqueued enqueued : stored) {
            next = Math.max(next, enqueued.place() + 1);
            if (!tried.contains(enqueued.place())) waiting.add(enqueued);
        }
    }

    /**
     * Takes one in that is to be stored.
     *
     * @param left trials that the search has left
     * @return null where there is no room for it
     */
    @Nullable
    Enqueued take(long request, Configuration configuration, long left) {
        if (all() >= Math.min(left, MOST)) return null;
        Enqueued enqueued = new Enqueued(next++, configuration);
        storing.put(enqueued.place(), new Asked(request, enqueued));
        return enqueued;
    }

    /** It is durable; who asked for it. */
    long stored(long place) {
        Asked asked = storing.remove(place);
        if (asked == null) throw new IllegalStateException("nobody enqueued anything at place " + place);
        waiting.add(asked.enqueued());
        return asked.request();
    }

    /** The one that is tried next, which waits no longer; null where none does. */
    @Nullable
    Enqueued poll() {
        return waiting.poll();
    }

    /** Whether one waits. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** How many trials of the search are spoken for. */
    int all() {
        return storing.size() + waiting.size();
    }
}
