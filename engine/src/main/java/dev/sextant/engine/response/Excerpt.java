// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Observation;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What of a view a model for reports is made of: the first objective alone, no constraints, nothing pending, in order
 * of number, so that it does not matter in which order trials ended; of more than {@value #MOST} trials the best
 * {@value #BEST} completed ones and of the others every so-and-so-manieth.
 *
 * <p>Cost: O(n log n) where there are many.
 */
final class Excerpt {
    /** A model takes far fewer; what it does with them before grows with their number. */
    static final int MOST = 8192;

    private static final int BEST = 1024;

    private Excerpt() {}

    static View of(View view) {
        List<Observation> trials = new ArrayList<>(view.observed());
        trials.sort(Comparator.comparingLong(Observation::trial));
        if (trials.size() > MOST) trials = some(trials, view.direction());
        return new View(view.space(), Goals.of(view.goals().first()), trials, List.of());
    }

    private static List<Observation> some(List<Observation> trials, Direction direction) {
        double limit = limit(trials, direction);
        List<Observation> some = new ArrayList<>();
        int every = (trials.size() - 1) / (MOST - BEST) + 1;
        int best = 0;
        for (int i = 0; i < trials.size(); i++) {
            boolean among = best < BEST
                    && trials.get(i).outcome() instanceof Outcome.Completed completed
                    && direction.minimized(completed.value()) <= limit;
            if (among) best++;
            if (among || i % every == 0) some.add(trials.get(i));
        }
        return some;
    }

    /** The value that so many completed trials reach. */
    private static double limit(List<Observation> trials, Direction direction) {
        double[] values = completed(trials, direction);
        Arrays.sort(values);
        return values.length == 0 ? Double.NaN : values[Math.min(BEST, values.length) - 1];
    }

    /** The values of the completed trials, turned so that smaller is better. */
    static double[] completed(List<Observation> trials, Direction direction) {
        return trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .mapToDouble(trial -> direction.minimized(((Outcome.Completed) trial.outcome()).value()))
                .toArray();
    }
}
