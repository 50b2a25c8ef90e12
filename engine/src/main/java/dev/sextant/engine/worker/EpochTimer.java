// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.worker;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times the epochs of a training whose study asks for it. The only place in which the clock gets into a result; the
 * study's report says so. Threads: confined to one.
 */
final class EpochTimer {
    private final List<Long> nanos = new ArrayList<>();
    private long begun = System.nanoTime();

    /** @param before of the epochs that have ended */
    EpochTimer(long[] before) {
        for (long each : before) nanos.add(each);
    }

    /** Of the epochs that have ended. */
    long[] nanos() {
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    /** Call after each epoch. */
    void epochEnded() {
        long now = System.nanoTime();
        nanos.add(now - begun);
        begun = now;
    }

    /**
     * A completed outcome with the median epoch's seconds among its metrics; a training that told of no epoch is one
     * epoch.
     */
    Outcome timed(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed completed)) return outcome;
        if (nanos.isEmpty()) epochEnded();
        List<Long> sorted = nanos.stream().sorted().toList();
        double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
        Map<String, Double> metrics = new TreeMap<>(completed.metrics());
        metrics.put(Goals.EPOCH_SECONDS, median / 1e9);
        return new Outcome.Completed(completed.value(), completed.bestEpoch(), metrics, completed.curve());
    }
}
