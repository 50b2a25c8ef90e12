// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Named numbers of a saved model, row-major. The array is shared, never copied; nobody changes it.
 *
 * @param shape sizes from the outermost dimension on; empty for a single number
 */
public record Tensor(String name, List<Integer> shape, float[] values) {
    public Tensor {
        shape = List.copyOf(shape);
        long size = 1;
        for (int length : shape) {
            if (length < 0) throw new IllegalArgumentException("%s has a length of %d".formatted(name, length));
            size = Math.multiplyExact(size, length);
        }
        if (size != values.length)
            throw new IllegalArgumentException(
                    "%s has %d values, its shape %s needs %d".formatted(name, values.length, shape, size));
    }

    /** For messages: {@code 64x32}. */
    public String size() {
        return shape.isEmpty() ? "1" : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
