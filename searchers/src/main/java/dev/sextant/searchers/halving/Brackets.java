// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import dev.sextant.searchers.pruning.ControlGroup;

/**
 * Deals trials out to brackets, numbered from 0 by the rung at which each begins to stop trials.
 *
 * <p>Of B brackets the one that begins at rung b has the share ceil(B · eta^s / (s + 1)) with s = B − 1 − b: so that
 * each would take about as many epochs if it halved in step. Which trial belongs where is a fixed order by the trial's
 * number, the same for every study and any number of workers: its place in the control group or among the others, with
 * the bits reversed (van der Corput's sequence, base 2), is laid on the row of shares. Any run of trials is dealt out
 * evenly.
 *
 * <p>Source: Li et al. 2018, "Hyperband", algorithm 1, for the shares. Departure: brackets are open all the time, and
 * are not run one after another.
 */
final class Brackets {
    /** Everybody in one bracket, from the first rung on. */
    static final Brackets ONE = new Brackets(1, 2);

    /** The shares summed up to each bracket. */
    private final long[] upTo;

    Brackets(int count, int eta) {
        upTo = new long[count];
        long sum = 0;
        for (int bracket = 0; bracket < count; bracket++) {
            int s = count - 1 - bracket;
            long power = 1;
            for (int i = 0; i < s; i++) power *= eta;
            sum += Math.ceilDiv(count * power, (long) s + 1);
            upTo[bracket] = sum;
        }
    }

    int count() {
        return upTo.length;
    }

    int of(long trial) {
        if (upTo.length == 1) return 0;
        long reversed = Integer.toUnsignedLong(Integer.reverse((int) ControlGroup.place(trial)));
        long at = (reversed * upTo[upTo.length - 1]) >>> Integer.SIZE;
        int bracket = 0;
        while (upTo[bracket] <= at) bracket++;
        return bracket;
    }
}
