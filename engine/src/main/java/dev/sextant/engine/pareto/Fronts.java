// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layers of a set of vectors: the first front is dominated by none, the second by the first alone, and so on.
 *
 * <p>Source: Deb et al. 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II", section III; done here by
 * inserting in lexicographic order (Zhang et al. 2015, "An efficient approach to nondominated sorting"), in which no
 * vector can dominate one before it.
 *
 * <p>Cost: O(n² m) at worst for n vectors of m values, O(n log n) for one value.
 */
public final class Fronts {
    private Fronts() {}

    /** The front of each vector, from 0; equal vectors share one. Vectors without NaN, all of one length. */
    public static int[] of(List<double[]> vectors) {
        int n = vectors.size();
        int[] front = new int[n];
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparing(vectors::get, (double[] a, double[] b) -> Arrays.compare(a, b)))
                .mapToInt(Integer::intValue)
                .toArray();
        List<List<double[]>> fronts = new ArrayList<>();
        for (int i : order) {
            double[] vector = vectors.get(i);
            // Whoever is dominated by nobody in a front is dominated by nobody in a later one.
            int at = 0;
            int end = fronts.size();
            while (at < end) {
                int middle = (at + end) >>> 1;
                if (dominated(vector, fronts.get(middle))) at = middle + 1;
                else end = middle;
            }
            if (at == fronts.size()) fronts.add(new ArrayList<>());
            fronts.get(at).add(vector);
            front[i] = at;
        }
        return front;
    }

    /** Latest first: of two values the last member's second is the smallest, so that it decides most often. */
    private static boolean dominated(double[] vector, List<double[]> front) {
        for (int i = front.size() - 1; i >= 0; i--) if (Dominance.dominates(front.get(i), vector)) return true;
        return false;
    }
}
