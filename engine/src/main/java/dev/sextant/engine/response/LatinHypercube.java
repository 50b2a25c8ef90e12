// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.DrawSequence;

/**
 * Points of the unit cube that are evenly spread along every axis, at random beside: each of n equal slices of an axis
 * holds one point.
 *
 * <p>Source: McKay, Beckman and Conover 1979, "A comparison of three methods for selecting values of input variables".
 * It needs no tables and does not degrade in many dimensions.
 *
 * <p>Cost: O(n d).
 */
final class LatinHypercube {
    private LatinHypercube() {}

    /** So many points with so many coordinates each, in [0, 1). */
    static double[][] of(int count, int dimensions, DrawSequence draws) {
        double[][] points = new double[count][dimensions];
        int[] slices = new int[count];
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < count; i++) slices[i] = i;
            draws.shuffle(slices);
            for (int i = 0; i < count; i++) points[i][d] = (slices[i] + draws.uniform()) / count;
        }
        return points;
    }
}
