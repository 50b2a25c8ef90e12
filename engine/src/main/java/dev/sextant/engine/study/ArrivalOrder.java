// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Observation;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results come as they happen to be there when they are asked for; those that are there together by number. */
final class ArrivalOrder implements Succession {
    private final TreeMap<Long, Observation> arrived = new TreeMap<>();

    @Override
    public void decided(long trial, long epochCost) {}

    @Override
    public void progressed(long trial, int epochs) {}

    @Override
    public void ended(Observation observation) {
        arrived.put(observation.trial(), observation);
    }

    @Override
    public @Nullable Observation next() {
        var first = arrived.pollFirstEntry();
        return first == null ? null : first.getValue();
    }

    /** The first of these trials that is there; null where none is. */
    @Nullable
    Observation next(TrialRanges among) {
        Long first =
                arrived.keySet().stream().filter(among::contains).findFirst().orElse(null);
        return first == null ? null : arrived.remove(first);
    }

    @Override
    public @Nullable Observation recalled() {
        return null;
    }
}
