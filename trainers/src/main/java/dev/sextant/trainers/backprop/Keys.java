// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of an object of the trainer's document, each checked, with errors at its place.
 *
 * @param path where the object stands in the document, with a dot after it; empty for the document itself
 */
record Keys(ObjectNode object, String path) {
    boolean has(String name) {
        return object.has(name);
    }

    JsonNode get(String name) {
        return object.path(name);
    }

    Keys below(String name) throws TrainingException {
        if (!(object.get(name) instanceof ObjectNode below))
            throw new TrainingException(
                    path + name,
                    "%s must be an object, got %s".formatted(name, object.get(name)),
                    "write it in braces");
        return new Keys(below, path + name + ".");
    }

    double number(String name, Schema.Interval range) throws TrainingException {
        return Setting.inRange(object.path(name), path + name, name, range);
    }

    int whole(String name, Schema.Interval range) throws TrainingException {
        return whole(object.path(name), path + name, name, range);
    }

    boolean flag(String name) throws TrainingException {
        JsonNode value = object.path(name);
        if (!value.isBoolean())
            throw new TrainingException(
                    path + name, "%s must be true or false, got %s".formatted(name, value), "write true or false");
        return value.booleanValue();
    }

    /** The path of a file. */
    @Nullable
    String text(String name) throws TrainingException {
        JsonNode value = object.get(name);
        if (value == null) return null;
        if (!value.isTextual() || value.textValue().isBlank())
            throw new TrainingException(path + name, "%s must name a file, got %s".formatted(name, value), "");
        return value.textValue();
    }

    /** The constant whose text is written. */
    <T> T one(String name, T[] constants, Function<T, String> text) throws TrainingException {
        JsonNode written = object.path(name);
        for (T constant : constants) if (text.apply(constant).equals(written.textValue())) return constant;
        throw new TrainingException(
                path + name,
                "unknown %s %s".formatted(name, written),
                "it must be one of "
                        + String.join(", ", Arrays.stream(constants).map(text).toList()));
    }

    List<Integer> wholes(String name, String item, Schema.Interval range, int most) throws TrainingException {
        List<Integer> numbers = new ArrayList<>();
        List<JsonNode> items = items(name, most);
        for (int i = 0; i < items.size(); i++) numbers.add(whole(items.get(i), path + name + "." + i, item, range));
        return numbers;
    }

    List<Double> numbers(String name, String item, Schema.Interval range, int most) throws TrainingException {
        List<Double> numbers = new ArrayList<>();
        List<JsonNode> items = items(name, most);
        for (int i = 0; i < items.size(); i++)
            numbers.add(Setting.inRange(items.get(i), path + name + "." + i, item, range));
        return numbers;
    }

    List<JsonNode> items(String name, int most) throws TrainingException {
        JsonNode written = object.path(name);
        if (!written.isArray() || written.size() > most)
            throw new TrainingException(
                    path + name,
                    "%s must be a list of at most %d numbers, got %s".formatted(name, most, written),
                    "write [64] for one, [] for none");
        List<JsonNode> items = new ArrayList<>();
        written.forEach(items::add);
        return items;
    }

    /** What the reader makes of it, its refusal told at the place of the key that it begins with. */
    <T> T read(String name, Supplier<T> reader) throws TrainingException {
        try {
            return reader.get();
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            throw new TrainingException(path + place(name, message), message, "");
        }
    }

    /** Refusals of values begin with the name of their key, which stands in a variant: {@code schedule.step.gamma}. */
    private String place(String name, String message) {
        JsonNode written = object.path(name);
        if (!written.isObject() || written.size() != 1) return name;
        String variant = written.fieldNames().next();
        int end = message.indexOf(' ');
        String key = end < 0 ? "" : message.substring(0, end);
        return name + "." + variant + (written.path(variant).has(key) ? "." + key : "");
    }

    static int whole(JsonNode value, String path, String name, Schema.Interval range) throws TrainingException {
        double number = Setting.inRange(value, path, name, range);
        if (!value.isIntegralNumber())
            throw new TrainingException(
                    path, "%s must be a whole number, got %s".formatted(name, value), "write a whole number");
        return (int) number;
    }
}
