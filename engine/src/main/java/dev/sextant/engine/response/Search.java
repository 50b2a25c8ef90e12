// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.Surrogate;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds candidates for the optimum of a branch: its best trials, the best trials of the others moved to it, points of a
 * Latin hypercube over it, and points near the best of these, twice.
 *
 * <p>Cost: a few hundred predictions. Randomness: a stream of its own for each branch.
 */
final class Search {
    private static final int OWN_TRIALS = 16;
    private static final int MOVED_TRIALS = 8;

    /** Points of hypercubes in all branches together, and in one at least and at most. */
    private static final int SPREAD = 384;

    private static final int LEAST_SPREAD = 24;
    private static final int MOST_SPREAD = 192;

    private static final int NEAR = 16;

    /** How far from the best points near it are drawn: the deviation along each axis of the unit cube, by round. */
    private static final double[] REACH = {0.1, 0.03};

    /** In this share of the points near the best another option of a choice is tried. */
    private static final double OTHER_OPTION = 0.15;

    private final Surrogate surrogate;
    private final Space space;
    private final List<Observation> byValue;

    Search(Surrogate surrogate, Space space, List<Observation> trials, Direction direction) {
        this.surrogate = surrogate;
        this.space = space;
        byValue = trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .sorted(Comparator.<Observation>comparingDouble(
                                trial -> direction.minimized(((Outcome.Completed) trial.outcome()).value()))
                        .thenComparingLong(Observation::trial))
                .toList();
    }

    /** The completed trials, the best first. */
    List<Observation> byValue() {
        return byValue;
    }

    /**
     * At least one candidate, each once.
     *
     * @param branches how many branches there are
     */
    Candidates in(Branch branch, int branches, Draws draws, int part) {
        Set<Configuration> points = new LinkedHashSet<>();
        for (Observation trial : byValue)
            if (points.size() < OWN_TRIALS && branch.contains(trial.configuration())) points.add(trial.configuration());
        for (int i = 0; i < Math.min(MOVED_TRIALS, byValue.size()); i++)
            points.add(branch.at(space.toUnit(byValue.get(i).configuration())));
        int spread = Math.clamp(SPREAD / branches, LEAST_SPREAD, MOST_SPREAD);
        for (double[] unit : LatinHypercube.of(spread, space.dimensions(), draws.of("response.spread", part)))
            points.add(branch.at(unit));
        Candidates found = Candidates.of(surrogate, new ArrayList<>(points));
        DrawSequence sequence = draws.of("response.near", part);
        for (double reach : REACH) {
            Configuration best = found.points().get(found.best(1)[0]);
            List<Configuration> near = new ArrayList<>();
            for (int i = 0; i < NEAR; i++) {
                Configuration moved = branch.at(moved(space.toUnit(best), reach, sequence));
                if (points.add(moved)) near.add(moved);
            }
            if (!near.isEmpty()) found = found.and(Candidates.of(surrogate, near));
        }
        return found;
    }

    private double[] moved(double[] unit, double reach, DrawSequence sequence) {
        for (int d = 0; d < unit.length; d++) {
            Parameter parameter = space.parameters().get(d);
            if (!(parameter.domain() instanceof Domain.Choice))
                unit[d] = Math.clamp(unit[d] + reach * sequence.normal(), 0, 1);
            else if (sequence.uniform() < OTHER_OPTION) unit[d] = sequence.uniform();
        }
        return unit;
    }
}
