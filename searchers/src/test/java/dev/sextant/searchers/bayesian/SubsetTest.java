// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private static final boolean[] NUMERIC = {false};

    /** Completed trials 0 … 5 and a pruned one along a line, two pending ones, two failed ones. */
    private static Evidence line() {
        double[] y = {5, 1, 4, 2, 3, 0, 9};
        return new Evidence(
                new double[][] {{0}, {.1}, {.2}, {.3}, {.7}, {.75}, {1}},
                y,
                new double[7],
                6,
                new double[][] {{.05}, {.95}},
                new double[][] {{.4}, {.6}},
                new OutputWarp(y));
    }

    private static int[] chosen(Subset subset) {
        boolean[] chosen = subset.chosen();
        int[] places = new int[chosen.length];
        int count = 0;
        for (int i = 0; i < chosen.length; i++) if (chosen[i]) places[count++] = i;
        return Arrays.copyOf(places, count);
    }

    private static double[] from(double x) {
        double[] distances = new double[11];
        new Inputs(line().all(), NUMERIC, new double[] {1}).distances(new double[] {x}, distances);
        return distances;
    }

    @Test
    void theBestAndTheNewestAreCompletedTrials() {
        assertArrayEquals(new int[] {1, 3, 5}, chosen(new Subset(line(), NUMERIC).best(3)));
        assertArrayEquals(new int[] {4, 5}, chosen(new Subset(line(), NUMERIC).newest(2)));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, chosen(new Subset(line(), NUMERIC).newest(50)));
    }

    @Test
    void theNearestMayBeFailedButNotPending() {
        assertArrayEquals(new int[] {0, 1, 9}, chosen(new Subset(line(), NUMERIC).nearest(from(.05), 3)));
        assertArrayEquals(new int[] {7}, chosen(new Subset(line(), NUMERIC).nearestPending(from(0), 1)));
    }

    @Test
    void theFarthestSpreadOut() {
        Subset subset = new Subset(line(), NUMERIC).best(1).farthestUpTo(4);
        // From .75 farthest is 0; then between 0 and .75 it is .3, as far from both ends as nothing else; then 1.
        assertArrayEquals(new int[] {0, 3, 5, 6}, chosen(subset));
        assertArrayEquals(new int[] {0, 1, 3, 5, 6}, chosen(subset.farthest(1)));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6}, chosen(subset.farthest(50)));
    }

    @Test
    void aPartKeepsItsOrderAndWhatBelongsTogether() {
        Evidence part = new Subset(line(), NUMERIC)
                .nearest(from(.96), 3)
                .nearestPending(from(.96), 1)
                .evidence();
        assertEquals(1, part.completed());
        assertArrayEquals(new double[] {0, 9}, part.y());
        assertArrayEquals(new double[] {.75}, part.points()[0]);
        assertArrayEquals(new double[] {.95}, part.failed()[0]);
        assertArrayEquals(new double[] {.6}, part.pending()[0]);
    }
}
