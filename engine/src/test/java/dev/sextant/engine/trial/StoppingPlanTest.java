// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.StoppingPlan.Rung;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoppingPlanTest {
    private static final List<Rung> RUNGS = List.of(new Rung(1, 0.9), new Rung(3, 0.5), new Rung(9, 0.1));

    private static LearningCurve curve(double... values) {
        return new LearningCurve(values);
    }

    private static Outcome completed(double... values) {
        return new Outcome.Completed(0.4, 2, Map.of(), curve(values));
    }

    @Test
    void onlyAnEnforcedPlanStops() {
        StoppingPlan plan = new StoppingPlan(RUNGS);
        assertTrue(plan.stops(3, 0.6, Direction.MINIMIZE));
        assertFalse(plan.stops(3, 0.5, Direction.MINIMIZE));
        assertFalse(plan.stops(2, 0.6, Direction.MINIMIZE));
        assertFalse(new StoppingPlan(RUNGS, false, List.of()).stops(3, 0.6, Direction.MINIMIZE));
    }

    @Test
    void aControlTrialShowsWhereItWouldHaveBeenStopped() {
        StoppingPlan control = new StoppingPlan(RUNGS, false, List.of());
        Outcome slow = completed(0.8, 0.7, 0.6, 0.4);
        assertEquals(new Rung(3, 0.5), control.missed(slow, Direction.MINIMIZE));
        assertEquals(RUNGS.subList(0, 2), control.passed(slow));
        assertNull(control.missed(completed(0.8, 0.4, 0.6, 0.4), Direction.MINIMIZE), "its best counts");
    }

    @Test
    void aTrainingsOwnLastEpochIsNotHeldAgainstARungButAPrunedTrialEndsAtOne() {
        StoppingPlan plan = new StoppingPlan(RUNGS);
        assertNull(plan.missed(completed(0.8, 0.7, 0.6), Direction.MINIMIZE));
        Outcome pruned = new Outcome.Pruned(0.6, 3, curve(0.8, 0.7, 0.6));
        assertEquals(new Rung(3, 0.5), plan.missed(pruned, Direction.MINIMIZE));
        assertNull(plan.missed(new Outcome.Failed("no"), Direction.MINIMIZE));
    }

    @Test
    void rungsAscend() {
        List<Rung> back = List.of(new Rung(3, 1), new Rung(3, 2));
        assertThrows(IllegalArgumentException.class, () -> new StoppingPlan(back));
    }
}
