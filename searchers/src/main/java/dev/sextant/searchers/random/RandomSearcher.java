// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.random;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;

/**
 * Draws every parameter independently and uniformly on its scale; ignores the view.
 *
 * <p>Cost: O(d). Randomness: one stream a parameter, by its place in the space. Threads: without state.
 */
final class RandomSearcher implements Searcher {
    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        double[] unit = new double[view.space().dimensions()];
        for (int i = 0; i < unit.length; i++) unit[i] = draws.of("random", i).uniform();
        return new Proposal(view.space().fromUnit(unit), Note.EMPTY);
    }
}
