// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Trial;
import org.jspecify.annotations.Nullable;

/** What shows that a training is not the function of its assignment that it must be, in words for an alarm. */
final class Nondeterminism {
    private Nondeterminism() {}

    /** Null where the outcomes are equal. */
    static @Nullable String ofTrial(long trial, Outcome standing, Outcome other) {
        if (Goals.untimed(standing).equals(Goals.untimed(other))) return null;
        return "nondeterminism: trial %d ended twice and differently; the first result stands (%s; then %s)"
                .formatted(trial, shortly(standing), shortly(other));
    }

    /** Null where training the winner again for the test rows came to the value it had. */
    static @Nullable String ofTest(Trial winner, Outcome again) {
        double before = winner.outcome() instanceof Outcome.Completed completed ? completed.value() : Double.NaN;
        if (again instanceof Outcome.Completed completed && Double.compare(completed.value(), before) == 0) return null;
        return "nondeterminism: trial %d trained again for the test rows came out differently (%s; before %s)"
                .formatted(winner.number(), shortly(again), before);
    }

    static String shortly(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed completed ->
                "completed with %s at epoch %d".formatted(completed.value(), completed.bestEpoch());
            case Outcome.Pruned pruned ->
                "pruned with %s after %d epochs"
                        .formatted(pruned.value(), pruned.curve().epochs());
            case Outcome.Diverged diverged ->
                "diverged after %d epochs".formatted(diverged.curve().epochs());
            case Outcome.Failed failed -> "failed: " + failed.message();
        };
    }
}
