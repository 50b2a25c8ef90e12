// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainerFactory;
import dev.sextant.engine.study.EpochBudget;
import dev.sextant.studies.tree.Node;
import org.jspecify.annotations.Nullable;

/** {@code "epochs"}: how many epochs the trials of a search may train together. */
final class EpochBudgetReader {
    static final String EPOCHS = "epochs";

    static final Schema.Key KEY = Schema.Key.none(
            EPOCHS,
            new Schema.Whole(
                    "How many epochs the trials of the search may train together; no trial begins that might exceed it."
                            + " Default: any number.",
                    Schema.Interval.atLeast(1)));

    private EpochBudgetReader() {}

    /** The number that was written; 0 where there is none, or where it is not one. */
    static long written(Part search) {
        JsonNode read = search.value(EPOCHS);
        return read == null || read.isNull() ? 0 : read.longValue();
    }

    /**
     * The budget, which must hold the longest training; what is wrong goes to the problems.
     *
     * @param epochs as {@link #written}
     * @param longest the most epochs that a training of the study may have
     */
    static EpochBudget budget(Part search, long epochs, TrainerFactory factory, int longest) {
        Node node = search.get(EPOCHS);
        if (node == null || epochs == 0) return EpochBudget.NONE;
        @Nullable String wrong = null;
        String help = "";
        if (!factory.retrains()) {
            wrong = "the trials that another program trains have no known number of epochs";
            help = "leave it out, and say with \"trials\" how many there may be";
        } else if (epochs < longest) {
            wrong = "not one trial fits: a training may take " + longest + " epochs, got " + epochs;
            help = "set it to " + longest + " at least";
        }
        if (wrong == null) return new EpochBudget(epochs, longest);
        search.problems().error(node.at(), search.place().child(EPOCHS).pointer(), wrong, help);
        return EpochBudget.NONE;
    }
}
