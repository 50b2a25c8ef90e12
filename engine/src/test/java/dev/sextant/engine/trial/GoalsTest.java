// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTest {
    private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);
    private static final Objective SPEED = new Objective("speed", Direction.MAXIMIZE);

    private static Outcome.Completed completed(double value, Map<String, Double> metrics) {
        return new Outcome.Completed(value, 1, metrics, LearningCurve.EMPTY);
    }

    @Test
    void valuesStandInOrderAndSmallerIsBetter() {
        Goals goals = new Goals(List.of(LOSS, SPEED), List.of());
        assertArrayEquals(new double[] {0.5, -7}, goals.minimized(completed(0.5, Map.of("speed", 7.0))));
        assertTrue(goals.told(completed(0.5, Map.of("speed", 7.0))));
        assertFalse(goals.told(completed(0.5, Map.of())));
        assertFalse(goals.told(completed(0.5, Map.of("speed", Double.POSITIVE_INFINITY))));
    }

    @Test
    void aConstraintIsKeptAtItsBoundAndViolatedBeyond() {
        Constraint most = new Constraint("seconds", Constraint.Side.AT_MOST, 0.5);
        Constraint least = new Constraint("loss", Constraint.Side.AT_LEAST, 0);
        Goals goals = new Goals(List.of(LOSS), List.of(most, least));
        assertTrue(goals.feasible(completed(0, Map.of("seconds", 0.5))));
        assertEquals(0.5, goals.violation(completed(1, Map.of("seconds", 0.75))), 1e-15);
        assertEquals(2, goals.violation(completed(-2, Map.of("seconds", 0.1))), 1e-15);
        assertEquals(Double.POSITIVE_INFINITY, goals.violation(completed(1, Map.of())));
    }

    @Test
    void goalsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Goals(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Goals(List.of(LOSS, LOSS), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Constraint("loss", Constraint.Side.AT_MOST, Double.POSITIVE_INFINITY));
    }

    @Test
    void onlyEpochSecondsAreTimed() {
        assertFalse(Goals.of(LOSS).timed());
        assertTrue(new Goals(List.of(LOSS), List.of(new Constraint(Goals.EPOCH_SECONDS, Constraint.Side.AT_MOST, 1)))
                .timed());
        assertTrue(new Goals(List.of(LOSS, new Objective(Goals.EPOCH_SECONDS, Direction.MINIMIZE)), List.of()).timed());
    }
}
