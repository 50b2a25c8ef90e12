// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.auto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Note;

/**
 * A portfolio of two searchers, its arms: the Gaussian process proposes, but for every second trial of a study whose
 * parameters are all discrete, which goes to the tree-structured Parzen estimator. Which arm a trial gets is a function
 * of its view and number, see {@link PortfolioRule}; the note names it.
 *
 * <p>Cost: the arm's, and the rule's. Randomness: the arms'. Threads: as the arms.
 */
final class AutoSearcher implements Searcher {
    /** The key of a note under which the arm is named. */
    static final String ARM = "arm";

    private final Arm process;
    private final Arm estimator;

    /** A searcher and the name by which studies know it. */
    record Arm(String name, Searcher searcher) {}

    AutoSearcher(Arm process, Arm estimator) {
        this.process = process;
        this.estimator = estimator;
    }

    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        Arm arm = PortfolioRule.estimates(view, trial) ? estimator : process;
        Proposal proposal = arm.searcher().propose(view, trial, draws);
        ObjectNode note = proposal.note().content().put(ARM, arm.name());
        return new Proposal(proposal.configuration(), new Note(note));
    }
}
