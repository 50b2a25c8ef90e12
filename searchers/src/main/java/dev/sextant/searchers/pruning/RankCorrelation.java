// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.pruning;

import java.util.Arrays;

/** Spearman's rank correlation with mid-ranks for ties. Its sums are of quarters, so they are exact in any order. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** In [−1, 1]; 0 where one side does not vary. O(n log n). */
    static double spearman(double[] first, double[] second) {
        double[] a = centredRanks(first);
        double[] b = centredRanks(second);
        double across = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            across += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return squareA == 0 || squareB == 0 ? 0 : across / Math.sqrt(squareA * squareB);
    }

    /** Each value's rank less the middle one. */
    private static double[] centredRanks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++)
            ranks[i] = (below(sorted, values[i], false) + below(sorted, values[i], true) - sorted.length) / 2.0;
        return ranks;
    }

    /** How many of the sorted values stand before this one, or before the first that stands after it. */
    private static int below(double[] sorted, double value, boolean after) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Double.compare(sorted[middle], value);
            if (order < 0 || (after && order == 0)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
