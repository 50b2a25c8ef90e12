// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import java.time.Duration;

/**
 * How long an attempt is its worker's. All of it is measured on one clock: the coordinator's, from the receipt of a
 * message; a worker's clock measures that worker's patience alone. Times decide when a trial is run again, never what
 * comes of it.
 */
public final class Leases {
    /**
     * An attempt of which nothing was heard for this long is lost. Beats compete with trainings for the processor, so a
     * few of them may be late.
     */
    public static final Duration TTL = Duration.ofSeconds(30);

    /** How often lapsed leases are looked for. */
    public static final Duration SCAN = TTL.dividedBy(3);

    /** How often a worker says what it runs. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    /**
     * A worker whose leases were not extended for this long stops. Until then it trains on: what it does may still be
     * the first result, and harms nobody if it is not.
     */
    public static final Duration GRACE = TTL.multipliedBy(3);

    private Leases() {}
}
