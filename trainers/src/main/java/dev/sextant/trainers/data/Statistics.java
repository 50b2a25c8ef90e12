// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Two constants that describe numbers: where they lie and how far they spread. Sums run in the order given. */
record Statistics(double middle, double spread) {
    /** Mean and deviation (divided by n); spread 1 where all are equal. */
    static Statistics standard(double[] values) {
        return standard(values.length, i -> values[i]);
    }

    /** Of the numbers 0 … count − 1, which are asked for twice. */
    static Statistics standard(int count, IntToDoubleFunction values) {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += values.applyAsDouble(i);
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double distance = values.applyAsDouble(i) - mean;
            squares += distance * distance;
        }
        return spreading(mean, Math.sqrt(squares / count));
    }

    /** Least value and range of the numbers 0 … count − 1; spread 1 where all are equal. */
    static Statistics range(int count, IntToDoubleFunction values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            low = Math.min(low, values.applyAsDouble(i));
            high = Math.max(high, values.applyAsDouble(i));
        }
        return spreading(low, high - low);
    }

    private static Statistics spreading(double middle, double spread) {
        return new Statistics(middle, spread > 0 ? spread : 1);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
