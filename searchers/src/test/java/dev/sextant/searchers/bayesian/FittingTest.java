// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittingTest {
    private static final boolean[] NUMERIC = {false, false};
    private static final double[] LAST = {1, 1, 0, -5};

    private static Evidence evidence(int completed) {
        DrawSequence draws = new Draws(7, completed).of("evidence");
        double[][] points = new double[completed][];
        double[] y = new double[completed];
        for (int i = 0; i < completed; i++) {
            points[i] = new double[] {draws.uniform(), draws.uniform()};
            y[i] = 10 * (points[i][0] - .4) * (points[i][0] - .4) - .8 + .01 * points[i][1];
        }
        return new Evidence(
                points, y, new double[completed], completed, new double[0][], new double[0][], new OutputWarp(y));
    }

    private static boolean fits(int observations) {
        return !Arrays.equals(LAST, Fitting.theta(evidence(observations), NUMERIC, LAST, 1));
    }

    @Test
    void withFewerThanSixtyFourObservationsEveryProposalFits() {
        for (int n = 3; n < 64; n++) assertTrue(fits(n), n + " observations");
    }

    @ParameterizedTest(name = "from {0} on every {1}")
    @CsvSource({"80, 4", "200, 10", "240, 12"})
    void beyondAFitIsKeptForATwentiethMore(int from, int every) {
        for (int n = from; n < from + every; n++) assertEquals(n % every == 0, fits(n), n + " observations");
    }

    @Test
    void beyondWhatOneProcessHoldsEveryThirtiethTrialFits() {
        for (int trial = 300; trial < 361; trial++)
            assertEquals(
                    trial % 30 != 0,
                    Arrays.equals(LAST, Fitting.theta(evidence(290), NUMERIC, LAST, trial)),
                    "trial " + trial);
    }

    @Test
    void withoutAnEarlierFitOneIsMade() {
        double[] theta = Fitting.theta(evidence(301), NUMERIC, null, 301);
        assertTrue(theta[0] > theta[1] + 2, "the first dimension matters, the second hardly");
    }

    @Test
    void aFitToManyTrialsIsAFitToAPartOfThem() {
        Evidence evidence = evidence(1000);
        Evidence part = new Subset(evidence, NUMERIC)
                .best(64)
                .newest(64)
                .farthestUpTo(256)
                .evidence();
        assertEquals(256, part.points().length);
        double[] whole = Fitting.fit(evidence, NUMERIC, LAST, false);
        double[] of = Fitting.fit(part, NUMERIC, LAST, false);
        assertNotSame(whole, of);
        assertTrue(whole[0] > whole[1] + 2, "the first dimension matters, the second hardly");
    }

    @Test
    void theSameEvidenceGivesTheSameTheta() {
        double[] once = Fitting.theta(evidence(300), NUMERIC, LAST, 330);
        double[] again = Fitting.theta(evidence(300), NUMERIC, LAST, 330);
        for (int i = 0; i < 4; i++) assertEquals(once[i], again[i]);
        assertSame(LAST, Fitting.theta(evidence(300), NUMERIC, LAST, 331));
    }
}
