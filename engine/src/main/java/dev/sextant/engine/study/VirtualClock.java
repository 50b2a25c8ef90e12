// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Observation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Results come in order of their trials' ends on a clock that is the same on every machine: an epoch lasts its cost,
 * and so many trials run at once. Trials that end together come by number.
 *
 * <p>The first trials begin at 0, one in each slot. When a trial ends, its slot goes to the next number, which is why
 * trial k is decided from the first k − slots + 1 results. A trial lasts as long as the epochs of its curve, at least
 * one.
 *
 * <p>The real trials run in another order, so that this is a conservative simulation of discrete events (Chandy and
 * Misra 1979): the first end is certain when every other trial has ended later or is known, from the epochs it has
 * reported, to end later. An epoch that is not reported only delays that.
 *
 * <p>Cost: O(log slots) a call.
 */
final class VirtualClock implements Succession {
    /** No trial is longer, so that no sum overflows. */
    private static final long LONGEST = 1L << 60;

    /** The clock is put back when it shows more: only differences matter. */
    private static final long LATE = 1L << 61;

    /** One trial on the clock, possibly one that is still to be decided. */
    private static final class Slot {
        final long trial;
        long begin;
        long cost = 1;
        int trained;

        /** When it ends, or the earliest that it may. */
        long end;

        @Nullable
        Observation observation;

        Slot(long trial, long begin) {
            this.trial = trial;
            this.begin = begin;
            this.end = begin + 1;
        }
    }

    private final TreeSet<Slot> slots =
            new TreeSet<>(Comparator.comparingLong((Slot slot) -> slot.end).thenComparingLong(slot -> slot.trial));
    private final Map<Long, Slot> byTrial = new HashMap<>();
    private long next;

    VirtualClock(int slots) {
        for (int i = 0; i < slots; i++) begin(0);
    }

    private void begin(long at) {
        Slot slot = new Slot(next++, at);
        slots.add(slot);
        byTrial.put(slot.trial, slot);
    }

    /** How many epochs the trial is known to have trained, at least. */
    int trained(long trial) {
        Slot slot = byTrial.get(trial);
        return slot == null ? 0 : slot.trained;
    }

    private static long length(long cost, long epochs) {
        long length = cost * Math.max(1, epochs);
        return Math.multiplyHigh(cost, Math.max(1, epochs)) != 0 || length < 0 || length > LONGEST ? LONGEST : length;
    }

    /** Ends never come earlier than was relied upon, even where a training does not repeat itself. */
    private void endNotBefore(Slot slot, long end) {
        if (end <= slot.end) return;
        slots.remove(slot);
        slot.end = end;
        slots.add(slot);
    }

    @Override
    public void decided(long trial, long epochCost) {
        Slot slot = byTrial.get(trial);
        if (slot == null) return;
        slot.cost = epochCost;
        endNotBefore(slot, slot.begin + length(epochCost, 1));
    }

    @Override
    public void progressed(long trial, int epochs) {
        Slot slot = byTrial.get(trial);
        if (slot == null || slot.observation != null || epochs <= slot.trained) return;
        slot.trained = epochs;
        endNotBefore(slot, slot.begin + length(slot.cost, epochs));
    }

    @Override
    public void ended(Observation observation) {
        Slot slot = byTrial.get(observation.trial());
        if (slot == null) return;
        int epochs = observation.outcome().curve().epochs();
        endNotBefore(slot, slot.begin + length(slot.cost, epochs));
        slot.observation = observation;
    }

    @Override
    public @Nullable Observation next() {
        Slot first = slots.first();
        return first.observation == null ? null : freed(first);
    }

    @Override
    public @Nullable Observation recalled() {
        for (Slot slot : slots) {
            if (slot.observation == null) continue;
            for (Slot other : slots.headSet(slot).toArray(Slot[]::new))
                endNotBefore(other, other.trial < slot.trial ? slot.end + 1 : slot.end);
            return freed(slot);
        }
        return null;
    }

    private Observation freed(Slot slot) {
        Observation observation = slot.observation;
        if (observation == null) throw new IllegalStateException("trial %d has not ended".formatted(slot.trial));
        slots.remove(slot);
        byTrial.remove(slot.trial);
        begin(slot.end);
        if (slot.end > LATE) putBack(slot.end);
        return observation;
    }

    /** No trial on the clock has ended before {@code by}, so that their order stays. */
    private void putBack(long by) {
        for (Slot slot : slots) {
            slot.begin -= by;
            slot.end -= by;
        }
    }
}
