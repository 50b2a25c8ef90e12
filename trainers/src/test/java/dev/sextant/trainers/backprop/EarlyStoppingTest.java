// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Direction;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    /** The epoch after which training stops, or 0. */
    private static int stop(EarlyStopping stopping, double... values) {
        for (int epoch = 1; epoch <= values.length; epoch++) if (stopping.after(epoch, values[epoch - 1])) return epoch;
        return 0;
    }

    @Test
    void stopsAfterPatienceEpochsInARowWithoutImprovement() {
        EarlyStopping stopping = new EarlyStopping(Direction.MINIMIZE, 3, 0);
        assertEquals(7, stop(stopping, 5, 6, 6, 4, 4, 4, 4, 1));
        assertEquals(4, stopping.bestEpoch());
        assertEquals(4.0, stopping.best());
    }

    @Test
    void anImprovementResetsTheCount() {
        assertEquals(0, stop(new EarlyStopping(Direction.MINIMIZE, 2, 0), 5, 6, 4, 6, 3, 6, 2, 6));
    }

    @Test
    void smallImprovementsMoveTheBestEpochButNotThePatience() {
        EarlyStopping stopping = new EarlyStopping(Direction.MINIMIZE, 3, 0.1);
        assertEquals(4, stop(stopping, 1, 0.98, 0.96, 0.94, 0.1));
        assertEquals(4, stopping.bestEpoch());
        assertEquals(0.94, stopping.best());
    }

    @Test
    void smallImprovementsAddUpUntilTheyCount() {
        EarlyStopping stopping = new EarlyStopping(Direction.MINIMIZE, 3, 0.1);
        assertEquals(0, stop(stopping, 1, 0.95, 0.89, 0.85, 0.8, 0.78));
    }

    @Test
    void exactlyMinDeltaIsNoImprovement() {
        assertEquals(2, stop(new EarlyStopping(Direction.MINIMIZE, 1, 0.5), 1, 0.5));
    }

    @Test
    void equalValuesLeaveTheFirstBest() {
        EarlyStopping stopping = new EarlyStopping(Direction.MAXIMIZE, 5, 0);
        stop(stopping, 0.5, 0.9, 0.9, 0.9);
        assertEquals(2, stopping.bestEpoch());
    }

    @Test
    void largeIsGoodWhereTheObjectiveIsMaximized() {
        EarlyStopping stopping = new EarlyStopping(Direction.MAXIMIZE, 2, 0);
        assertFalse(stopping.after(1, 0.5));
        assertFalse(stopping.after(2, 0.6));
        assertFalse(stopping.after(3, 0.4));
        assertTrue(stopping.after(4, 0.55));
        assertEquals(2, stopping.bestEpoch());
    }
}
