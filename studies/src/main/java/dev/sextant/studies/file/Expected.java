// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import java.util.ArrayList;
import java.util.List;

/** Schemas in words, for messages. */
public final class Expected {
    /** More names than this are not listed inside a sentence. */
    private static final int LISTED = 8;

    private Expected() {}

    /** What may stand there: {@code a whole number at least 1}. */
    public static String text(Schema schema) {
        return switch (schema) {
            case Schema.Real real -> "a number" + range(real.range());
            case Schema.Whole whole -> "a whole number" + range(whole.range());
            case Schema.Flag flag -> flag.either() ? "true or false" : "true";
            case Schema.Text text -> {
                if (text.form() != null) yield text.form().words();
                yield text.allowed().isEmpty() ? "a string" : oneOf(text.allowed());
            }
            case Schema.Items _ -> "an array";
            case Schema.Section _, Schema.Named _ -> "an object";
            case Schema.Any _ -> "any value";
            case Schema.Variants variants ->
                variants.variants().isEmpty()
                        ? "a name"
                        : oneOf(List.copyOf(variants.variants().keySet()));
            case Schema.AnyOf any -> {
                List<String> forms = new ArrayList<>();
                for (Schema form : any.forms()) forms.add(text(form));
                yield String.join(" or ", forms);
            }
        };
    }

    private static String range(Schema.Interval interval) {
        return interval.equals(Schema.Interval.ANY) ? "" : " " + interval.text();
    }

    private static String oneOf(List<String> names) {
        if (names.size() > LISTED) return "a name";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) text.append(i == names.size() - 1 ? " or " : ", ");
            text.append('"').append(names.get(i)).append('"');
        }
        return text.toString();
    }

    /** The way out where a value of another kind stands; may be empty. */
    static String help(Node node, Schema schema) {
        if (!(node instanceof Node.Scalar(Position _, JsonNode json))) return "";
        if (json.isNull()) return "leave the key out to take its default";
        boolean number = schema instanceof Schema.Real || schema instanceof Schema.Whole;
        if (json.isTextual() && number && isNumber(json.textValue()))
            return "write it without quotes: " + json.textValue();
        if (schema instanceof Schema.Items) return "write [" + json + "]";
        if (schema instanceof Schema.Section section) return inside(section, node, json);
        if (schema instanceof Schema.Variants variants)
            return "allowed here: " + String.join(", ", variants.variants().keySet());
        return "";
    }

    /** The object that a value was meant for, where it needs one key alone and the value may be that key's. */
    private static String inside(Schema.Section section, Node node, JsonNode json) {
        List<Schema.Key> required =
                section.keys().stream().filter(Schema.Key::required).toList();
        return required.size() == 1 && resembles(node, required.getFirst().schema())
                ? "write {\"" + required.getFirst().name() + "\": " + json + "}"
                : "";
    }

    /** Whether the value is of the same kind as the schema, whatever is inside. */
    static boolean resembles(Node node, Schema schema) {
        return switch (schema) {
            case Schema.Real _, Schema.Whole _ ->
                node instanceof Node.Scalar(Position _, JsonNode json) && json.isNumber();
            case Schema.Flag _ -> node instanceof Node.Scalar(Position _, JsonNode json) && json.isBoolean();
            case Schema.Text _ -> node instanceof Node.Scalar(Position _, JsonNode json) && json.isTextual();
            case Schema.Items _ -> node instanceof Node.Items;
            case Schema.Section _, Schema.Named _ -> node instanceof Node.Fields;
            case Schema.Any _ -> true;
            case Schema.Variants _ ->
                node instanceof Node.Fields
                        || (node instanceof Node.Scalar(Position _, JsonNode json) && json.isTextual());
            case Schema.AnyOf any -> any.forms().stream().anyMatch(form -> resembles(node, form));
        };
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
