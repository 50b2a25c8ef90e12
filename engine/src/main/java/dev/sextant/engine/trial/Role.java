// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

/** Why a trial is run. Search trials are numbered from 0; the others follow in the order they are decided. */
public sealed interface Role {
    /** Part of the search; counts against the budget. */
    record Search() implements Role {}

    /**
     * A leader trained again on a fresh seed and split.
     *
     * @param of the search trial whose configuration this is
     * @param replicate which fresh seed and split, from 1; the same for all leaders, so that they can be paired
     */
    record Confirmation(long of, int replicate) implements Role {}

    /** The winner trained exactly as in search trial {@code of}, and scored once on the test rows. */
    record Test(long of) implements Role {}

    Search SEARCH = new Search();
}
