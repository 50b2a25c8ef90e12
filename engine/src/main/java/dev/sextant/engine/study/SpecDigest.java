// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.study.StudySpec.Selection;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Objective;
import org.jspecify.annotations.Nullable;

/**
 * Names everything in a study that its result is a function of, so that a store can tell its own study from another.
 * Name and description are left out: they change nothing. So is how long a study may take: one that was stopped by time
 * may go on to the result that it would have had.
 */
public final class SpecDigest {
    private SpecDigest() {}

    /** SHA-256 over a canonical text, as 64 hexadecimal digits. */
    public static String of(StudySpec spec) {
        StringBuilder text = new StringBuilder("sextant study 1\n");
        text.append("seed ").append(spec.seed()).append('\n');
        text.append("trainer ")
                .append(spec.trainerType())
                .append(' ')
                .append(spec.template().document())
                .append('\n');
        for (Parameter root : spec.space().roots()) text.append(Canonical.text(root));
        for (Objective objective : spec.goals().objectives())
            text.append(objective.direction())
                    .append(' ')
                    .append(objective.metric())
                    .append('\n');
        for (Constraint constraint : spec.goals().constraints())
            text.append("keep ")
                    .append(constraint.metric())
                    .append(' ')
                    .append(constraint.side())
                    .append(' ')
                    .append(constraint.bound())
                    .append('\n');
        if (!spec.stopWhen().equals(StopRule.NEVER))
            text.append("stop ")
                    .append(spec.stopWhen().noBetterFor())
                    .append(' ')
                    .append(spec.stopWhen().expectedGainBelow())
                    .append('\n');
        text.append("searcher ").append(text(spec.searcher())).append('\n');
        text.append("pruner ").append(text(spec.pruner())).append('\n');
        text.append("trials ").append(spec.trials());
        switch (spec.parallelism()) {
            case Parallelism.Window(int trials) -> text.append(" window ").append(trials);
            case Parallelism.VirtualTime(int slots) ->
                text.append(" virtualTime ").append(slots);
            case Parallelism.Async() -> text.append(" async");
        }
        text.append('\n');
        if (spec.epochs().limits())
            text.append("epochs ")
                    .append(spec.epochs().epochs())
                    .append(" longest ")
                    .append(spec.epochs().longest())
                    .append('\n');
        for (Configuration first : spec.tryFirst())
            text.append("try ").append(Canonical.text(spec.space(), first)).append('\n');
        ConfirmationRule confirm = spec.confirm();
        text.append("confirm ")
                .append(confirm.top())
                .append(' ')
                .append(confirm.seeds())
                .append(' ')
                .append(confirm.test());
        text.append(text(spec.limits()));
        return Canonical.digest(text.toString());
    }

    /** Empty where none of them can end a trial or the search. */
    private static String text(Limits limits) {
        StringBuilder text = new StringBuilder();
        if (limits.trialTime() != null) text.append("\ntrial time ").append(limits.trialTime());
        if (limits.trialEpochs() > 0) text.append("\ntrial epochs ").append(limits.trialEpochs());
        if (limits.failedShare() < 1) text.append("\nfailed share ").append(limits.failedShare());
        return text.toString();
    }

    private static String text(@Nullable Selection selection) {
        return selection == null ? "none" : selection.name() + " " + selection.options();
    }
}
