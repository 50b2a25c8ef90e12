// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * In which order a search comes to know the results of its trials. The order is total; a result is given out only when
 * it is certain that no other comes before it.
 *
 * <p>Threads: confined to one.
 */
interface Succession {
    /** The next trial, by number, was decided. */
    void decided(long trial, long epochCost);

    /** A trial that was decided has trained so many epochs and may go on; ignored where that is known already. */
    void progressed(long trial, int epochs);

    /** A trial that was decided has ended. */
    void ended(Observation observation);

    /** The result that comes next, once; null while that is not certain. */
    @Nullable
    Observation next();

    /**
     * The result that comes next where it is known from elsewhere that it was certain, because a trial was decided from
     * it before a restart; null where not even then.
     */
    @Nullable
    Observation recalled();
}
