// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who runs what: the trials that wait to be run, the attempts that run and until when they are believed to, and the
 * workers that wait for work. Trials go out by number; workers are served in the order in which they asked, those that
 * idle before those that ask ahead of their need.
 *
 * <p>Cost: O(log n) a call for n trials that have not ended; O(attempts that run) in those that speak of a worker or
 * look for lapsed leases. Memory: only of trials that have not ended. Threads: confined to one.
 */
final class Dispatch {
    /** A pull that waits for work. */
    private record Waiting(long request, String worker, int credits, int idle) {}

    /** What answers one pull. */
    record Handout(long request, List<Attempt> attempts) {}

    /** A trial that has not ended. */
    private static final class Open {
        private int begun;
        private final List<Attempt> attempts = new ArrayList<>(1);
        private final List<String> breaks = new ArrayList<>(0);
        private int running;
    }

    /** An attempt that is believed to run until its lease ends. */
    private static final class Lease {
        private final Attempt attempt;
        private long end;

        Lease(Attempt attempt, long end) {
            this.attempt = attempt;
            this.end = end;
        }
    }

    /** A worker's process, by its incarnation, and when it was last heard of. */
    private record Incarnation(long number, long heard) {}

    private static final long TTL = Leases.TTL.toNanos();
    private static final long PAUSE = 2 * Leases.SCAN.toNanos();

    private final TreeSet<Long> ready = new TreeSet<>();
    private final Map<Long, Open> open = new HashMap<>();
    private final TreeMap<Long, Lease> running = new TreeMap<>(); // by fence
    private final Deque<Waiting> pulls = new ArrayDeque<>();
    private final Set<Long> ignored = new HashSet<>(); // pulls of processes that are no more
    private final Map<Long, Handout> handouts = new HashMap<>(); // not durable yet; by the last attempt's fence
    private final Map<String, Incarnation> workers = new HashMap<>();
    private long fence;
    private long lastScan;
    private boolean scanned;

    /** No later fence lies at or below this one. */
    void fenced(long used) {
        fence = Math.max(fence, used);
    }

    /** Whether any attempt may have had this fence. */
    boolean isPassed(long used) {
        return used <= fence;
    }

    /** An attempt that was begun before a restart, at a trial that has not ended. */
    void restore(Attempt attempt, @Nullable AttemptEnd end) {
        Open trial = of(attempt.trial());
        trial.begun = Math.max(trial.begun, attempt.number());
        trial.attempts.add(attempt);
        if (end != null && end.kind() == AttemptEnd.Kind.BROKE) trial.breaks.add(end.cause());
    }

    /** A restored attempt may still run: its worker has a lease's length to say so. */
    void adopt(Attempt attempt, long now) {
        lease(attempt, now);
    }

    private Open of(long trial) {
        return open.computeIfAbsent(trial, _ -> new Open());
    }

    private void lease(Attempt attempt, long now) {
        running.put(attempt.fence(), new Lease(attempt, now + TTL));
        of(attempt.trial()).running++;
    }

    /** The trial waits to be run. */
    void await(long trial) {
        ready.add(trial);
    }

    /** The trial need not be run any more. */
    void settle(long trial) {
        ready.remove(trial);
    }

    void pull(long request, String worker, int credits, int idle) {
        pulls.add(new Waiting(request, worker, credits, idle));
    }

    /** The pull waits for nothing but its expiry, so that who asks in vain does not ask without pause. */
    void ignore(long request) {
        ignored.add(request);
    }

    /** Whether more slots idle than trials wait. */
    boolean wants() {
        long idle = 0;
        for (Waiting pull : pulls) idle += pull.idle();
        return idle > ready.size();
    }

    /** Whether the pull still waited. */
    boolean expire(long request) {
        return ignored.remove(request) || pulls.removeIf(pull -> pull.request() == request);
    }

    /**
     * The process of a worker whose incarnation is the highest counts, and one that was silent for a lease's length
     * gives way to any: the numbers may come from a clock that was set back, and messages of a process that is no more
     * may come after those of the next.
     *
     * @return whether this one counts now
     */
    boolean counts(String worker, long incarnation, long now) {
        Incarnation known = workers.get(worker);
        if (known != null && incarnation < known.number() && now - known.heard() < TTL) return false;
        workers.put(worker, new Incarnation(incarnation, now));
        return true;
    }

    /** Whether another process of the worker was heard of before this one. */
    boolean replaces(String worker, long incarnation) {
        Incarnation known = workers.get(worker);
        return known != null && known.number() != incarnation;
    }

    boolean isRunning(Attempt attempt) {
        Lease lease = running.get(attempt.fence());
        return lease != null && lease.attempt.equals(attempt);
    }

    /** Whether such an attempt was ever begun at a trial that has not ended. */
    boolean knows(Attempt attempt) {
        Open trial = open.get(attempt.trial());
        return trial != null && trial.attempts.contains(attempt);
    }

    /** Whether any attempt at the trial runs. */
    boolean runs(long trial) {
        Open known = open.get(trial);
        return known != null && known.running > 0;
    }

    boolean idle() {
        return running.isEmpty();
    }

    /** The attempts that run, by fence. */
    List<Attempt> running() {
        return running.values().stream().map(lease -> lease.attempt).toList();
    }

    /** The attempt is over; whether it still ran. */
    boolean over(Attempt attempt) {
        if (!isRunning(attempt)) return false;
        running.remove(attempt.fence());
        of(attempt.trial()).running--;
        return true;
    }

    /** Nothing more is wanted of the trial; its attempts that still ran. */
    List<Attempt> ended(long trial) {
        ready.remove(trial);
        Open known = open.remove(trial);
        if (known == null) return List.of();
        List<Attempt> ran = new ArrayList<>();
        for (Attempt attempt : known.attempts) if (running.remove(attempt.fence()) != null) ran.add(attempt);
        return ran;
    }

    /** The trial has broken its worker once more. */
    void broke(long trial, String cause) {
        of(trial).breaks.add(cause);
    }

    /** Why the trial broke its workers, once for each time. */
    List<String> breaks(long trial) {
        Open known = open.get(trial);
        return known == null ? List.of() : known.breaks;
    }

    /** The newest attempt at the trial; null where there was none. */
    @Nullable
    Attempt last(long trial) {
        Open known = open.get(trial);
        return known == null || known.attempts.isEmpty() ? null : known.attempts.getLast();
    }

    /** The pulls of a worker, which wait no longer. */
    List<Long> unpull(String worker) {
        List<Long> gone = new ArrayList<>();
        for (Iterator<Waiting> each = pulls.iterator(); each.hasNext(); ) {
            Waiting pull = each.next();
            if (!pull.worker().equals(worker)) continue;
            gone.add(pull.request());
            each.remove();
        }
        return gone;
    }

    /** The attempts that run on a worker, by fence. */
    List<Attempt> on(String worker) {
        return running().stream()
                .filter(attempt -> attempt.worker().equals(worker))
                .toList();
    }

    /** The worker said that it has the attempt; whether it still may. */
    boolean extend(Attempt attempt, long now) {
        if (!isRunning(attempt)) return false;
        extend(running.get(attempt.fence()), now);
        return true;
    }

    private static void extend(@Nullable Lease lease, long now) {
        if (lease != null && now + TTL - lease.end > 0) lease.end = now + TTL;
    }

    /**
     * The attempts whose leases have lapsed, by fence. None where the last look is longer ago than it should be: then
     * it was the coordinator that stood still and nobody could reach it, so that every lease begins anew.
     */
    List<Attempt> lapsed(long now) {
        boolean paused = scanned && now - lastScan > PAUSE;
        scanned = true;
        lastScan = now;
        if (paused) for (Lease lease : running.values()) extend(lease, now);
        return running.values().stream()
                .filter(lease -> lease.end - now <= 0)
                .map(lease -> lease.attempt)
                .toList();
    }

    /** Begins attempts at what waits, for those who wait; they are handed out once they are {@link #begun}. */
    List<Attempt> begin(long now) {
        if (ready.isEmpty() || pulls.isEmpty()) return List.of();
        List<Attempt> begun = new ArrayList<>();
        Map<Long, Integer> shares = shares(ready.size());
        for (Iterator<Waiting> each = pulls.iterator(); each.hasNext(); ) {
            Waiting pull = each.next();
            int share = shares.getOrDefault(pull.request(), 0);
            if (share == 0) continue;
            each.remove();
            List<Attempt> given = new ArrayList<>();
            for (int i = 0; i < share; i++) given.add(attempt(ready.removeFirst(), pull.worker(), now));
            handouts.put(given.getLast().fence(), new Handout(pull.request(), given));
            begun.addAll(given);
        }
        return begun;
    }

    /** How many of the trials that wait each pull gets: what idles first, then what asks ahead. */
    private Map<Long, Integer> shares(int trials) {
        Map<Long, Integer> shares = new HashMap<>();
        int left = trials;
        for (Waiting pull : pulls) {
            int share = Math.min(left, pull.idle());
            left -= share;
            shares.put(pull.request(), share);
        }
        for (Waiting pull : pulls) {
            int more = Math.min(left, pull.credits() - pull.idle());
            left -= more;
            shares.merge(pull.request(), more, Integer::sum);
        }
        return shares;
    }

    private Attempt attempt(long trial, String worker, long now) {
        Open known = of(trial);
        Attempt attempt = new Attempt(trial, ++known.begun, ++fence, worker);
        known.attempts.add(attempt);
        lease(attempt, now);
        return attempt;
    }

    /**
     * The attempt of this fence may be handed out.
     *
     * @return what is handed out by it: the attempts of one pull that still run, their leases beginning now; null where
     *     it waits for others of the same pull, or was handed out before
     */
    @Nullable
    Handout begun(long durable, long now) {
        Handout handout = handouts.remove(durable);
        if (handout == null) return null;
        List<Attempt> still =
                handout.attempts().stream().filter(this::isRunning).toList();
        for (Attempt attempt : still) extend(attempt, now);
        return new Handout(handout.request(), still);
    }
}
