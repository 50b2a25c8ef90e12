// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.ranking.LimitsReached;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a study may take of a machine, and how much may go wrong in it.
 *
 * <p>Epochs and the share of failed trials are counted, so that they end the same trials and the same search whoever
 * runs the study. Times are measured: where one of them ended anything, the report says so.
 *
 * @param trialTime wall time of one attempt at a trial, after which it fails at the end of its slice; null for any
 * @param trialEpochs a training ends after so many epochs as if its stopping plan had said so; 0 for any number
 * @param studyTime wall time of the study over all its sessions, after which no trial begins; null for any
 * @param failedShare the search ends once more than this share of its trials has failed; 1 for never. Of diverged
 *     trials there may be any number: they are results
 * @param sliceTime a slice of a training that takes longer is reported, because it may hang
 */
public record Limits(
        @Nullable Duration trialTime,
        int trialEpochs,
        @Nullable Duration studyTime,
        double failedShare,
        Duration sliceTime) {
    /** A slice takes a second at most where a trainer keeps its contract; a busy machine is given more. Ours. */
    public static final Duration SLICE_TIME = Duration.ofMinutes(1);

    /** Where a study does not say. */
    public static final Limits NONE = new Limits(null, 0, null, 1, SLICE_TIME);

    /** Before so many trials have ended no share of them is taken: two failures of three may be chance. Ours. */
    public static final int SHARED_TRIALS = 10;

    /** How the message ends of a trial that the clock failed. */
    private static final String OF_A_TRIAL = "the study's limit for a trial (limits.trialTime)";

    public Limits {
        positive("trialTime", trialTime);
        positive("studyTime", studyTime);
        positive("sliceTime", sliceTime);
        if (trialEpochs < 0)
            throw new IllegalArgumentException("trialEpochs (%d) must be at least 0".formatted(trialEpochs));
        if (!(failedShare >= 0 && failedShare <= 1))
            throw new IllegalArgumentException("failedShare (%s) must lie in 0 … 1".formatted(failedShare));
    }

    private static void positive(String name, @Nullable Duration time) {
        if (time != null && (time.isNegative() || time.isZero()))
            throw new IllegalArgumentException("%s (%s) must be above 0".formatted(name, time));
    }

    /** Whether an attempt that has taken so long has taken too long. */
    public boolean overdue(Duration attempt) {
        return trialTime != null && attempt.compareTo(trialTime) > 0;
    }

    /** Whether a study that has taken so long in all its sessions begins nothing more. */
    public boolean spent(Duration study) {
        return studyTime != null && study.compareTo(studyTime) >= 0;
    }

    /** Without those that are measured: what a trial comes to when it is trained again is bound by no clock. */
    public Limits counted() {
        return new Limits(null, trialEpochs, null, failedShare, SLICE_TIME);
    }

    /** Why a trial failed whose attempt was {@link #overdue}. */
    public String overdueMessage() {
        if (trialTime == null) throw new IllegalStateException("trials of this study may take any time");
        return "took longer than %s, %s".formatted(text(trialTime), OF_A_TRIAL);
    }

    /**
     * What they came to.
     *
     * @param trials of all roles
     * @param outOfTime whether the study was stopped by its {@link #studyTime}
     */
    public LimitsReached reached(List<Trial> trials, Direction direction, boolean outOfTime) {
        int byEpochs = 0;
        int byClock = 0;
        for (Trial trial : trials) {
            if (endedByClock(trial)) byClock++;
            if (trial.role() instanceof Role.Search && endedByEpochs(trial, direction)) byEpochs++;
        }
        return new LimitsReached(trialEpochs, byEpochs, byClock, outOfTime);
    }

    /** Whether the trial failed because an attempt was {@link #overdue}. */
    public boolean endedByClock(Trial trial) {
        return trialTime != null
                && trial.outcome() instanceof Outcome.Failed(String message, var _)
                && message.equals(overdueMessage());
    }

    /** A trial that falls short of its plan in its last epoch of all was stopped by the plan. */
    private boolean endedByEpochs(Trial trial, Direction direction) {
        return trial.outcome() instanceof Outcome.Pruned pruned
                && pruned.curve().epochs() == trialEpochs
                && !(trial.plan().enforced() && trial.plan().missed(pruned, direction) != null);
    }

    /** {@code 90s}: a whole number of the largest unit that measures it. Below a millisecond nothing is told. */
    public static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) return millis + "ms";
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) return seconds + "s";
        if (seconds % 3_600 != 0) return seconds / 60 + "m";
        return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }
}
