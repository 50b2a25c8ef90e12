// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.Arrays;

/** Two constants that describe numbers: where they lie and how far they spread. Sums run in the order given. */
record Statistics(double middle, double spread) {
    /** Mean and deviation (divided by n); spread 1 where all are equal. */
    static Statistics standard(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        return spreading(mean, Math.sqrt(squares / values.length));
    }

    /** Least value and range; spread 1 where all are equal. */
    static Statistics range(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return spreading(low, high - low);
    }

    private static Statistics spreading(double middle, double spread) {
        return new Statistics(middle, spread > 0 ? spread : 1);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum / values.length;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
