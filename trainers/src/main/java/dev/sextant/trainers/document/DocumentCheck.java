// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import java.util.List;
import java.util.Map;

/**
 * Holds a document with nothing left to vary to the schema that describes it, for trainers that are given documents
 * which no study file went before. What comes out may be read without looking again.
 */
public final class DocumentCheck {
    /** Stands beside a trainer's own keys in a study. */
    private static final String TYPE = "type";

    private DocumentCheck() {}

    /** The document with every key that is not written at its preset, and every variant in its long form. */
    public static ObjectNode filled(ObjectNode document, Schema.Section section) throws TrainingException {
        ObjectNode filled = section.filled(document);
        filled.remove(TYPE);
        check(filled, section, "");
        return filled;
    }

    /** The same of one value of a document, which stands at the path. */
    public static JsonNode filled(JsonNode value, Schema schema, String path) throws TrainingException {
        JsonNode filled = schema.filled(value);
        check(filled, schema, path);
        return filled;
    }

    private static void check(JsonNode value, Schema schema, String path) throws TrainingException {
        switch (schema) {
            case Schema.Real real -> number(value, real.range(), path, value.isNumber(), "a number");
            case Schema.Whole whole -> number(value, whole.range(), path, value.isIntegralNumber(), "a whole number");
            case Schema.Flag flag ->
                expect(
                        value.isBoolean() && (flag.either() || value.booleanValue()),
                        value,
                        path,
                        flag.either() ? "true or false" : "true");
            case Schema.Text text -> {
                expect(value.isTextual(), value, path, "a string");
                if (!schema.resembles(value))
                    throw new TrainingException(
                            path,
                            "unknown value %s".formatted(value),
                            Spelling.advice(value.textValue(), text.allowed()));
                Schema.Form form = text.form();
                if (form != null) expect(form.fits(value.textValue()), value, path, form.words());
            }
            case Schema.Items items -> items(value, items, path);
            case Schema.Section section -> section(value, section, path);
            case Schema.Variants variants -> {
                List<String> names = List.copyOf(variants.variants().keySet());
                String chosen = variants.chosen(value);
                Schema form = chosen == null ? null : variants.variants().get(chosen);
                if (chosen == null || form == null) throw unknownVariant(value, path, names);
                check(value.path(chosen), form, Template.join(path, chosen));
            }
            case Schema.Named named -> {
                expect(value instanceof ObjectNode, value, path, "an object");
                for (Map.Entry<String, JsonNode> entry : value.properties())
                    check(entry.getValue(), named.values(), Template.join(path, entry.getKey()));
            }
            case Schema.Any _ -> {}
            case Schema.AnyOf any -> anyOf(value, any, path);
        }
    }

    /** The first form that fits; otherwise what is wrong with the first that the value resembles. */
    private static void anyOf(JsonNode value, Schema.AnyOf any, String path) throws TrainingException {
        TrainingException first = null;
        for (Schema form : any.forms()) {
            if (!form.resembles(value)) continue;
            try {
                check(value, form, path);
                return;
            } catch (TrainingException refused) {
                if (first == null) first = refused;
            }
        }
        throw first != null
                ? first
                : new TrainingException(
                        path, "%s has none of the forms that may stand here".formatted(value), any.description());
    }

    private static void number(JsonNode value, Schema.Interval range, String path, boolean right, String what)
            throws TrainingException {
        expect(right, value, path, what);
        try {
            range.require(last(path), value.doubleValue());
        } catch (IllegalArgumentException outside) {
            throw new TrainingException(
                    path, String.valueOf(outside.getMessage()), "write %s %s".formatted(what, range.text()));
        }
    }

    private static void items(JsonNode value, Schema.Items items, String path) throws TrainingException {
        expect(value instanceof ArrayNode, value, path, "an array");
        if (value.size() < items.min() || value.size() > items.max())
            throw new TrainingException(
                    path,
                    "%s has %d items, %s are expected".formatted(last(path), value.size(), count(items)),
                    items.description());
        for (int i = 0; i < value.size(); i++)
            check(value.get(i), items.item(), Template.join(path, Integer.toString(i)));
    }

    private static String count(Schema.Items items) {
        if (items.min() == items.max()) return Integer.toString(items.min());
        return items.max() == Integer.MAX_VALUE
                ? "at least " + items.min()
                : "%d to %d".formatted(items.min(), items.max());
    }

    private static void section(JsonNode value, Schema.Section section, String path) throws TrainingException {
        expect(value instanceof ObjectNode, value, path, "an object");
        for (String name : (Iterable<String>) value::fieldNames)
            if (section.find(name) == null && !name.startsWith("x-"))
                throw new TrainingException(
                        Template.join(path, name),
                        "unknown key \"%s\"".formatted(name),
                        section.keys().isEmpty()
                                ? "no key may stand here"
                                : Spelling.advice(
                                        name,
                                        section.keys().stream()
                                                .map(Schema.Key::name)
                                                .toList()));
        for (Schema.Group group : section.groups()) {
            long written = group.keys().stream().filter(value::has).count();
            if (written < group.fewest() || written > group.most())
                throw new TrainingException(
                        path,
                        "%s is expected, got %d".formatted(group.text(), written),
                        written > group.most() ? group.help() : "");
        }
        for (Schema.Key key : section.keys()) {
            JsonNode written = value.get(key.name());
            if (written == null && key.required())
                throw new TrainingException(
                        path,
                        "\"%s\" is missing".formatted(key.name()),
                        "\"%s\": %s".formatted(key.name(), key.schema().description()));
            // null as a preset means "not at all" and fits any schema
            boolean none = written != null
                    && written.isNull()
                    && key.preset() != null
                    && key.preset().isNull();
            if (written != null && !none) check(written, key.schema(), Template.join(path, key.name()));
        }
    }

    private static TrainingException unknownVariant(JsonNode value, String path, List<String> names) {
        String name = value.isTextual()
                ? value.textValue()
                : value.isObject() && value.size() == 1 ? value.fieldNames().next() : null;
        return name == null
                ? new TrainingException(
                        path,
                        "%s must be one name, or one name with what belongs to it, got %s".formatted(last(path), value),
                        "the names are " + String.join(", ", names))
                : new TrainingException(path, "unknown name \"%s\"".formatted(name), Spelling.advice(name, names));
    }

    private static void expect(boolean right, JsonNode value, String path, String what) throws TrainingException {
        if (!right)
            throw new TrainingException(
                    path, "%s must be %s, got %s".formatted(last(path), what, value), "write " + what);
    }

    /** The last name of a path, with the place behind it where it is an array's. */
    private static String last(String path) {
        int at = path.lastIndexOf('.');
        String name = path.substring(at + 1);
        boolean place = at > 0 && name.chars().allMatch(Character::isDigit);
        return place ? path.substring(path.lastIndexOf('.', at - 1) + 1) : name;
    }
}
