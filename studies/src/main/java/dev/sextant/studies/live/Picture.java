// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a running study at one moment.
 *
 * @param total trials of the phase; 0 before it is known
 * @param done of them that have ended
 * @param left how long the phase takes from now on, as far as one can say; null where one cannot
 * @param counts trials of every role by how they ended
 * @param bests one for each objective, in the study's order
 * @param front how many trials are on the front; empty with one objective
 * @param running slots that train
 * @param slots what the first slots train; null for one that is free
 * @param leaders the first of the search
 * @param fresh what fresh seeds say, by the number of the trial that they confirm
 * @param schedules those that vary, in the study's order; empty where there is nothing to compare
 */
public record Picture(
        Phase phase,
        long total,
        long done,
        @Nullable Duration left,
        Counts counts,
        List<Best> bests,
        String front,
        long running,
        List<@Nullable Training> slots,
        List<Trial> leaders,
        Map<Long, Fresh> fresh,
        List<ScheduleSoFar> schedules) {
    /** Trials by how they ended. */
    public record Counts(long completed, long pruned, long diverged, long failed) {
        public long all() {
            return completed + pruned + diverged + failed;
        }
    }

    /**
     * The best so far by one objective.
     *
     * @param value NaN where there is none
     * @param history the same after each trial, or after equally many; NaN before the first
     */
    public record Best(String metric, double value, long trial, double[] history) {}
}
