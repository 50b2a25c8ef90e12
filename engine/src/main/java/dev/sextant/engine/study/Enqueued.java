// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.trial.Note;

/**
 * A configuration that a person put into a running search: one of the trials that follow tries it, in place of what the
 * searcher would have proposed, and says so in its note.
 *
 * @param place in the order in which they came, from 0 in each study
 */
public record Enqueued(long place, Configuration configuration) {
    public Enqueued {
        if (place < 0) throw new IllegalArgumentException("a place (%d) must be 0 or above".formatted(place));
    }

    Proposal proposal() {
        return new Proposal(configuration, Note.enqueued(place));
    }
}
