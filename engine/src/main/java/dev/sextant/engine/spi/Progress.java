// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.trial.Outcome;

/** What one slice of a training brought. */
public sealed interface Progress {
    /** The training goes on and no epoch ended. */
    record Running() implements Progress {}

    /**
     * An epoch ended and the training goes on.
     *
     * @param epoch from 1
     * @param value the objective after it
     */
    record Epoch(int epoch, double value) implements Progress {}

    /** The training ended. Its outcome is completed, diverged or failed; pruning is the engine's. */
    record Done(Outcome outcome) implements Progress {}
}
