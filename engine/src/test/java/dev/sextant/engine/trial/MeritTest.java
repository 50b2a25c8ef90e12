// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeritTest {
    private static final Goals GOALS = new Goals(
            List.of(new Objective("accuracy", Direction.MAXIMIZE), new Objective("size", Direction.MINIMIZE)),
            List.of(new Constraint("seconds", Constraint.Side.AT_MOST, 2)));

    private static Outcome completed(double accuracy, double size, double seconds) {
        return new Outcome.Completed(accuracy, 1, Map.of("size", size, "seconds", seconds), curve(1));
    }

    private static LearningCurve curve(int epochs) {
        return new LearningCurve(new double[epochs]);
    }

    @Test
    void feasibleBeforeInfeasibleBeforePrunedBeforeLost() {
        List<Outcome> best = List.of(
                completed(0.9, 5, 1),
                completed(0.8, 1, 2),
                completed(0.7, 1, 2.5),
                completed(0.99, 1, 3),
                new Outcome.Pruned(0.3, 2, curve(9)),
                new Outcome.Pruned(0.6, 2, curve(3)),
                new Outcome.Pruned(0.5, 2, curve(3)),
                new Outcome.Failed("no"));
        List<Outcome> mixed = new ArrayList<>(best);
        Collections.reverse(mixed);
        mixed.sort((a, b) -> Merit.of(a, GOALS).compareTo(Merit.of(b, GOALS)));
        assertEquals(best, mixed);
    }

    @Test
    void lostTrialsAreAlike() {
        Merit lost = new Merit(Merit.Kind.LOST, 0, 0);
        assertEquals(lost, Merit.of(new Outcome.Failed("no"), GOALS));
        assertEquals(lost, Merit.of(new Outcome.Diverged(curve(3)), GOALS));
        assertEquals(lost, Merit.of(new Outcome.Pruned(Double.NaN, 1, curve(3)), GOALS));
        assertEquals(lost, Merit.of(new Outcome.Completed(1, 1, Map.of("seconds", 1.0), curve(1)), GOALS));
    }

    @Test
    void severalObjectivesCountAsTheScalarSays() {
        Merit merit = Merit.of(completed(0.9, 5, 1), GOALS, values -> values[0] + 2 * values[1]);
        assertEquals(new Merit(Merit.Kind.FEASIBLE, -0.9 + 10, 0), merit);
    }
}
