// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.optimizer;

import dev.sextant.engine.spi.Schema.Interval;

/** The ranges of settings: what constructors check and what schemas show. */
final class Bounds {
    /** Decay rates of moving averages, momentum among them. */
    static final Interval DECAY = Interval.halfOpen(0, 1);

    static final Interval NOT_NEGATIVE = Interval.atLeast(0);

    /** Divided by: above 0. */
    static final Interval EPSILON = Interval.POSITIVE;

    private Bounds() {}
}
