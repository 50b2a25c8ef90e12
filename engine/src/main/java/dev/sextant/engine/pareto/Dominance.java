// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.pareto;

/** Which of two vectors of values is better beyond doubt; smaller is better in every place. */
public final class Dominance {
    private Dominance() {}

    /** Whether a is nowhere worse than b and somewhere better. False where either holds a NaN. */
    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (!(a[i] <= b[i])) return false;
            better |= a[i] < b[i];
        }
        return better;
    }
}
