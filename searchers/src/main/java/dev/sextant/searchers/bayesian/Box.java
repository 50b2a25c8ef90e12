// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import java.util.Arrays;

/**
 * Where a search may look: an interval of every numeric coordinate around a centre; categories are free.
 *
 * @param centre the middle; empty where the box is the whole space
 */
record Box(double[] centre, double[] low, double[] high) {
    /** The whole space. */
    static Box whole(int dimensions) {
        double[] high = new double[dimensions];
        Arrays.fill(high, 1);
        return new Box(new double[0], new double[dimensions], high);
    }

    boolean isWhole() {
        return centre.length == 0;
    }

    /** Whether x is inside, by its numeric coordinates. */
    boolean contains(double[] x, boolean[] categorical) {
        for (int d = 0; d < x.length; d++) if (!categorical[d] && (x[d] < low[d] || x[d] > high[d])) return false;
        return true;
    }
}
