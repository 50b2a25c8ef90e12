// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.ranking;

import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.List;

/**
 * How the trainings of a study ended.
 *
 * @param completed search trials that completed; likewise pruned, diverged and failed
 * @param unfinished search trials that have not ended
 * @param enqueued search trials that a person put into the search while it went on, ended or not
 * @param epochs trained by the search trials
 * @param confirmations trainings of leaders on fresh seeds that ended
 * @param allEpochs trained by search, confirmations and test together
 */
public record Counts(
        int completed,
        int pruned,
        int diverged,
        int failed,
        int unfinished,
        int enqueued,
        long epochs,
        int confirmations,
        long allEpochs) {
    /** Where nobody put a trial into the search. */
    public Counts(
            int completed,
            int pruned,
            int diverged,
            int failed,
            int unfinished,
            long epochs,
            int confirmations,
            long allEpochs) {
        this(completed, pruned, diverged, failed, unfinished, 0, epochs, confirmations, allEpochs);
    }

    /** Search trials that ended. */
    public int ended() {
        return completed + pruned + diverged + failed;
    }

    static Counts of(List<Trial> trials) {
        int[] states = new int[5];
        int enqueued = 0;
        long epochs = 0;
        int confirmations = 0;
        long allEpochs = 0;
        for (Trial trial : trials) {
            Outcome outcome = trial.outcome();
            long trained = outcome == null ? 0 : outcome.curve().epochs();
            allEpochs += trained;
            if (trial.role() instanceof Role.Confirmation && outcome != null) confirmations++;
            if (!(trial.role() instanceof Role.Search)) continue;
            epochs += trained;
            if (trial.note().isEnqueued()) enqueued++;
            states[
                    switch (outcome) {
                        case Outcome.Completed _ -> 0;
                        case Outcome.Pruned _ -> 1;
                        case Outcome.Diverged _ -> 2;
                        case Outcome.Failed _ -> 3;
                        case null -> 4;
                    }]++;
        }
        return new Counts(
                states[0], states[1], states[2], states[3], states[4], enqueued, epochs, confirmations, allEpochs);
    }
}
