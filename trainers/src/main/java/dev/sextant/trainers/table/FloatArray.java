// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import java.util.List;

/**
 * An array of numbers of any dimensions as floats, row-major. The array is shared, never copied.
 *
 * @param shape empty for a single number
 */
public record FloatArray(String name, List<Integer> shape, float[] values) {
    public FloatArray {
        shape = List.copyOf(shape);
    }
}
