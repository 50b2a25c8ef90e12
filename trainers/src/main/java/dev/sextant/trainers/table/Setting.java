// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One key of a {@code data} object: described, and read. */
public final class Setting {
    private Setting() {}

    public static double number(JsonNode keys, String path, String name, Schema.Interval range)
            throws TrainingException {
        return inRange(keys.get(name), path + "." + name, name, range);
    }

    /**
     * A number, checked.
     *
     * @param place where the document holds it, for errors
     */
    public static double inRange(JsonNode value, String place, String name, Schema.Interval range)
            throws TrainingException {
        String help = "write a number " + range.text();
        if (!value.isNumber())
            throw new TrainingException(place, "%s must be a number, got %s".formatted(name, value), help);
        try {
            range.require(name, value.doubleValue());
        } catch (IllegalArgumentException outside) {
            throw new TrainingException(place, String.valueOf(outside.getMessage()), help);
        }
        return value.doubleValue();
    }

    /** A number that the range says is whole. */
    public static int whole(JsonNode keys, String path, String name, Schema.Interval range) throws TrainingException {
        double value = number(keys, path, name, range);
        if (value != Math.rint(value))
            throw new TrainingException(
                    path + "." + name,
                    "%s (%s) must be a whole number".formatted(name, value),
                    "write a whole number " + range.text());
        return (int) value;
    }

    /** The path of a file. */
    public static String file(JsonNode keys, String path, String name) throws TrainingException {
        JsonNode value = keys.get(name);
        if (value == null || !value.isTextual() || value.textValue().isBlank())
            throw new TrainingException(
                    path + "." + name,
                    value == null || value.isTextual() ? "the path is empty" : "the path must be a text, got " + value,
                    "write the path of a file");
        return value.textValue();
    }

    /** The object under a key, its own keys checked. */
    public static ObjectNode section(JsonNode keys, String path, Schema.Section section) throws TrainingException {
        if (!(keys instanceof ObjectNode object))
            throw new TrainingException(
                    path,
                    "%s must be an object, got %s".formatted(path, keys),
                    "it has the keys %s"
                            .formatted(section.keys().stream()
                                    .map(Schema.Key::name)
                                    .collect(Collectors.joining(", "))));
        for (String key : (Iterable<String>) object::fieldNames)
            if (section.find(key) == null && !key.startsWith("x-"))
                throw new TrainingException(
                        path + "." + key,
                        "unknown key \"%s\"".formatted(key),
                        Spelling.advice(
                                key,
                                section.keys().stream().map(Schema.Key::name).toList()));
        for (Schema.Key key : section.keys())
            if (key.required() && !object.has(key.name()))
                throw new TrainingException(
                        path,
                        "%s is not written".formatted(key.name()),
                        "write \"%s\": %s".formatted(key.name(), key.schema().description()));
        return section.filled(object);
    }

    /** The value that stands for a name. */
    public static <T> T named(ObjectNode keys, String name, Map<String, ? extends T> values) throws TrainingException {
        T value = values.get(keys.get(name).asText());
        if (value == null)
            throw new TrainingException(
                    "data." + name,
                    "unknown %s %s".formatted(name, keys.get(name)),
                    Spelling.advice(keys.get(name).asText(), List.copyOf(values.keySet())));
        return value;
    }

    public static Schema.Key text(String name, String description, List<String> allowed, @Nullable String preset) {
        return new Schema.Key(
                name,
                new Schema.Text(description, allowed),
                false,
                preset == null ? null : JsonNodeFactory.instance.textNode(preset));
    }
}
