// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.metrics;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A searcher whose proposals are timed; says what it says. */
record TimedSearcher(Searcher searcher, Timer timer, LongSupplier clock) implements Searcher {
    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        long from = clock.getAsLong();
        try {
            return searcher.propose(view, trial, draws);
        } finally {
            timer.record(clock.getAsLong() - from, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public long capacity() {
        return searcher.capacity();
    }

    @Override
    public boolean immediate() {
        return searcher.immediate();
    }

    @Override
    public boolean independent() {
        return searcher.independent();
    }
}
