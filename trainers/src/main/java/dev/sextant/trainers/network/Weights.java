// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.util.Arrays;

/**
 * One named tensor of a network, row-major, for saving and for warm starts. Copies: neither the network nor the reader
 * sees the other's changes.
 *
 * @param name such as {@code dense1.weight}; layers of a kind are counted from 1, from the input on
 * @param shape such as (out, in)
 */
public record Weights(String name, int[] shape, float[] values) {
    public Weights {
        shape = shape.clone();
        values = values.clone();
        long size = 1;
        for (int length : shape) size *= length;
        if (size != values.length)
            throw new IllegalArgumentException("%s has %d values, its shape %s needs %d"
                    .formatted(name, values.length, Arrays.toString(shape), size));
    }
}
