// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

/** The smallest of many numbers, ties in favour of what comes first. Threads: confined to one; buffers are reused. */
final class Nearest {
    private final int most;
    private final double[] values;
    private final int[] places;
    private int count;

    /** @param most how many are looked for */
    Nearest(int most) {
        this.most = most;
        this.values = new double[most + 1];
        this.places = new int[most + 1];
    }

    /** Finds where the smallest numbers stand among those with an index in from … to − 1. */
    Nearest among(double[] numbers, int from, int to) {
        count = 0;
        return also(numbers, from, to);
    }

    /** Goes on with further indices, all above those seen. */
    Nearest also(double[] numbers, int from, int to) {
        double bound = count < most ? Double.POSITIVE_INFINITY : values[most - 1];
        for (int i = from; i < to; i++) {
            double value = numbers[i];
            if (!(value < bound)) continue;
            int at = count;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                places[at] = places[at - 1];
                at--;
            }
            values[at] = value;
            places[at] = i;
            if (count < most) count++;
            if (count == most) bound = values[most - 1];
        }
        return this;
    }

    int count() {
        return count;
    }

    /** The indices, ascending. */
    int[] places() {
        int[] sorted = java.util.Arrays.copyOf(places, count);
        java.util.Arrays.sort(sorted);
        return sorted;
    }
}
