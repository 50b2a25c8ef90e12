// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model's file holds, in whatever format.
 *
 * @param description null where another program wrote the file, or a Sextant that wrote none
 * @param tensors in the order of the file
 */
record ModelParts(@Nullable ObjectNode description, List<Tensor> tensors) {
    ModelParts {
        tensors = List.copyOf(tensors);
    }

    /** @throws ModelFormatException where the shape is of another number of values */
    static Tensor tensor(String name, List<Integer> shape, float[] values) throws ModelFormatException {
        double size = 1;
        for (int length : shape) size *= length;
        if (size != values.length)
            throw new ModelFormatException("tensor %s has %d values, its shape %s needs %.0f"
                    .formatted(JsonFields.shortened(name), values.length, shape, size));
        return new Tensor(name, shape, values);
    }
}
