// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Rehearsal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.SearcherFactory;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import dev.sextant.searchers.math.Sobol;
import dev.sextant.searchers.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A search that is old already: its first trials are Sobol points, half of them drawn towards the best one so far, as a
 * search's are, and cost nothing; from some trial on the searcher proposes.
 */
final class LongHistory {
    /** How much nearer a point comes that is drawn towards the best. */
    private static final double DRAWN = 0.2;

    private final Problem problem;
    private final int window;
    private final long seed;
    private final List<Observation> trials = new ArrayList<>();

    /** @param played how many trials the searcher had no hand in */
    LongHistory(Problem problem, int played, int window, long seed) {
        this.problem = problem;
        this.window = window;
        this.seed = seed;
        Sobol sobol = Sobol.scrambled(problem.space().parameters().size(), new Draws(seed, 0).of("history"));
        double[] best = new double[0];
        double least = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < played; trial++) {
            double[] unit = sobol.point(trial);
            if (trial % 2 == 1 && best.length > 0)
                for (int d = 0; d < unit.length; d++) unit[d] = best[d] + DRAWN * (unit[d] - best[d]);
            double value = add(new Proposal(problem.space().fromUnit(unit), Note.EMPTY));
            if (value < least) {
                least = value;
                best = unit;
            }
        }
    }

    private double add(Proposal proposal) {
        double value = problem.observed(proposal.configuration(), seed, trials.size());
        trials.add(new Observation(trials.size(), proposal.configuration(), Rehearsal.outcome(value), proposal.note()));
        return value;
    }

    Searcher searcher() {
        return new BayesianSearcherFactory()
                .create(new SearcherFactory.Setting(
                        problem.space(), Direction.MINIMIZE, JsonNodeFactory.instance.objectNode(), seed, 1));
    }

    /** Lets the searcher propose so many trials. */
    LongHistory run(Searcher searcher, int count) {
        for (int i = 0; i < count; i++) add(propose(searcher, trials.size()));
        return this;
    }

    Proposal propose(Searcher searcher, int trial) {
        return searcher.propose(view(trial), trial, new Draws(seed, trial));
    }

    View view(int trial) {
        int seen = Math.clamp(trial - window + 1L, 0, trials.size());
        List<Configuration> pending = trials.subList(seen, trial).stream()
                .map(Observation::configuration)
                .toList();
        return new View(problem.space(), Direction.MINIMIZE, trials.subList(0, seen), pending);
    }

    List<Observation> trials() {
        return trials;
    }
}
