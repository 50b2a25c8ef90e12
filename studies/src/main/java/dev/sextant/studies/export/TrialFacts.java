// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.util.Map;
import java.util.TreeMap;

/**
 * One trial in the words that all formats share.
 *
 * @param role search, confirmation or test
 * @param of the search trial that it repeats; −1 for one of the search
 * @param replicate which fresh seed, from 1; 0 where it is no confirmation
 * @param state completed, pruned, diverged, failed, or unfinished
 * @param value the first objective at the best epoch; of a pruned trial the best it had seen; NaN where there is none
 * @param bestEpoch from 1; 0 where there is none
 * @param metrics of the best epoch; without what a clock told, unless the study is about that: two runs of a study
 *     would differ by it
 * @param message why it failed; empty where it did not
 */
record TrialFacts(
        Trial trial,
        String role,
        long of,
        int replicate,
        String state,
        double value,
        int bestEpoch,
        Map<String, Double> metrics,
        LearningCurve curve,
        String message) {
    static final String UNFINISHED = "unfinished";

    static TrialFacts of(Trial trial, Goals goals) {
        Outcome outcome = trial.outcome();
        return new TrialFacts(
                trial,
                switch (trial.role()) {
                    case Role.Search _ -> "search";
                    case Role.Confirmation _ -> "confirmation";
                    case Role.Test _ -> "test";
                },
                switch (trial.role()) {
                    case Role.Search _ -> -1;
                    case Role.Confirmation(long of, int _) -> of;
                    case Role.Test(long of) -> of;
                },
                trial.role() instanceof Role.Confirmation(long _, int replicate) ? replicate : 0,
                outcome == null ? UNFINISHED : outcome.state(),
                switch (outcome) {
                    case Outcome.Completed completed -> completed.value();
                    case Outcome.Pruned pruned -> pruned.value();
                    case null, default -> Double.NaN;
                },
                switch (outcome) {
                    case Outcome.Completed completed -> completed.bestEpoch();
                    case Outcome.Pruned pruned -> pruned.bestEpoch();
                    case null, default -> 0;
                },
                metrics(outcome instanceof Outcome.Completed completed ? completed.metrics() : Map.of(), goals),
                outcome == null ? LearningCurve.EMPTY : outcome.curve(),
                outcome instanceof Outcome.Failed failed ? failed.message() : "");
    }

    private static Map<String, Double> metrics(Map<String, Double> told, Goals goals) {
        if (goals.timed() || !told.containsKey(Goals.EPOCH_SECONDS)) return told;
        Map<String, Double> kept = new TreeMap<>(told);
        kept.remove(Goals.EPOCH_SECONDS);
        return kept;
    }

    long number() {
        return trial.number();
    }

    /** Whether it belongs to the search, and repeats no other. */
    boolean search() {
        return of < 0;
    }

    boolean over() {
        return trial.outcome() != null;
    }

    /** Whether it ran to its end whatever the pruner's plan said, to show what pruning costs. */
    boolean control() {
        return !trial.plan().enforced();
    }
}
