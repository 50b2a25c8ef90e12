// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.halving;

import java.util.List;

/** Spearman's rank correlation with mid-ranks for ties. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** In [−1, 1]; 0 where one side does not vary. O(n²). */
    static double spearman(List<double[]> pairs) {
        int n = pairs.size();
        double middle = (n + 1) / 2.0;
        double across = 0;
        double first = 0;
        double second = 0;
        for (double[] pair : pairs) {
            double a = rank(pairs, 0, pair[0]) - middle;
            double b = rank(pairs, 1, pair[1]) - middle;
            across += a * b;
            first += a * a;
            second += b * b;
        }
        return first == 0 || second == 0 ? 0 : across / Math.sqrt(first * second);
    }

    private static double rank(List<double[]> pairs, int side, double value) {
        int below = 0;
        int equal = 0;
        for (double[] pair : pairs) {
            int order = Double.compare(pair[side], value);
            if (order < 0) below++;
            else if (order == 0) equal++;
        }
        return below + (equal + 1) / 2.0;
    }
}
