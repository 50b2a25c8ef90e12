// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.searchers.math.NormalFunctions;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
    private static final double[][] GOOD = {{0.1}, {0.2}, {0.3}, {0.4}, {0.5}};
    private static final double[][] BAD = {{0.7}, {0.8}, {0.9}};
    private static final double SIGNAL = 2;

    private static Evidence evidence(double[][] good, double[][] bad) {
        return new Evidence(
                good,
                new double[good.length],
                new double[good.length],
                good.length,
                bad,
                new double[0][],
                new OutputWarp(new double[] {1}));
    }

    /** With lengthscales so short that trials say nothing of each other, all has a closed form. */
    @Test
    void aloneATrialSpeaksForItselfAndFarFromAllThePriorSpeaks() {
        Hyperparameters tight = new Hyperparameters(new double[] {1e9}, SIGNAL, 0.01);
        Feasibility feasibility = new Feasibility(evidence(GOOD, BAD), new boolean[1], tight);
        double prior = (5 - 3) / 8.0;
        double known = SIGNAL / (SIGNAL * 1.01 + 1e-6);
        double[] none = new double[8];
        assertEquals(
                NormalFunctions.logCdf(prior / Math.sqrt(1.1)),
                feasibility.logProbability(none, 5, new double[0]),
                1e-12);
        double[] first = {SIGNAL, 0, 0, 0, 0, 0, 0, 0};
        assertEquals(
                NormalFunctions.logCdf((prior + known * (1 - prior)) / Math.sqrt(1 - known + 0.1)),
                feasibility.logProbability(first, 5, new double[0]),
                1e-9);
        double[] last = {0, 0, 0, 0, 0, 0, 0, SIGNAL};
        assertEquals(
                NormalFunctions.logCdf((prior + known * (-1 - prior)) / Math.sqrt(1 - known + 0.1)),
                feasibility.logProbability(last, 5, new double[0]),
                1e-9);
    }

    @Test
    void labelsTellFromThreeFailuresAndThreeCompletedOn() {
        assertTrue(Feasibility.tells(evidence(GOOD, BAD)));
        assertFalse(Feasibility.tells(evidence(GOOD, new double[][] {{0.7}, {0.8}})));
        assertFalse(Feasibility.tells(evidence(new double[][] {{0.1}, {0.2}}, BAD)));
    }
}
