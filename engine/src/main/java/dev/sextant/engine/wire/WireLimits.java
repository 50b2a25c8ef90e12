// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import java.time.Duration;

/**
 * The most that a message may hold, for who writes it and for who reads it: what can be written can be read. Ours; far
 * above what a study comes to, and low enough that no message, whoever made it up, takes more than a few times
 * {@link #MESSAGE} of memory.
 */
final class WireLimits {
    /** Bytes of a message: a curve of a million epochs with six readings. */
    static final int MESSAGE = 64 << 20;

    /** Bytes of a text as it is written. */
    static final int TEXT = 1 << 20;

    /** Attempts, tasks or epochs in one message. */
    static final int ENTRIES = 1 << 16;

    /** Rungs of a stopping plan. */
    static final int RUNGS = 1 << 16;

    /** Metrics of an outcome. */
    static final int METRICS = 100_000;

    /** Series of readings beside a curve. */
    static final int READINGS = 4_096;

    /** Values in the trainers' documents of one message, names apart. */
    static final int VALUES = 500_000;

    /** How deep a trainer's document may go; study files are read to a lesser depth. */
    static final int DEPTH = 128;

    /** Bytes of a whole number that is no long. */
    static final int BIG_NUMBER = 1_024;

    /** The longest time that nanoseconds in a long can say, 292 years. */
    static final Duration TIME = Duration.ofNanos(Long.MAX_VALUE);

    private WireLimits() {}
}
