// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.trial.Note;

/**
 * A configuration, and what the searcher wants stored and shown beside it.
 *
 * @param configuration one of the view's space
 * @param note why it was proposed, for people and for reports; its numbers are finite
 */
public record Proposal(Configuration configuration, Note note) {
    /**
     * The key of a note under which a searcher with a model says by how much it expects the trial to better the best so
     * far, in the objective's units; at least 0. Studies may end by it.
     */
    public static final String EXPECTED_GAIN = "expectedGain";
}
