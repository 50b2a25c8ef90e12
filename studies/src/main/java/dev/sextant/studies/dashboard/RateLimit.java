// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.dashboard;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often something may happen: so many times at once, and then once in each interval (a token bucket).
 *
 * <p>Cost: O(1). Threads: confined to one.
 */
final class RateLimit {
    private final int burst;
    private final long interval;
    private final LongSupplier nanos;
    private long left;
    private long refilled;

    /**
     * @param burst at least 1
     * @param interval above 0
     * @param nanos the time, in nanoseconds from anywhere
     */
    RateLimit(int burst, Duration interval, LongSupplier nanos) {
        this.burst = burst;
        this.interval = interval.toNanos();
        this.nanos = nanos;
        this.left = burst;
        this.refilled = nanos.getAsLong();
    }

    /** Whether it may happen now, once more. */
    boolean allows() {
        long intervals = (nanos.getAsLong() - refilled) / interval;
        left = Math.min(burst, left + intervals);
        refilled += intervals * interval;
        if (left == 0) return false;
        left--;
        return true;
    }
}
