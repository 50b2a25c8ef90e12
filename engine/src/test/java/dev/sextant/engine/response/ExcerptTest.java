// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.space.Space;
import dev.sextant.engine.spi.View;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Direction;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Observation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final Space SPACE = Space.of(List.of(Studies.unit("x")));

    @Test
    void trialsStandInOrderOfNumberHoweverTheyEnded() {
        List<Observation> trials = Studies.trials(SPACE, 50, c -> Studies.number(c, "x"));
        View turned = new View(SPACE, Direction.MINIMIZE, trials.reversed(), List.of(SPACE.preset()));
        assertEquals(new View(SPACE, Direction.MINIMIZE, trials, List.of()), Excerpt.of(turned));
    }

    @Test
    void ofManyTrialsTheBestStay() {
        View view =
                Studies.view(SPACE, 50_000, c -> Studies.number(c, "x") < 0.9 ? Studies.number(c, "x") : Double.NaN);
        View excerpt = Excerpt.of(view);
        assertTrue(
                excerpt.observed().size() <= Excerpt.MOST && excerpt.observed().size() > Excerpt.MOST / 2);
        double[] all = Excerpt.completed(view.observed(), Direction.MINIMIZE);
        double[] some = Excerpt.completed(excerpt.observed(), Direction.MINIMIZE);
        Arrays.sort(all);
        Arrays.sort(some);
        for (int i = 0; i < 1024; i++) assertEquals(all[i], some[i]);
        assertTrue(some[some.length - 1] > 0.89 && excerpt.observed().size() > some.length, "and of the others some");
    }

    @Test
    void onlyTheFirstObjectiveIsLookedAt() {
        Objective first = new Objective("loss", Direction.MAXIMIZE);
        Goals goals = new Goals(
                List.of(first, new Objective("seconds", Direction.MINIMIZE)),
                List.of(new Constraint("size", Constraint.Side.AT_MOST, 3)));
        View view = new View(SPACE, goals, Studies.trials(SPACE, 5, c -> Studies.number(c, "x")), List.of());
        assertEquals(Goals.of(first), Excerpt.of(view).goals());
    }
}
