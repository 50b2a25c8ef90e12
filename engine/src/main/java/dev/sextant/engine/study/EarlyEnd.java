// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.ranking.SearchEnding;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a study's own rule, or its budget of epochs, ended its search: read off the trials, by the same views as in
 * the run itself.
 */
public final class EarlyEnd {
    private EarlyEnd() {}

    /**
     * Null where the search went through its whole budget or all that its searcher has, or goes on.
     *
     * @param capacity how many different proposals the study's searcher has
     * @param trials of all roles, in any order
     */
    public static @Nullable SearchEnding of(StudySpec spec, long capacity, List<Trial> trials) {
        if (spec.stopWhen().equals(StopRule.NEVER)
                && !spec.epochs().limits()
                && spec.limits().failedShare() >= 1) return null;
        List<Trial> searched = trials.stream()
                .filter(trial -> trial.role() instanceof Role.Search)
                .sorted(Comparator.comparingLong(Trial::number))
                .toList();
        int next = searched.size();
        if (next == 0 || next >= spec.budget(capacity)) return null;
        Views views = new Views(spec, true);
        for (Trial trial : searched) {
            views.decided(trial);
            Outcome outcome = trial.outcome();
            if (outcome != null) views.ended(trial, outcome);
        }
        String reason = views.ending(next);
        return reason == null
                ? null
                : new SearchEnding(
                        next, spec.trials(), reason, views.tooManyFailed(next) != null, countsEpochsAlone(spec));
    }

    /** As many trials as epochs are no limit of their own: every training has one. */
    private static boolean countsEpochsAlone(StudySpec spec) {
        EpochBudget budget = spec.epochs();
        return budget.limits() && spec.trials() >= Math.min(budget.epochs(), StudySpec.MAX_TRIALS);
    }
}
