// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.studies.tree.Position;
import org.jspecify.annotations.Nullable;

/** Pruners of a study, and the number of epochs that they need to know. */
final class Pruners {
    private Pruners() {}

    /**
     * Successive halving at {@code first}, {@code first * eta} … epochs, every trial at each of them.
     *
     * @param epochs the last epoch, where the source says it
     */
    static void halving(Draft draft, Report report, long first, long eta, @Nullable Long epochs, Position at) {
        ObjectNode pruner = draft.search.putObject("pruner").putObject("hyperband");
        pruner.put("minEpochs", first).put("eta", eta).put("brackets", 1);
        epochs(draft, report, first, epochs, at);
    }

    /** The median rule at every epoch from this one on, after so many trials. */
    static void median(Draft draft, Report report, long afterEpochs, @Nullable Long afterTrials, Position at) {
        ObjectNode pruner = draft.search.putObject("pruner").putObject("median");
        pruner.put("afterEpochs", afterEpochs).put("every", 1);
        if (afterTrials != null) pruner.put("afterTrials", afterTrials);
        epochs(draft, report, afterEpochs, null, at);
    }

    /** A pruner has nothing to do in a training that ends with its first check. */
    private static void epochs(Draft draft, Report report, long first, @Nullable Long written, Position at) {
        Long found = written != null ? written : EpochCount.of(draft);
        if (found != null && first >= found) {
            draft.search.remove("pruner");
            report.note(
                    at,
                    "",
                    "no pruner: it would look at trials from epoch " + first + " on, and they have " + found,
                    "",
                    Draft.SEARCH);
            return;
        }
        draft.trainer.put("epochs", found != null ? EpochCount.withLastWord(found) : EpochCount.supposed(first));
        draft.comment(
                Draft.EPOCHS,
                (found != null ? "One more than the file says, for a line with the result. " : "")
                        + "A trial that reports more values fails.");
        if (found == null)
            report.note(
                    at,
                    "",
                    "the file does not say how many epochs a trial has, which a pruner must know: the study supposes "
                            + EpochCount.supposed(first),
                    "set epochs to the most values that the program reports",
                    Draft.EPOCHS);
    }
}
