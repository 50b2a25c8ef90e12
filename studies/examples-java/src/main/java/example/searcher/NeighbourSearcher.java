// SPDX-License-Identifier: Apache-2.0
package example.searcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Proposal;
import dev.sextant.engine.spi.Searcher;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Merit;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Observation;
import java.util.Comparator;
import java.util.Optional;

/**
 * Looks near the best trial that is known, and now and then anywhere.
 *
 * <p>Cost: O(n + d); n trials seen, d parameters. Randomness: from the draws alone. Threads: without state.
 *
 * @param anywhere how many of the proposals are drawn from the whole space, a share
 * @param step standard deviation of a step, as a share of a parameter's range
 */
record NeighbourSearcher(double anywhere, double step) implements Searcher {
    @Override
    public Proposal propose(View view, long trial, Draws draws) {
        DrawSequence chance = draws.of("neighbour");
        Optional<Observation> best = best(view);
        boolean near = best.isPresent() && chance.uniform() >= anywhere;
        double[] unit = near ? view.space().toUnit(best.get().configuration()) : new double[view.space().dimensions()];
        for (int i = 0; i < unit.length; i++)
            unit[i] = near ? Math.clamp(unit[i] + step * chance.normal(), 0, Math.nextDown(1.0)) : chance.uniform();
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        if (near) note.put("near", best.get().trial());
        return new Proposal(view.space().fromUnit(unit), new Note(note));
    }

    /** A merit tells a good trial from a bad one whatever the direction is, and whatever became of it. */
    private static Optional<Observation> best(View view) {
        return view.observed().stream()
                .filter(seen -> Merit.of(seen.outcome(), view.goals()).kind() != Merit.Kind.LOST)
                .min(Comparator.comparing(seen -> Merit.of(seen.outcome(), view.goals())));
    }
}
