// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.Arrays;

/**
 * Numbers in the order in which they were computed, each with its slopes at the at most two that it was computed from:
 * so that whatever is written down forward has its gradient (reverse accumulation, Linnainmaa 1976). A number is named
 * by its place.
 */
final class Tape {
    private static final int NONE = -1;

    private double[] values = new double[1 << 12];
    private double[] leftSlopes = new double[1 << 12];
    private double[] rightSlopes = new double[1 << 12];
    private int[] lefts = new int[1 << 12];
    private int[] rights = new int[1 << 12];
    private int size;

    private int put(double value, int left, double leftSlope, int right, double rightSlope) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            leftSlopes = Arrays.copyOf(leftSlopes, 2 * size);
            rightSlopes = Arrays.copyOf(rightSlopes, 2 * size);
            lefts = Arrays.copyOf(lefts, 2 * size);
            rights = Arrays.copyOf(rights, 2 * size);
        }
        values[size] = value;
        lefts[size] = left;
        leftSlopes[size] = leftSlope;
        rights[size] = right;
        rightSlopes[size] = rightSlope;
        return size++;
    }

    double value(int of) {
        return values[of];
    }

    int constant(double value) {
        return put(value, NONE, 0, NONE, 0);
    }

    int[] constants(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(this::constant).toArray();
    }

    /** A function of one number, with its slope there. */
    int function(int of, double value, double slope) {
        return put(value, of, slope, NONE, 0);
    }

    int add(int a, int b) {
        return put(values[a] + values[b], a, 1, b, 1);
    }

    int subtract(int a, int b) {
        return put(values[a] - values[b], a, 1, b, -1);
    }

    int multiply(int a, int b) {
        return put(values[a] * values[b], a, values[b], b, values[a]);
    }

    int times(int a, double factor) {
        return put(values[a] * factor, a, factor, NONE, 0);
    }

    int plus(int a, double more) {
        return put(values[a] + more, a, 1, NONE, 0);
    }

    int sum(int... of) {
        int sum = constant(0);
        for (int each : of) sum = add(sum, each);
        return sum;
    }

    int mean(int... of) {
        return times(sum(of), 1.0 / of.length);
    }

    int exp(int a) {
        double e = Math.exp(values[a]);
        return function(a, e, e);
    }

    int log(int a) {
        return function(a, Math.log(values[a]), 1 / values[a]);
    }

    int tanh(int a) {
        double t = Math.tanh(values[a]);
        return function(a, t, 1 - t * t);
    }

    int sigmoid(int a) {
        double s = 1 / (1 + Math.exp(-values[a]));
        return function(a, s, s * (1 - s));
    }

    /** 1 / √a. */
    int inverseRoot(int a) {
        double r = 1 / Math.sqrt(values[a]);
        return function(a, r, -0.5 * r / values[a]);
    }

    /** The slope of one number at each of them. */
    double[] slopes(int of) {
        double[] slopes = new double[size];
        slopes[of] = 1;
        for (int i = of; i >= 0; i--) {
            if (lefts[i] != NONE) slopes[lefts[i]] += slopes[i] * leftSlopes[i];
            if (rights[i] != NONE) slopes[rights[i]] += slopes[i] * rightSlopes[i];
        }
        return slopes;
    }
}
