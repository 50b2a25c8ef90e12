// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Observation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results come in order of number, as a window has it. Cost: O(1) a call. */
final class NumberOrder implements Succession {
    private final Map<Long, Observation> early = new HashMap<>();
    private long next;

    @Override
    public void decided(long trial, long epochCost) {}

    @Override
    public void progressed(long trial, int epochs) {}

    @Override
    public void ended(Observation observation) {
        early.put(observation.trial(), observation);
    }

    @Override
    public @Nullable Observation next() {
        Observation found = early.remove(next);
        if (found != null) next++;
        return found;
    }

    @Override
    public @Nullable Observation recalled() {
        return next();
    }
}
