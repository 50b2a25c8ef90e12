// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who runs what: the trials that wait to be run, the attempts that run, and the workers that wait for work. Trials go
 * out by number, workers are served in the order in which they asked.
 *
 * <p>Cost: O(log n) a call for n trials, O(n) in those that speak of a worker or look for a trial's attempts. Threads:
 * confined to one.
 */
final class Dispatch {
    /** A pull that waits for work. */
    private record Waiting(long request, String worker, int credits) {}

    /** What answers one pull; at least one attempt. */
    record Handout(long request, List<Attempt> attempts) {}

    private final TreeSet<Long> ready = new TreeSet<>();
    private final TreeMap<Long, Attempt> running = new TreeMap<>(); // by fence
    private final Deque<Waiting> pulls = new ArrayDeque<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, Integer> breaks = new HashMap<>();
    private long fence;

    /** An attempt that was begun before a restart, and of which nothing is known since. */
    void restore(Attempt attempt) {
        attempts.merge(attempt.trial(), attempt.number(), Math::max);
        fence = Math.max(fence, attempt.fence());
    }

    /** The trial waits to be run. */
    void await(long trial) {
        ready.add(trial);
    }

    /** The trial need not be run any more. */
    void settle(long trial) {
        ready.remove(trial);
    }

    void pull(long request, String worker, int credits) {
        pulls.add(new Waiting(request, worker, credits));
    }

    /** Whether the waiting pulls have room for more trials than wait, and than those {@code underway} here. */
    boolean wants(int underway) {
        long credits = 0;
        for (Waiting pull : pulls) credits += pull.credits();
        return credits > ready.size() + underway;
    }

    /** Whether the pull still waited. */
    boolean expire(long request) {
        return pulls.removeIf(pull -> pull.request() == request);
    }

    boolean isRunning(Attempt attempt) {
        return attempt.equals(running.get(attempt.fence()));
    }

    /** Whether any attempt at the trial runs. */
    boolean runs(long trial) {
        return running.values().stream().anyMatch(attempt -> attempt.trial() == trial);
    }

    boolean idle() {
        return running.isEmpty();
    }

    /** The attempt is over; whether it still ran. */
    boolean over(Attempt attempt) {
        return running.remove(attempt.fence()) != null;
    }

    /** Every attempt at the trial is over. */
    void ended(long trial) {
        running.values().removeIf(attempt -> attempt.trial() == trial);
    }

    /** How often the trial has broken its worker, this time included. */
    int broke(long trial) {
        return breaks.merge(trial, 1, Integer::sum);
    }

    /** The trials whose attempts are over because the worker is gone. */
    List<Long> lost(String worker) {
        pulls.removeIf(pull -> pull.worker().equals(worker));
        List<Attempt> gone = running.values().stream()
                .filter(attempt -> attempt.worker().equals(worker))
                .toList();
        for (Attempt attempt : gone) running.remove(attempt.fence());
        return gone.stream().map(Attempt::trial).toList();
    }

    /** Gives what waits to those who wait. */
    List<Handout> handOut() {
        List<Handout> given = new ArrayList<>();
        while (!ready.isEmpty() && !pulls.isEmpty()) {
            Waiting pull = pulls.removeFirst();
            List<Attempt> begun = new ArrayList<>();
            while (begun.size() < pull.credits() && !ready.isEmpty()) {
                long trial = ready.removeFirst();
                int number = attempts.merge(trial, 1, Integer::sum);
                Attempt attempt = new Attempt(trial, number, ++fence, pull.worker());
                running.put(attempt.fence(), attempt);
                begun.add(attempt);
            }
            given.add(new Handout(pull.request(), begun));
        }
        return given;
    }
}
