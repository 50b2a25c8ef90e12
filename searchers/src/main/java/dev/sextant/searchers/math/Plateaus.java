// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

import java.util.Arrays;

/**
 * How far a response is flat around a point, read off results that are equal to the bit.
 *
 * <p>Recorded tables read by their nearest row, steps, and scores counted on few rows answer a whole neighbourhood with
 * one value. A model of a smooth response then returns to the same cell again and again, at its corners where it is
 * least certain. So a point is as good as tried when it is nearer to a trial than the radius at which results are still
 * equal in {@value #SHARE} of all pairs. Responses without ties, which is most, have radius 0.
 *
 * <p>Cost: O(n²d) for the newest {@value #NEWEST} trials where two of their values are equal, otherwise O(n log n).
 */
public final class Plateaus {
    /** What was measured best on recorded tables; from 0.3 to 0.5 it makes little difference. Ours. */
    private static final double SHARE = 0.4;

    /** One tie may be chance. */
    private static final int TELLING = 2;

    private static final int NEWEST = 200;

    /** Nearer than this it is the same configuration, which tells nothing of its neighbours. */
    private static final double SAME_PLACE = 1e-18;

    private Plateaus() {}

    /**
     * The squared radius, in the unit cube; 0 where nothing is flat.
     *
     * @param y one value a point; those equal to the largest may have been drawn in, and tell nothing
     */
    public static double squaredRadius(double[][] points, double[] y, boolean[] categorical) {
        int from = Math.max(0, y.length - NEWEST);
        double[] values = Arrays.copyOfRange(y, from, y.length);
        double largest = Arrays.stream(values).max().orElse(0);
        if (!hasTies(values, largest)) return 0;
        int n = values.length;
        double[] pairs = new double[n * (n - 1) / 2];
        double[] ties = new double[pairs.length];
        int count = 0;
        int tied = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) {
                if (values[i] == largest && values[j] == largest) continue;
                double squared = squared(points[from + i], points[from + j], categorical);
                if (squared <= SAME_PLACE) continue;
                pairs[count++] = squared;
                if (values[i] == values[j]) ties[tied++] = squared;
            }
        Arrays.sort(pairs, 0, count);
        Arrays.sort(ties, 0, tied);
        double radius = 0;
        int within = 0;
        for (int k = TELLING - 1; k < tied; k++) {
            while (within < count && pairs[within] <= ties[k]) within++;
            if (k + 1 >= SHARE * within) radius = ties[k];
        }
        return radius;
    }

    private static boolean hasTies(double[] values, double largest) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) if (sorted[i] == sorted[i - 1] && sorted[i] != largest) return true;
        return false;
    }

    /** The squared distance; categories are as far apart as two ends of a range. */
    static double squared(double[] a, double[] b, boolean[] categorical) {
        double squared = 0;
        for (int d = 0; d < a.length; d++)
            squared += categorical[d] ? (a[d] == b[d] ? 0 : 1) : (a[d] - b[d]) * (a[d] - b[d]);
        return squared;
    }
}
