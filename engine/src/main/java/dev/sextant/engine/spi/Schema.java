// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a document: the one description from which the reader's errors, the defaults and the documentation
 * come. Searchers, pruners and trainers describe their own settings with it.
 */
public sealed interface Schema {
    /** One sentence for people, with units. */
    String description();

    /**
     * A copy of the value in which every key that is not written has its preset, at every depth, and every variant
     * stands in its long form: {@code "adam"} becomes {@code {"adam": {"beta1": 0.9, …}}}. What does not have the form
     * that is described here (a domain, a mistake) is copied as it stands.
     */
    default JsonNode filled(JsonNode value) {
        return switch (this) {
            case Section section when value instanceof ObjectNode object -> section.filled(object);
            case Named named
            when value instanceof ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(
                                entry -> copy.set(entry.getKey(), named.values().filled(entry.getValue())));
                yield copy;
            }
            case Variants variants -> variants.longForm(value);
            case Items items
            when value instanceof ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                for (JsonNode item : array) copy.add(items.item().filled(item));
                yield copy;
            }
            case AnyOf any -> {
                for (Schema form : any.forms()) if (form.resembles(value)) yield form.filled(value);
                yield value.deepCopy();
            }
            case Section _, Named _, Items _, Real _, Whole _, Flag _, Text _, Any _ -> value.deepCopy();
        };
    }

    /**
     * Whether the value has this form, by its kind alone: ranges and the insides of objects and arrays do not count.
     */
    default boolean resembles(JsonNode value) {
        return switch (this) {
            case Real _ -> value.isNumber();
            case Whole _ -> value.isIntegralNumber();
            case Flag _ -> value.isBoolean();
            case Text text ->
                value.isTextual() && (text.allowed().isEmpty() || text.allowed().contains(value.textValue()));
            case Items _ -> value.isArray();
            case Section _, Named _ -> value.isObject();
            case Any _ -> true;
            case Variants variants -> variants.chosen(value) != null;
            case AnyOf any -> any.forms().stream().anyMatch(form -> form.resembles(value));
        };
    }

    /**
     * A number.
     *
     * @param range the values allowed
     */
    record Real(String description, Interval range) implements Schema {}

    /** A whole number; the interval's ends are whole or infinite. */
    record Whole(String description, Interval range) implements Schema {}

    /**
     * true or false.
     *
     * @param either whether false may be written; otherwise the key stands for itself, and is true or left out
     */
    record Flag(String description, boolean either) implements Schema {
        public Flag(String description) {
            this(description, true);
        }
    }

    /**
     * A string.
     *
     * @param allowed the strings allowed, or empty where any is
     * @param form what every string looks like, or null where it may be any
     */
    record Text(
            String description,
            List<String> allowed,
            @Nullable Form form) implements Schema {
        public Text {
            allowed = List.copyOf(allowed);
        }

        public Text(String description, List<String> allowed) {
            this(description, allowed, null);
        }

        public static Text of(String description, Form form) {
            return new Text(description, List.of(), form);
        }
    }

    /**
     * The form of a string.
     *
     * @param pattern a regular expression for the whole string, which means the same in Java and in JavaScript
     * @param words what it says, for messages: {@code a whole number and a unit}
     */
    record Form(String pattern, String words) {
        public boolean fits(String text) {
            return text.matches(pattern);
        }
    }

    /** An array of at least {@code min} and at most {@code max} items. */
    record Items(String description, Schema item, int min, int max) implements Schema {}

    /**
     * Keys of a section of which a certain number must be written.
     *
     * @param fewest 0 or 1
     * @param most 1, or {@link Integer#MAX_VALUE} for any number
     * @param help the way out where more are written, for messages
     */
    record Group(List<String> keys, int fewest, int most, String help) {
        public Group {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || fewest < 0 || fewest > 1 || (most != 1 && most != Integer.MAX_VALUE))
                throw new IllegalArgumentException("a group of %s: %d to %d".formatted(keys, fewest, most));
        }

        public Group(List<String> keys, int fewest, int most) {
            this(keys, fewest, most, "keep one of them");
        }

        public static Group exactlyOne(List<String> keys) {
            return new Group(keys, 1, 1);
        }

        public static Group atLeastOne(List<String> keys) {
            return new Group(keys, 1, Integer.MAX_VALUE);
        }

        public static Group atMostOne(List<String> keys) {
            return new Group(keys, 0, 1);
        }

        public static Group atMostOne(List<String> keys, String help) {
            return new Group(keys, 0, 1, help);
        }

        /** For messages: {@code exactly one of csv, builtin}. */
        public String text() {
            return (most > 1 ? "at least" : fewest > 0 ? "exactly" : "at most") + " one of " + String.join(", ", keys);
        }
    }

    /** An object with named keys. Keys that are not named are errors, except those that start with {@code x-}. */
    record Section(String description, List<Key> keys, List<Group> groups) implements Schema {
        public Section {
            keys = List.copyOf(keys);
            groups = List.copyOf(groups);
        }

        public Section(String description, List<Key> keys) {
            this(description, keys, List.of());
        }

        public @Nullable Key find(String name) {
            for (Key key : keys) if (key.name().equals(name)) return key;
            return null;
        }

        /** The names of the keys, in their order. */
        public List<String> names() {
            return keys.stream().map(Key::name).toList();
        }

        /** As {@link Schema#filled}: an object is filled to an object. Written keys come first, in their order. */
        public ObjectNode filled(ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> {
                Key key = find(entry.getKey());
                copy.set(
                        entry.getKey(),
                        key == null ? entry.getValue().deepCopy() : key.schema().filled(entry.getValue()));
            });
            for (Key key : keys)
                if (key.preset() != null && !copy.has(key.name()) && !supplanted(key.name(), object::has))
                    copy.set(key.name(), key.schema().filled(key.preset()));
            return copy;
        }

        /** Whether another key is written that may not stand beside this one: then it has no preset either. */
        public boolean supplanted(String key, Predicate<String> written) {
            for (Group group : groups)
                if (group.most() == 1 && group.keys().contains(key))
                    for (String other : group.keys()) if (!other.equals(key) && written.test(other)) return true;
            return false;
        }
    }

    /**
     * One of several named variants, written {@code {"name": …}} with what belongs to it; one whose form is an object
     * may also be written {@code "name"}, which is the object with nothing in it.
     */
    record Variants(String description, Map<String, ? extends Schema> variants) implements Schema {
        public Variants {
            variants = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        }

        /** The name of the variant that the value, in its short or long form, chooses; null where it chooses none. */
        public @Nullable String chosen(JsonNode value) {
            String name = value.isTextual()
                    ? value.textValue()
                    : value.isObject() && value.size() == 1 ? value.fieldNames().next() : null;
            return name != null && variants.containsKey(name) ? name : null;
        }

        /** Whether the name alone may stand: its object need not hold anything, or is told to be incomplete. */
        public boolean standsAlone(String name) {
            return switch (variants.get(name)) {
                case Section _ -> true;
                case AnyOf any ->
                    any.forms().stream()
                            .anyMatch(form -> form instanceof Section section
                                    && section.keys().stream().noneMatch(Key::required));
                case null, default -> false;
            };
        }

        private JsonNode longForm(JsonNode value) {
            String name = chosen(value);
            Schema form = name == null ? null : variants.get(name);
            if (name == null || form == null) return value.deepCopy();
            JsonNode content = value.isTextual() ? JsonNodeFactory.instance.objectNode() : value.get(name);
            return JsonNodeFactory.instance.objectNode().set(name, form.filled(content));
        }
    }

    /**
     * An object whose keys are names of the writer's own choosing, each with a value of one form. The object itself is
     * never a domain, so that a name may be any word; its values may be, where they can vary.
     */
    record Named(String description, Schema values) implements Schema {
        /** Names whose values may be anything. */
        public static Named free(String description) {
            return new Named(description, new Any("Any value."));
        }
    }

    /**
     * Any JSON value. Where values may vary, domains may stand for it and at any depth within its objects and arrays.
     */
    record Any(String description) implements Schema {}

    /** A value that may have one of several forms; the first that fits counts. */
    record AnyOf(String description, List<Schema> forms) implements Schema {
        public AnyOf {
            forms = List.copyOf(forms);
        }
    }

    /**
     * One key of a section.
     *
     * @param required whether it must be written
     * @param preset its value where it is not written, or null where there is none; JSON's null, which then may also be
     *     written, where it means "not at all"
     */
    record Key(
            String name,
            Schema schema,
            boolean required,
            @Nullable JsonNode preset) {
        /** Whether null may be written. */
        public boolean nullable() {
            return preset != null && preset.isNull();
        }

        /** A key that must be written. */
        public static Key required(String name, Schema schema) {
            return new Key(name, schema, true, null);
        }

        /** A key that need not be written, and then has no value, or one that follows from others. */
        public static Key optional(String name, Schema schema) {
            return new Key(name, schema, false, null);
        }

        /** A key whose value, where it is not written, is "not at all": null. */
        public static Key none(String name, Schema schema) {
            return new Key(name, schema, false, JsonNodeFactory.instance.nullNode());
        }

        /** An object that need not be written. */
        public static Key section(String name, Section section) {
            return new Key(name, section, false, JsonNodeFactory.instance.objectNode());
        }

        /** A string that need not be written. */
        public static Key text(String name, Text text, String preset) {
            return new Key(name, text, false, JsonNodeFactory.instance.textNode(preset));
        }

        /** true or false. */
        public static Key flag(String name, String description, boolean preset) {
            return new Key(name, new Flag(description), false, JsonNodeFactory.instance.booleanNode(preset));
        }

        /** A number that need not be written. */
        public static Key real(String name, String description, Interval range, double preset) {
            return new Key(name, new Real(description, range), false, JsonNodeFactory.instance.numberNode(preset));
        }

        /** A whole number that need not be written. */
        public static Key whole(String name, String description, Interval range, long preset) {
            return new Key(name, new Whole(description, range), false, JsonNodeFactory.instance.numberNode(preset));
        }
    }

    /**
     * A numeric interval.
     *
     * @param lowOpen whether low itself is excluded
     * @param highOpen whether high itself is excluded
     */
    record Interval(double low, boolean lowOpen, double high, boolean highOpen) {
        public static final Interval ANY = new Interval(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);
        public static final Interval POSITIVE = above(0);
        public static final Interval UNIT = closed(0, 1);

        public static Interval atLeast(double low) {
            return new Interval(low, false, Double.POSITIVE_INFINITY, true);
        }

        public static Interval above(double low) {
            return new Interval(low, true, Double.POSITIVE_INFINITY, true);
        }

        public static Interval closed(double low, double high) {
            return new Interval(low, false, high, false);
        }

        /** low included, high excluded. */
        public static Interval halfOpen(double low, double high) {
            return new Interval(low, false, high, true);
        }

        /** Both ends excluded. */
        public static Interval open(double low, double high) {
            return new Interval(low, true, high, true);
        }

        /** False for NaN. */
        public boolean contains(double value) {
            return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
        }

        /** Throws IllegalArgumentException, with a sentence for the writer, unless the value is finite and allowed. */
        public void require(String name, double value) {
            if (!contains(value) || !Double.isFinite(value))
                throw new IllegalArgumentException("%s (%s) must be %s".formatted(name, number(value), text()));
        }

        /** For messages: {@code above 0}, {@code at least 1}, {@code in [0, 1)}. */
        public String text() {
            boolean below = low == Double.NEGATIVE_INFINITY;
            boolean unbounded = high == Double.POSITIVE_INFINITY;
            if (below && unbounded) return "finite";
            if (unbounded) return (lowOpen ? "above " : "at least ") + number(low);
            if (below) return (highOpen ? "below " : "at most ") + number(high);
            return "in " + (lowOpen ? "(" : "[") + number(low) + ", " + number(high) + (highOpen ? ")" : "]");
        }

        private static String number(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }
}
