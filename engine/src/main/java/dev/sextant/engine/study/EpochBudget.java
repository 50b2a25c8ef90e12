// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

/**
 * How many epochs the search trials of a study may train together, counted once a trial whatever attempts it took; the
 * trials that follow the search are not counted.
 *
 * <p>A trial is begun only if its longest training fits beside the epochs of all trials before it, so that the sum
 * never passes the budget. Which trial is the last is a function of the trials' outcomes alone.
 *
 * @param epochs in all; 0 where nothing is limited
 * @param longest the most epochs that one trial may have, at least 1 where there is a limit
 */
public record EpochBudget(long epochs, int longest) {
    public static final EpochBudget NONE = new EpochBudget(0, 0);

    public EpochBudget {
        if (epochs != 0 && (longest < 1 || epochs < longest))
            throw new IllegalArgumentException(
                    "a budget of epochs (%d) must hold one training of %d".formatted(epochs, longest));
    }

    public boolean limits() {
        return epochs > 0;
    }
}
