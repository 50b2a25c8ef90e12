// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.coordinator;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a study has run by the clock, over all its sessions. */
final class StudyClock {
    private final Duration before;
    private final LongSupplier nanos;
    private final long began;

    /**
     * Starts this session.
     *
     * @param before what the sessions before it took
     * @param nanos the time, in nanoseconds from anywhere
     */
    StudyClock(Duration before, LongSupplier nanos) {
        this.before = before;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    Duration used() {
        return before.plusNanos(nanos.getAsLong() - began);
    }
}
