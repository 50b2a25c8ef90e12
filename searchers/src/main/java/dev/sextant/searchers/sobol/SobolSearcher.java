// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.sobol;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;
import dev.sextant.searchers.math.Sobol;

/**
 * One scrambled Sobol sequence for the whole study, a coordinate a parameter; ignores the view.
 *
 * <p>Cost: O(32 d). Randomness: the scrambling, by the study's seed. Threads: immutable.
 */
final class SobolSearcher implements Searcher {
    private final Sobol sequence;
    private final long firstTrial;

    SobolSearcher(Space space, long seed, long firstTrial) {
        this.sequence = Sobol.scrambled(space.dimensions(), new Draws(seed, 0).of("sobol"));
        this.firstTrial = firstTrial;
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        return new Proposal(view.space().fromUnit(sequence.point(Math.toIntExact(trial - firstTrial))), Note.EMPTY);
    }
}
