// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateSweepTest {
    private static final SweepRange TEN = new SweepRange(1e-3, 1, 10);

    @Test
    void aConstantLossStaysAsItIs() {
        LearningRateSweep sweep = Curves.bySteps(TEN, _ -> 0.7);
        assertEquals(10, sweep.points().size());
        for (LearningRateSweep.Point point : sweep.points()) assertEquals(0.7, point.smoothed(), 1e-12);
        assertFalse(sweep.diverged());
    }

    /** The figures are from NumPy: the mean of the losses so far with weights 0.98^age, without a recurrence. */
    @Test
    void theMeanIsWeightedByAge() {
        LearningRateSweep sweep = Curves.noisy();
        assertEquals(97, sweep.points().size());
        assertEquals(2.238558361913927, sweep.points().get(50).smoothed(), 1e-10);
        assertEquals(7.80096566836809, sweep.points().getLast().smoothed(), 1e-10);
        assertEquals(4.7863009232263805, sweep.divergedAt(), 1e-12);
        assertEquals(sweep.divergedAt(), sweep.points().getLast().rate());
    }

    @Test
    void itEndsWhenTheMeanIsFourTimesItsLeast() {
        // the mean after 1, 1, x is (0.98² + 0.98 + x) / (0.98² + 0.98 + 1): 4 where x is 9.8216
        LearningRateSweep goesOn = Curves.bySteps(TEN, step -> step == 2 ? 9.8 : 1);
        LearningRateSweep ends = Curves.bySteps(TEN, step -> step == 2 ? 9.83 : 1);
        assertFalse(goesOn.diverged());
        assertEquals(TEN.rate(2), ends.divergedAt());
        assertEquals(3, ends.points().size());
    }

    @Test
    void aLossThatIsNotFiniteEndsItAndIsNoPoint() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            LearningRateSweep sweep = Curves.bySteps(TEN, step -> step == 4 ? loss : 1);
            assertEquals(4, sweep.points().size());
            assertEquals(TEN.rate(4), sweep.divergedAt());
        }
        assertTrue(Curves.bySteps(TEN, _ -> Double.NaN).points().isEmpty());
        assertEquals(1e-3, Curves.bySteps(TEN, _ -> Double.NaN).divergedAt());
    }

    @Test
    void noStepIsAskedForAfterTheEnd() {
        int[] asked = {0};
        LearningRateSweep.of(TEN, _ -> asked[0]++ < 3 ? 1 : Double.NaN);
        assertEquals(4, asked[0]);
    }
}
