// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an example of what may stand at a key of a study, from its description: another value than the default, as near
 * to it as a range allows.
 */
final class StudyExamples {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A longer one says less than the list of its keys. */
    private static final int LONGEST = 90;

    /** Tried in turn where a text must have a form. */
    private static final List<String> TEXTS = List.of("first-look", "10m", "a", "1");

    /** What else a text may be, by its key. */
    private static final Map<String, String> BY_KEY = Map.of(
            StudySchema.SCHEMA,
            "./study.schema.json",
            "csv",
            "houses.csv",
            "target",
            "price",
            "minimize",
            "validationLoss",
            "maximize",
            "validationAccuracy",
            "argv",
            "./train.sh");

    private StudyExamples() {}

    /** {@code "epochs": 60}; empty where it would say nothing, or too much. */
    static String of(Schema.Key key) {
        JsonNode value = value(key);
        if (value == null) return "";
        String text = "\"" + key.name() + "\": " + StudyWords.json(value);
        return text.length() > LONGEST || text.indexOf('\n') >= 0 ? "" : text;
    }

    /** The example itself; null where there is none. */
    static @Nullable JsonNode value(Schema.Key key) {
        JsonNode preset = key.preset();
        JsonNode example = value(key.name(), key.schema(), preset == null || preset.isNull() ? null : preset);
        return (example.isContainerNode() && example.isEmpty()) || example.equals(preset) ? null : example;
    }

    /** Of a domain of a kind. */
    static String domain(String kind) {
        return switch (kind) {
            case DomainReader.LOG -> "{ \"log\": [1e-4, 1.0] }";
            case DomainReader.UNIFORM -> "{ \"uniform\": [0, 0.5] }";
            case DomainReader.INT -> "{ \"int\": [2, 15] }";
            case DomainReader.LOG_INT -> "{ \"logInt\": [16, 128], \"default\": 64 }";
            case DomainReader.CHOICE -> "{ \"choice\": [16, 32, 64] }";
            case DomainReader.FIND -> "{ \"find\": {} }";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static JsonNode value(String name, Schema schema, @Nullable JsonNode preset) {
        return switch (schema) {
            case Schema.Real real -> JSON.numberNode(real(real.range(), preset));
            case Schema.Whole whole -> JSON.numberNode(whole(whole.range(), preset));
            case Schema.Flag flag -> JSON.booleanNode(!flag.either() || preset == null || !preset.booleanValue());
            case Schema.Text text -> JSON.textNode(text(name, text, preset));
            case Schema.Items items -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = 0; i < Math.max(1, items.min()); i++) list.add(value(name, items.item(), null));
                yield preset == null || preset.isEmpty() ? list : preset;
            }
            case Schema.Section section -> section(section);
            case Schema.Named named -> {
                boolean free = named.values() instanceof Schema.Any;
                yield JSON.objectNode().set(free ? "learningRate" : "name", value("", named.values(), null));
            }
            case Schema.Variants variants -> variant(variants, preset);
            case Schema.Any _ -> JSON.numberNode(0.01);
            case Schema.AnyOf any -> {
                // The form that the default has not shown.
                for (Schema form : any.forms())
                    if (preset == null || !form.resembles(preset)) yield value(name, form, null);
                yield value(name, any.forms().getFirst(), preset);
            }
        };
    }

    /** What must be written, or else its first key. */
    private static ObjectNode section(Schema.Section section) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Key key : section.keys())
            if (key.required()) object.set(key.name(), value(key.name(), key.schema(), null));
        for (Schema.Group group : section.groups())
            if (group.fewest() > 0 && group.keys().stream().noneMatch(object::has)) add(section, group, object);
        if (!object.isEmpty()) return object;
        for (Schema.Key key : section.keys()) {
            JsonNode value = value(key);
            if (value != null) return object.set(key.name(), value);
        }
        return object;
    }

    private static void add(Schema.Section section, Schema.Group group, ObjectNode object) {
        Schema.Key first = section.find(group.keys().getFirst());
        if (first != null) object.set(first.name(), value(first.name(), first.schema(), null));
    }

    private static JsonNode variant(Schema.Variants variants, @Nullable JsonNode preset) {
        String usual = preset == null ? null : variants.chosen(preset);
        String only = "";
        for (Map.Entry<String, ? extends Schema> variant : variants.variants().entrySet()) {
            if (variant.getKey().equals(usual)) continue;
            if (only.isEmpty() && variants.standsAlone(variant.getKey())) only = variant.getKey();
            if (!(variant.getValue() instanceof Schema.Section section)) continue;
            ObjectNode inside = section(section);
            if (!inside.isEmpty()) return JSON.objectNode().set(variant.getKey(), inside);
        }
        if (!only.isEmpty()) return JSON.textNode(only);
        for (Map.Entry<String, ? extends Schema> variant : variants.variants().entrySet())
            return JSON.objectNode().set(variant.getKey(), value("", variant.getValue(), null));
        return JSON.objectNode();
    }

    private static String text(String name, Schema.Text text, @Nullable JsonNode preset) {
        for (String allowed : text.allowed()) if (preset == null || !allowed.equals(preset.textValue())) return allowed;
        if (!text.allowed().isEmpty()) return text.allowed().getFirst();
        Schema.Form form = text.form();
        if (form != null) for (String each : TEXTS) if (form.fits(each)) return each;
        if (text.description().startsWith("Path") && !name.equals("csv")) return "data/" + name;
        return BY_KEY.getOrDefault(name, "…");
    }

    private static double real(Schema.Interval range, @Nullable JsonNode preset) {
        double usual = preset == null ? Double.NaN : preset.doubleValue();
        double small = Double.isInfinite(range.high()) ? 0.01 : 0.5;
        double nearOne = range.high() == 1 && usual > 0.5 && usual < 1 ? rounded(1 - 2 * (1 - usual)) : Double.NaN;
        double first = usual > 0 ? rounded(usual / 2) : preset == null ? 1 : small;
        for (double each : new double[] {nearOne, first, usual * 2, 0.5, 0.1, 1, 2, range.low(), range.high()})
            if (each != usual && range.contains(each)) return each;
        return usual;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    private static long whole(Schema.Interval range, @Nullable JsonNode preset) {
        long usual = preset == null ? Long.MIN_VALUE : preset.longValue();
        long[] tried = {preset == null ? 3 : usual * 2, usual / 2, 3, 2, 1, 10, (long) range.low(), (long) range.high()
        };
        for (long each : tried) if (each != usual && each != 0 && range.contains((double) each)) return each;
        return usual;
    }
}
