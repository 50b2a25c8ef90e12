// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * What the pruners of this family have in common.
 *
 * @param minEpochs the first rung
 * @param atLeast how many trials must have been seen at a rung before anyone is stopped there
 */
record HalvingOptions(int eta, int minEpochs, int atLeast) {
    static final int DEFAULT_ETA = 3;

    /** Where minEpochs is not written the first rung is this part of the epochs. */
    static final int FIRST_RUNG = 27;

    static final List<Schema.Key> KEYS = List.of(
            Schema.Key.whole(
                    "eta",
                    "The reduction factor: one trial in eta goes on; also the ratio of epochs from rung to rung.",
                    Schema.Interval.closed(2, 10),
                    DEFAULT_ETA),
            new Schema.Key(
                    "minEpochs",
                    new Schema.Whole(
                            "The first rung: no trial is stopped before so many epochs. Where it is not written, a 27th"
                                    + " of the epochs, at least 1.",
                            Schema.Interval.atLeast(1)),
                    false,
                    null),
            new Schema.Key(
                    "afterTrials",
                    new Schema.Whole(
                            "At a rung nobody is stopped before so many trials were seen there; at least eta. Where it is"
                                    + " not written, eta.",
                            Schema.Interval.closed(1, 1000)),
                    false,
                    null));

    static HalvingOptions of(ObjectNode options, int epochs) {
        int eta = options.path("eta").asInt(DEFAULT_ETA);
        JsonNode minEpochs = options.path("minEpochs");
        if (minEpochs.isNumber() && minEpochs.intValue() >= epochs)
            throw new IllegalArgumentException(
                    "minEpochs (%d) must be below the epochs of a trial (%d), or nobody is ever stopped"
                            .formatted(minEpochs.intValue(), epochs));
        return new HalvingOptions(
                eta,
                minEpochs.asInt(Math.max(1, epochs / FIRST_RUNG)),
                Math.max(eta, options.path("afterTrials").asInt(eta)));
    }

    int[] rungs(int epochs) {
        return Halving.rungs(minEpochs, eta, epochs);
    }
}
