// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import java.util.List;

/**
 * What trial k may know, frozen.
 *
 * @param observed the finished search trials 0 … k − window, in order of number
 * @param pending the configurations of the trials between, in order; never their results, even where those are known
 */
public record View(Space space, Goals goals, List<Observation> observed, List<Configuration> pending) {
    public View {
        observed = List.copyOf(observed);
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
