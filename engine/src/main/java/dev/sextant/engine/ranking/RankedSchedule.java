// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule in its place, or one option of another choice that trials are grouped by.
 *
 * @param rank from 1, in the order of the schedules' first-ranked trials
 * @param tie letters shared with the schedules it cannot be told apart from; null where it was not confirmed
 * @param schedule its name
 * @param trials its search trials that ended, first-ranked first; empty where it was never tried
 * @param completed how many of them completed
 * @param best the best first objective among those that completed and keep every constraint; NaN where none does
 * @param confirmed of its first-ranked trial; null where that was not confirmed
 * @param learningRate null where the trainer has none or no trial of this schedule completed and keeps every constraint
 * @param medianEpochs of its completed trials; NaN where there is none
 */
public record RankedSchedule(
        int rank,
        @Nullable String tie,
        String schedule,
        List<RankedTrial> trials,
        int completed,
        double best,
        @Nullable Confirmed confirmed,
        @Nullable RateRange learningRate,
        double medianEpochs) {
    public RankedSchedule {
        trials = List.copyOf(trials);
    }

    /** How many of its trials completed and keep every constraint: the first of {@link #trials}. */
    public int succeeded() {
        return (int) trials.stream().filter(RankedTrial::succeeded).count();
    }
}
