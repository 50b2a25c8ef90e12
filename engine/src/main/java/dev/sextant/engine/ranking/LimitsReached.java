// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * What a study's limits came to.
 *
 * @param trialEpochs how many epochs a training may take at most; 0 for any number
 * @param stoppedByEpochs search trials that were stopped there
 * @param endedByClock trials of any role that failed because they took too long
 * @param outOfTime whether the study was stopped, before every trial had ended, because it had taken as long as it may
 */
public record LimitsReached(int trialEpochs, int stoppedByEpochs, int endedByClock, boolean outOfTime) {
    public static final LimitsReached NONE = new LimitsReached(0, 0, 0, false);

    /** Whether the clock decided anything, so that the result need not come out again. */
    public boolean byClock() {
        return endedByClock > 0 || outOfTime;
    }
}
