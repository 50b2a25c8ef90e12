// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParetoTest {
    private static double[] v(double... values) {
        return values;
    }

    @Test
    void dominanceNeedsNoWorseEverywhereAndBetterSomewhere() {
        assertTrue(Dominance.dominates(v(1, 2), v(1, 3)));
        assertFalse(Dominance.dominates(v(1, 2), v(1, 2)));
        assertFalse(Dominance.dominates(v(1, 4), v(2, 3)));
        assertFalse(Dominance.dominates(v(1, Double.NaN), v(2, 3)));
        assertFalse(Dominance.dominates(v(1, 1), v(2, Double.NaN)));
    }

    @Test
    void frontsAreWhatPeelingGives() {
        for (long seed = 1; seed <= 60; seed++) {
            DrawSequence draws = new Draws(seed, 0).of("fronts");
            int values = 1 + draws.below(4);
            List<double[]> vectors = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                double[] vector = new double[values];
                for (int j = 0; j < values; j++) vector[j] = draws.below(8);
                vectors.add(vector);
            }
            assertArrayEquals(peeled(vectors), Fronts.of(vectors), "seed " + seed);
        }
    }

    private static int[] peeled(List<double[]> vectors) {
        int[] front = new int[vectors.size()];
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < front.length; i++) left.add(i);
        for (int layer = 0; !left.isEmpty(); layer++) {
            List<Integer> undominated = left.stream()
                    .filter(i -> left.stream().noneMatch(j -> Dominance.dominates(vectors.get(j), vectors.get(i))))
                    .toList();
            for (int i : undominated) front[i] = layer;
            left.removeAll(undominated);
        }
        return front;
    }

    @Test
    void aBoxACornerAndAStaircaseHaveTheirVolumes() {
        assertEquals(0, Hypervolume.of(List.of(), v(1, 1)));
        assertEquals(0, Hypervolume.of(List.of(v(1, 0)), v(1, 1)));
        assertEquals(6, Hypervolume.of(List.of(v(1, 2)), v(3, 5)));
        assertEquals(3 + 2 + 1, Hypervolume.of(List.of(v(0, 2), v(1, 1), v(2, 0), v(2, 2)), v(3, 3)));
        assertEquals(2.5, Hypervolume.of(List.of(v(4), v(1.5)), v(4)));
        // Two boxes of 2·1·1 that share 1.
        assertEquals(3, Hypervolume.of(List.of(v(0, 1, 0), v(1, 0, 0)), v(2, 2, 1)));
    }

    @Test
    void theVolumeIsTheShareOfCellsThatAreDominated() {
        int cells = 6;
        for (long seed = 1; seed <= 30; seed++) {
            DrawSequence draws = new Draws(seed, 0).of("volume");
            int values = 2 + draws.below(3);
            List<double[]> vectors = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                double[] vector = new double[values];
                for (int j = 0; j < values; j++) vector[j] = draws.below(cells + 1);
                vectors.add(vector);
            }
            double[] reference = new double[values];
            java.util.Arrays.fill(reference, cells);
            int counted = 0;
            for (int cell = 0; cell < Math.round(StrictMath.pow(cells, values)); cell++) {
                double[] corner = new double[values];
                int rest = cell;
                for (int j = 0; j < values; j++, rest /= cells) corner[j] = rest % cells;
                if (vectors.stream().anyMatch(vector -> covers(vector, corner))) counted++;
            }
            assertEquals(counted, Hypervolume.of(vectors, reference), 1e-9, "seed " + seed);
        }
    }

    private static boolean covers(double[] vector, double[] corner) {
        for (int j = 0; j < corner.length; j++) if (vector[j] > corner[j]) return false;
        return true;
    }

    @Test
    void theEndsOfAFrontAndTheLonelyComeFirst() {
        List<double[]> front = List.of(v(0, 10), v(1, 9), v(2, 8), v(6, 3), v(10, 0));
        double[] distance = Crowding.of(front);
        assertEquals(Double.POSITIVE_INFINITY, distance[0]);
        assertEquals(Double.POSITIVE_INFINITY, distance[4]);
        assertEquals(0.2 + 0.2, distance[1], 1e-12);
        assertEquals(0.8 + 0.8, distance[3], 1e-12);
        assertArrayEquals(new int[] {0, 4, 3, 2, 1}, Crowding.order(front));
        assertEquals(0, Crowding.of(List.of()).length);
    }

    @Test
    void theChebyshevScalarIsTheLargestWeightedPartAndALittleOfTheSum() {
        Chebyshev scalar = new Chebyshev(new double[] {0.25, 0.75});
        double[] low = {0, 10};
        double[] high = {4, 20};
        // Parts 0.5 and 0.2, weighted 0.125 and 0.15.
        assertEquals(0.15 + 0.05 * 0.275, scalar.of(new double[] {2, 12}, low, high), 1e-15);
        assertEquals(0, scalar.of(low, low, high));
        // Weakly better is better; a range of nothing, or of the largest numbers, does no harm.
        assertTrue(scalar.of(new double[] {1, 12}, low, high) < scalar.of(new double[] {2, 12}, low, high));
        assertEquals(0, scalar.of(new double[] {3, 10}, new double[] {3, 10}, new double[] {3, 10}));
        double most = Double.MAX_VALUE;
        assertEquals(
                0.75 + 0.05,
                scalar.of(new double[] {most, most}, new double[] {-most, -most}, new double[] {most, most}),
                1e-15);
    }

    @Test
    void drawnWeightsSumToOneAndSpreadEvenlyOverAllThatDo() {
        DrawSequence draws = new Draws(1, 1).of("test");
        double mean = 0;
        int low = 0;
        for (int i = 0; i < 10_000; i++) {
            double[] weights = Chebyshev.drawn(3, draws).weights();
            assertEquals(1, weights[0] + weights[1] + weights[2], 1e-12);
            mean += weights[0] / 10_000;
            if (weights[0] < 0.5) low++;
        }
        assertEquals(1 / 3.0, mean, 0.01);
        assertEquals(0.75, low / 10_000.0, 0.02); // the share of the triangle below a half
    }
}
