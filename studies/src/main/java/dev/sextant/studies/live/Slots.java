// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which trial each slot of a worker trains. A worker takes trials ahead; they wait, and move up in order when a slot is
 * free, so that a trial stays in its place on the screen for as long as it runs.
 *
 * <p>Cost: constant time an event. Threads: confined to one.
 */
final class Slots {
    /** Trials that wait and are followed; more than any worker takes ahead. */
    private static final int MOST_WAITING = 10_000;

    private static final class Run {
        final Trial trial;
        int slot = -1;
        int epoch;
        double value = Double.NaN;

        @Nullable
        Series curve;

        long since;

        Run(Trial trial) {
            this.trial = trial;
        }
    }

    private final @Nullable Run[] slots;
    private final BitSet free = new BitSet();
    private final Map<Long, Run> runs = new HashMap<>();
    private final Deque<Run> waiting = new ArrayDeque<>();

    Slots(int workers) {
        slots = new Run[workers];
        free.set(0, workers);
    }

    /** Again where an attempt was lost: then it begins anew, after those that wait. */
    void taken(Trial trial, long now) {
        ended(trial.number(), now);
        if (waiting.size() >= MOST_WAITING) return;
        Run run = new Run(trial);
        runs.put(trial.number(), run);
        waiting.add(run);
        moveUp(now);
    }

    void epoch(long trial, int epoch, double value, long now) {
        Run run = runs.get(trial);
        if (run == null || epoch <= run.epoch) return;
        if (run.slot < 0) overtake(run, now);
        run.epoch = epoch;
        run.value = value;
        if (run.curve == null) run.curve = new Series();
        run.curve.add(value);
    }

    /** It runs, though it seemed to wait: another of which no epoch is known seemed to run and waits. */
    private void overtake(Run run, long now) {
        for (int i = 0; i < slots.length; i++) {
            Run other = slots[i];
            if (other != null && other.epoch > 0) continue;
            waiting.remove(run);
            if (other != null) {
                other.slot = -1;
                waiting.addFirst(other);
            }
            place(run, i, now);
            return;
        }
    }

    void ended(long trial, long now) {
        Run run = runs.remove(trial);
        if (run == null) return;
        if (run.slot < 0) {
            waiting.remove(run);
            return;
        }
        slots[run.slot] = null;
        free.set(run.slot);
        moveUp(now);
    }

    private void moveUp(long now) {
        for (int i = free.nextSetBit(0); i >= 0 && !waiting.isEmpty(); i = free.nextSetBit(i + 1))
            place(waiting.removeFirst(), i, now);
    }

    private void place(Run run, int slot, long now) {
        slots[slot] = run;
        free.clear(slot);
        run.slot = slot;
        run.since = now;
    }

    /** How many train. */
    int running() {
        return slots.length - free.cardinality();
    }

    /** What the first slots train, in order, at most so many; null for one that is free. */
    List<@Nullable Training> trainings(int most, long now) {
        List<@Nullable Training> trainings = new ArrayList<>();
        for (int i = 0; i < Math.min(most, slots.length); i++) {
            Run run = slots[i];
            trainings.add(
                    run == null
                            ? null
                            : new Training(
                                    run.trial,
                                    run.epoch,
                                    run.value,
                                    run.curve == null ? new double[0] : run.curve.toArray(),
                                    now - run.since));
        }
        return trainings;
    }
}
