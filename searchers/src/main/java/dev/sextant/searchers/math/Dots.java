// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/** The dot product of contiguous ranges: one chain of fused multiply-adds in ascending order. */
public final class Dots {
    private Dots() {}

    /** from + sum of a[i] b[j], i = a0 … a0 + count − 1, j likewise. */
    public static double dot(double from, double[] a, int a0, double[] b, int b0, int count) {
        double sum = from;
        for (int k = 0; k < count; k++) sum = Math.fma(a[a0 + k], b[b0 + k], sum);
        return sum;
    }
}
