// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.random.Draws;

/**
 * Proposes configurations.
 *
 * <ol>
 *   <li>Pure: equal arguments give the equal proposal, whatever was asked before. Caches may only save time.
 *   <li>Randomness comes from {@code draws} alone, which is keyed by the study seed and the trial.
 *   <li>Every proposal is a configuration of the view's space.
 *   <li>Arithmetic gives the same bits on every machine: no {@code Math.exp}, {@code log}, {@code pow}; sums in a fixed
 *       order; no iteration over hash order.
 *   <li>Called from one thread at a time, never from an event loop.
 * </ol>
 */
public interface Searcher {
    /**
     * The configuration of this trial.
     *
     * @param view what the trial may know; its space and goals are those that the searcher was made for
     * @param trial the trial's number; the first proposed trial is {@link SearcherFactory.Setting#firstTrial()}
     * @param draws all the chance that the proposal may use
     * @return a configuration of the view's space, with a note whose numbers are finite
     */
    Proposal propose(View view, long trial, Draws draws);

    /**
     * How many different proposals there are before the searcher is exhausted: the search ends after them.
     *
     * @return at least 1
     */
    default long capacity() {
        return Long.MAX_VALUE;
    }

    /**
     * Whether a proposal takes microseconds and does not depend on the view, so that an event loop may ask for it: a
     * thread's waking would take longer.
     */
    default boolean immediate() {
        return false;
    }

    /**
     * Whether no proposal depends on the view, so that the trials sample the whole space evenly and may be judged as a
     * sample. One that is {@link #immediate} is.
     */
    default boolean independent() {
        return immediate();
    }
}
