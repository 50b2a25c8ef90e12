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

    /** The median rule, from this epoch on and after so many trials. */
    static void median(Draft draft, Report report, long afterEpochs, @Nullable Long afterTrials, Position at) {
        ObjectNode pruner = draft.search.putObject("pruner").putObject("median");
        pruner.put("afterEpochs", afterEpochs);
        if (afterTrials != null) pruner.put("afterTrials", afterTrials);
        epochs(draft, report, afterEpochs, null, at);
    }

    /** A pruner has nothing to do in a training that ends with its first check. */
    private static void epochs(Draft draft, Report report, long first, @Nullable Long written, Position at) {
        Long found = written != null ? written : EpochCount.of(draft);
        long epochs = found != null ? found : EpochCount.supposed(first);
        if (first >= epochs) {
            draft.search.remove("pruner");
            report.note(
                    at,
                    "",
                    "no pruner: it would look at trials from epoch " + first + " on, and they have " + epochs,
                    "",
                    Draft.SEARCH);
            return;
        }
        draft.trainer.put("epochs", Math.min(epochs, EpochCount.MOST));
        draft.comment(Draft.EPOCHS, "The most epochs that the program reports.");
        if (found == null)
            report.note(
                    at,
                    "",
                    "the file does not say how many epochs a trial has, which a pruner must know: the study supposes "
                            + epochs,
                    "set epochs to the number that the program reports",
                    Draft.EPOCHS);
    }
}
