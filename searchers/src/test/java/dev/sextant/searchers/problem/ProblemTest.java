// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Configuration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    private static final long SEED = 0;
    private static final int POINTS = 300;

    static List<String> everyFormula() {
        return Stream.of(
                        Families.SMOOTH,
                        Families.HARD,
                        Families.RATES,
                        Families.FUNCTIONS,
                        Families.MORE_RATES,
                        Families.HELD_OUT_FUNCTIONS,
                        Families.HELD_OUT_RATES)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyFormula")
    void aBoldDescentFindsNothingBelowTheMinimumAndGetsNearIt(String name) {
        Problem problem = Problem.of(name, SEED);
        double[] found = descend(problem);
        double left = (found[1] - problem.minimum()) / (found[0] - problem.minimum());
        assertTrue(left > -1e-5, "%s, seed %d: %s of a typical regret below".formatted(name, SEED, -left));
        // Where there are many valleys it may end in another one.
        boolean many =
                name.matches(".*(rastrigin|ackley|levy|gallagher|griewank|shekel|styblinski|michal|ridge|tilted).*");
        assertTrue(many || left < .01, "%s, seed %d: %s of a typical regret left".formatted(name, SEED, left));
    }

    /** A typical response, and the best after many small and large steps from the best so far. */
    private static double[] descend(Problem problem) {
        DrawSequence draws = new Draws(SEED, 0).of("descent");
        int dimensions = problem.space().dimensions();
        double[] at = new double[dimensions];
        double best = Double.POSITIVE_INFINITY;
        double typical = 0;
        int finite = 0;
        for (int i = 0; i < 6000; i++) {
            double[] x = new double[dimensions];
            double step = StrictMath.pow(10, -4 * draws.uniform());
            for (int j = 0; j < dimensions; j++)
                x[j] = i < POINTS
                        ? draws.uniform()
                        : draws.below(dimensions) < 2 ? Math.clamp(at[j] + step * draws.normal(), 0, 1) : at[j];
            double y = problem.truth().applyAsDouble(problem.space().fromUnit(x));
            if (i < POINTS && Double.isFinite(y)) typical += (y - typical) / ++finite;
            if (y < best) {
                best = y;
                at = x;
            }
        }
        return new double[] {typical, best};
    }

    @ParameterizedTest
    @ValueSource(strings = {"ackley4", "levy6", "turned_levy8", "rastrigin3", "griewank6", "ridge6", "step5"})
    void aFunctionOfTheWayFromItsOptimumIsZeroThere(String name) {
        for (long seed = 0; seed < 5; seed++) {
            Problem problem = Problem.of(name, seed);
            double[] optimum =
                    Placement.of(name, problem.space().dimensions(), seed).optimum();
            assertEquals(0, problem.truth().applyAsDouble(problem.space().fromUnit(optimum)), 1e-6, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"branin", "turned_rosenbrock6", "lr12", "jenatton_tilted"})
    void anotherSeedMovesTheOptimum(String name) {
        Configuration centre = Problem.of(name, 0).space().preset();
        assertNotEquals(
                Problem.of(name, 0).truth().applyAsDouble(centre),
                Problem.of(name, 1).truth().applyAsDouble(centre));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lr12", "lr12loud"})
    void aTrialsNoiseIsAFunctionOfSeedAndTrial(String name) {
        Problem problem = Problem.of(name, 3);
        Configuration centre = problem.space().preset();
        assertEquals(problem.observed(centre, 3, 7), Problem.of(name, 3).observed(centre, 3, 7));
        assertNotEquals(problem.observed(centre, 3, 7), problem.observed(centre, 3, 8));
    }
}
