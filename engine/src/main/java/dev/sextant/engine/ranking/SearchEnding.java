// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

/**
 * The study's own rule ended its search before the budget was spent.
 *
 * @param trials of the search in all
 * @param budget as many would have been at most
 * @param reason in words for people
 * @param failures whether it was that too many trials failed
 * @param byEpochs whether the study counts its trials' epochs alone, so that {@code budget} follows from those
 */
public record SearchEnding(long trials, long budget, String reason, boolean failures, boolean byEpochs) {
    /** Because nothing better was to be expected. */
    public SearchEnding(long trials, long budget, String reason) {
        this(trials, budget, reason, false, false);
    }
}
