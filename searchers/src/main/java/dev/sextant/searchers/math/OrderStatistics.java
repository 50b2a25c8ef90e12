// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.math;

/** The k-th smallest of some numbers without sorting them all. */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * The value that would stand at place {@code k}, from 0, if the first {@code n} values were sorted. Puts it there,
     * nothing larger before it and nothing smaller after it. No NaN.
     *
     * <p>Source: Hoare 1961, "Algorithm 65: find"; the pivot is the middle of three. Cost: O(n) but for patterns made
     * to defeat the pivot.
     */
    public static double select(double[] values, int n, int k) {
        if (k < 0 || k >= n || n > values.length)
            throw new IllegalArgumentException("place %d of the first %d of %d values".formatted(k, n, values.length));
        int low = 0;
        int high = n - 1;
        while (low < high) {
            double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                double swapped = values[i];
                values[i++] = values[j];
                values[j--] = swapped;
            }
            // Now all up to j are at most the pivot, all from i on at least, and what lies between equals it.
            if (k <= j) high = j;
            else if (k >= i) low = i;
            else break;
        }
        return values[k];
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
