// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.trial.Outcome;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What one slice of a training brought. */
public sealed interface Progress {
    /** The training goes on and no epoch ended. */
    record Running() implements Progress {}

    /**
     * An epoch ended and the training goes on.
     *
     * @param epoch from 1
     * @param value the objective after it
     * @param readings what else is to stand in the curve, by name
     */
    record Epoch(int epoch, double value, Map<String, Double> readings) implements Progress {
        public Epoch {
            readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        }

        public Epoch(int epoch, double value) {
            this(epoch, value, Map.of());
        }
    }

    /**
     * The training ended.
     *
     * @param outcome completed, diverged or failed; pruning is the engine's
     */
    record Done(Outcome outcome) implements Progress {}
}
