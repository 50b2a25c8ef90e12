// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How lonely each vector of a front is: the distance between its neighbours on both sides, summed over the values in
 * parts of their range; infinite at the ends.
 *
 * <p>Source: Deb et al. 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II", section III-B.
 *
 * <p>Cost: O(m n log n).
 */
public final class Crowding {
    private Crowding() {}

    /** Of each vector; all of one length, without NaN. */
    public static double[] of(List<double[]> front) {
        int n = front.size();
        double[] distance = new double[n];
        if (n == 0) return distance;
        for (int value = 0; value < front.getFirst().length; value++) {
            int at = value;
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> front.get(i)[at]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double range = front.get(order[n - 1])[at] - front.get(order[0])[at];
            distance[order[0]] = Double.POSITIVE_INFINITY;
            distance[order[n - 1]] = Double.POSITIVE_INFINITY;
            if (!(range > 0) || !Double.isFinite(range)) continue;
            for (int i = 1; i < n - 1; i++)
                distance[order[i]] += (front.get(order[i + 1])[at] - front.get(order[i - 1])[at]) / range;
        }
        return distance;
    }

    /** Places of the loneliest first; equal ones in their order. */
    public static int[] order(List<double[]> front) {
        double[] distance = of(front);
        Integer[] order = new Integer[distance.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -distance[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
