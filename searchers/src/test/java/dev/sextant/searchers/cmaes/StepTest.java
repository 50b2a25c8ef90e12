// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final Strategy STRATEGY = Strategy.of(2, 6);
    private static final double[][] PLACES = {{.5, .55}, {.3, .9}, {.45, .65}, {.1, .4}, {.7, .2}, {.35, .58}};

    /** The weights of members whose values are 2, 5, 1, 6, 4 and 3. */
    private static double[] weights() {
        double[] byRank = STRATEGY.weights();
        return new double[] {byRank[1], byRank[4], byRank[0], byRank[5], byRank[3], byRank[2]};
    }

    private static State state(double... margins) {
        return new State(
                0,
                3,
                0,
                0,
                6,
                0.25,
                new double[] {.4, .6},
                margins,
                new double[][] {{1.5, .3}, {.3, .8}},
                new double[] {.2, -.1},
                new double[] {-.3, .25},
                new double[0][],
                0,
                0);
    }

    private static List<Member> members(double[][] places, int generation, boolean secondActive) {
        List<Member> members = new ArrayList<>();
        for (double[] place : places)
            members.add(new Member(
                    members.size(),
                    place,
                    new boolean[] {true, secondActive},
                    new int[0],
                    generation,
                    new Outcome.Failed("of no matter here")));
        return members;
    }

    /** Computed apart, with numpy, from the tutorial's equations (41) to (47). */
    @Test
    void oneGenerationByTheTutorial() {
        Step step = new Step(state(1, 1), STRATEGY, members(PLACES, 3, true), weights());
        assertArrayEquals(new double[] {0.45638979573982663, 0.6160558722637443}, step.mean(), 1e-14);
        assertArrayEquals(new double[] {0.32460581083646534, -0.00372708101973317}, step.pathSigma(), 1e-14);
        assertEquals(0.198895582858451, step.sigma(), 1e-14);
        assertArrayEquals(new double[] {0.18512668154762563, 0.17864269132955432}, step.pathCovariance(), 1e-14);
        assertArrayEquals(new double[] {1.2067276913179987, 0.1968223807057904}, step.covariance()[0], 1e-13);
        assertArrayEquals(new double[] {0.1968223807057904, 0.571506360019454}, step.covariance()[1], 1e-13);
    }

    @Test
    void aMarginStretchesItsAxisAndNothingElse() {
        double[][] stretched = new double[6][];
        for (int i = 0; i < 6; i++) stretched[i] = new double[] {PLACES[i][0], .6 + 2 * (PLACES[i][1] - .6)};
        Step plain = new Step(state(1, 1), STRATEGY, members(PLACES, 3, true), weights());
        Step margin = new Step(state(1, 2), STRATEGY, members(stretched, 3, true), weights());
        assertEquals(.6 + 2 * (plain.mean()[1] - .6), margin.mean()[1], 1e-14);
        assertEquals(plain.sigma(), margin.sigma(), 1e-14);
        assertArrayEquals(plain.covariance()[1], margin.covariance()[1], 1e-13);
    }

    @Test
    void anInactiveNumberDoesNotMoveTheMean() {
        Step step = new Step(state(1, 1), STRATEGY, members(PLACES, 3, false), weights());
        assertEquals(0.45638979573982663, step.mean()[0], 1e-14);
        assertEquals(.6, step.mean()[1]);
    }

    @Test
    void stepsOfAnOlderGenerationAreCut() {
        double[][] far = new double[6][];
        for (int i = 0; i < 6; i++) far[i] = new double[] {.4 + 40 * (PLACES[i][0] - .4), PLACES[i][1]};
        Step own = new Step(state(1, 1), STRATEGY, members(far, 3, true), weights());
        Step older = new Step(state(1, 1), STRATEGY, members(far, 2, true), weights());
        assertTrue(Math.abs(own.mean()[0] - .4) > 2);
        // No step is longer than √2 (1 − 1/8 + 1/84) + 1 whitened units; the widest axis is about 1.3 a unit.
        assertTrue(Math.abs(older.mean()[0] - .4) < .25 * 1.3 * 2.3);
        double[][] near = new double[6][];
        for (int i = 0; i < 6; i++)
            near[i] = new double[] {.4 + .5 * (PLACES[i][0] - .4), .6 + .5 * (PLACES[i][1] - .6)};
        Step ownNear = new Step(state(1, 1), STRATEGY, members(near, 3, true), weights());
        Step olderNear = new Step(state(1, 1), STRATEGY, members(near, 2, true), weights());
        assertArrayEquals(ownNear.mean(), olderNear.mean());
    }
}
