// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.History;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import java.util.List;

/**
 * What trial k may know, frozen.
 *
 * <ol>
 *   <li>{@code observed} and {@code pending} together are the search trials 0 … k − 1, each once.
 *   <li>The views of one study grow at the end alone: what an earlier trial observed is the beginning of what a later
 *       one observes.
 *   <li>In a study with a window the order is that of numbers. In others it is that of ends, so that a trial may stand
 *       behind one with a higher number, and numbers may be missing between.
 * </ol>
 *
 * <p>Cost: that of the pending trials; a beginning of a {@link History} is not copied, other lists are.
 *
 * @param space what may vary
 * @param goals what counts as good
 * @param observed finished search trials, in the order in which the search came to know them
 * @param pending the configurations of the others, in order of number; never their results, even where those are known
 */
public record View(Space space, Goals goals, List<Observation> observed, List<Configuration> pending) {
    public View {
        observed = observed instanceof History.Beginning ? observed : List.copyOf(observed);
        pending = List.copyOf(pending);
    }

    /** Of a study with one objective and no constraints. */
    public View(Space space, Direction direction, List<Observation> observed, List<Configuration> pending) {
        this(space, Goals.of(new Objective("value", direction)), observed, pending);
    }

    /** Of the first objective. */
    public Direction direction() {
        return goals.first().direction();
    }
}
