// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.Arrays;

/** A growing list of whole numbers, without a box for each. */
final class IntList {
    private int[] items = new int[64];
    private int size;

    void add(int item) {
        if (size == items.length) items = Arrays.copyOf(items, size * 2);
        items[size++] = item;
    }

    int get(int at) {
        return items[at];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return copy(0);
    }

    /** Those from this place on. */
    int[] copy(int from) {
        return Arrays.copyOfRange(items, from, size);
    }
}
