// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import java.util.Arrays;

/**
 * A growing series of numbers in little room: of what is too long each place keeps the last of equally many.
 *
 * <p>Cost: constant time an addition on average, {@link #PLACES} numbers at most. Threads: confined to one.
 */
final class Series {
    /** More than any curve of one line is wide. */
    static final int PLACES = 128;

    private static final int FIRST = 8;

    private double[] places = new double[FIRST];
    private long added;

    /** A power of two: how many numbers share a place. */
    private long stride = 1;

    void add(double number) {
        int at = (int) (added / stride);
        if (at == places.length) {
            if (at == PLACES) {
                for (int i = 0; i < PLACES / 2; i++) places[i] = places[2 * i + 1];
                stride *= 2;
            } else {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            at = (int) (added / stride);
        }
        places[at] = number;
        added++;
    }

    double[] toArray() {
        return Arrays.copyOf(places, (int) ((added + stride - 1) / stride));
    }
}
