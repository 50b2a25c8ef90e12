// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ConstraintProcessTest {
    private static final boolean[] NUMBERS = {false, false};

    private static ConstraintProcess process(int n, ToDoubleFunction<double[]> excess) {
        DrawSequence draws = new Draws(3, 0).of("points");
        double[][] points = new double[n][];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = new double[] {draws.uniform(), draws.uniform()};
            values[i] = excess.applyAsDouble(points[i]);
        }
        return new ConstraintProcess(points, values, NUMBERS);
    }

    private static double probability(ConstraintProcess process, double x, double y) {
        return StrictMath.exp(process.logProbability(new double[] {x, y}, new double[0]));
    }

    @Test
    void theBoundIsFoundAndBothSidesAreSure() {
        ConstraintProcess process = process(40, x -> 1000 * (x[0] - 0.6));
        assertTrue(probability(process, 0.3, 0.5) > 0.95);
        assertTrue(probability(process, 0.9, 0.5) < 0.05);
        double atTheBound = probability(process, 0.6, 0.5);
        assertTrue(0.1 < atTheBound && atTheBound < 0.9, "at the bound " + atTheBound);
    }

    @Test
    void whatIsAlwaysKeptIsProbableAndWhatNeverIsNot() {
        assertTrue(probability(process(10, _ -> -2), 0.5, 0.5) > 0.6);
        assertTrue(probability(process(10, _ -> 2), 0.5, 0.5) < 0.4);
    }

    @Test
    void anExcessThatIsNotFiniteCountsAsTheLargest() {
        ConstraintProcess process = process(30, x -> x[0] > 0.5 ? Double.NaN : -1e300 * x[0]);
        assertTrue(probability(process, 0.2, 0.5) > probability(process, 0.9, 0.5));
    }

    @Test
    void manyTrialsAreThinnedOut() {
        ConstraintProcess process = process(1000, x -> x[0] - 0.5);
        assertTrue(probability(process, 0.1, 0.5) > 0.95);
        assertTrue(probability(process, 0.9, 0.5) < 0.05);
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        ConstraintProcess process = process(25, x -> x[0] * x[0] + x[1] - 0.9);
        DrawSequence draws = new Draws(8, 0).of("places");
        double step = 1e-6;
        for (int k = 0; k < 20; k++) {
            double[] x = {draws.uniform(), draws.uniform()};
            double[] gradient = {1, 2};
            process.logProbability(x, gradient);
            for (int d = 0; d < 2; d++) {
                double[] above = x.clone();
                double[] below = x.clone();
                above[d] += step;
                below[d] -= step;
                double slope =
                        (process.logProbability(above, new double[0]) - process.logProbability(below, new double[0]))
                                / (2 * step);
                assertEquals(slope, gradient[d] - 1 - d, 1e-4 * (1 + Math.abs(slope)), "place " + k);
            }
        }
    }
}
