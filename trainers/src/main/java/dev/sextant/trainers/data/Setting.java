// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key of a {@code data} object: described, and read. */
final class Setting {
    private Setting() {}

    static double number(JsonNode keys, String path, String name, Schema.Interval range) throws TrainingException {
        JsonNode value = keys.get(name);
        if (!value.isNumber())
            throw new TrainingException(
                    path + "." + name,
                    "%s must be a number, got %s".formatted(name, value),
                    "write a number " + range.text());
        try {
            range.require(name, value.doubleValue());
        } catch (IllegalArgumentException outside) {
            throw new TrainingException(
                    path + "." + name, String.valueOf(outside.getMessage()), "write a number " + range.text());
        }
        return value.doubleValue();
    }

    static Schema.Key text(String name, String description, List<String> allowed, @Nullable String preset) {
        return new Schema.Key(
                name,
                new Schema.Text(description, allowed),
                false,
                preset == null ? null : JsonNodeFactory.instance.textNode(preset));
    }
}
