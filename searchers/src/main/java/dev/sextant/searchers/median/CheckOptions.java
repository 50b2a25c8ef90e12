// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.median;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Pruner;
import dev.sextant.engine.spi.Schema;
import dev.sextant.searchers.pruning.RungPruner;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the pruners of this family look at a trial.
 *
 * @param afterTrials how many trials must have been seen at a rung before anyone is stopped there
 * @param afterEpochs the first rung
 * @param every epochs from rung to rung
 */
record CheckOptions(int afterTrials, int afterEpochs, int every) {
    static final int DEFAULT_AFTER_TRIALS = 8;

    /** Where they are not written, the first rung and the way from rung to rung are this part of the epochs. */
    static final int PART = 27;

    static final List<Schema.Key> KEYS = List.of(
            Schema.Key.whole(
                    "afterTrials",
                    "At a rung nobody is stopped before so many trials were seen there.",
                    Schema.Interval.closed(1, 1000),
                    DEFAULT_AFTER_TRIALS),
            new Schema.Key(
                    "afterEpochs",
                    new Schema.Whole(
                            "The first check: no trial is stopped before so many epochs. Where it is not written, a 27th"
                                    + " of the epochs, at least 1.",
                            Schema.Interval.atLeast(1)),
                    false,
                    null),
            new Schema.Key(
                    "every",
                    new Schema.Whole(
                            "Epochs from check to check. Where it is not written, a 27th of the epochs, rounded up.",
                            Schema.Interval.atLeast(1)),
                    false,
                    null));

    static CheckOptions of(ObjectNode options, int epochs) {
        JsonNode afterEpochs = options.path("afterEpochs");
        if (afterEpochs.isNumber() && afterEpochs.intValue() >= epochs)
            throw new IllegalArgumentException(
                    "afterEpochs (%d) must be below the epochs of a trial (%d), or nobody is ever stopped"
                            .formatted(afterEpochs.intValue(), epochs));
        return new CheckOptions(
                options.path("afterTrials").asInt(DEFAULT_AFTER_TRIALS),
                afterEpochs.asInt(Math.max(1, epochs / PART)),
                options.path("every").asInt(Math.ceilDiv(epochs, PART)));
    }

    /** A pruner that asks for this percentile. */
    Pruner pruner(double q, int epochs) {
        int[] rungs = IntStream.iterate(
                        afterEpochs, rung -> rung < epochs, rung -> (int) Math.min(epochs, (long) rung + every))
                .toArray();
        return new RungPruner(rungs, epochs, new Percentile(q, afterTrials));
    }
}
