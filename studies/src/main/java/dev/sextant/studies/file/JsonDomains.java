// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.file.JsonForms.Freedom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the domains that may stand for a value as JSON Schema: the kinds that suit it, and its range in their ends.
 */
final class JsonDomains {
    private static final Schema.Interval FROM_1 = Schema.Interval.atLeast(1);
    private static final String DESCRIPTION = JsonForms.DESCRIPTION;

    private final JsonForms forms;

    JsonDomains(JsonForms forms) {
        this.forms = forms;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @param found whether a sweep may find the range */
    ObjectNode of(Schema schema, boolean found) {
        Schema.Real real = RangeReader.real(schema);
        Schema.Whole whole = RangeReader.whole(schema);
        List<String> kinds = new ArrayList<>();
        ObjectNode form = object().put(DESCRIPTION, "A domain: the value is searched over.")
                .put("type", "object");
        ObjectNode keys = form.putObject(JsonForms.PROPERTIES);
        if (real != null) {
            range(kinds, keys, DomainReader.LOG, "number", above(real.range()), """
                    [low, high]: real numbers, each power of ten as likely as the other; low is above 0.""");
            range(kinds, keys, DomainReader.UNIFORM, "number", real.range(), """
                    [low, high]: real numbers, all as likely.""");
        }
        Schema.Interval wholes = whole != null ? whole.range() : real != null ? real.range() : null;
        if (wholes != null) {
            range(kinds, keys, DomainReader.INT, "integer", wholes, """
                    [low, high]: whole numbers, both ends included, all as likely.""");
            range(kinds, keys, DomainReader.LOG_INT, "integer", from1(wholes), """
                    [low, high]: whole numbers, each power of ten as likely as the other; low is at least 1.""");
        }
        kinds.add(DomainReader.CHOICE);
        keys.set(DomainReader.CHOICE, choice(schema));
        if (found) {
            kinds.add(DomainReader.FIND);
            keys.set(DomainReader.FIND, forms.value(FindReader.SETTINGS, Freedom.FIXED));
        }
        if (wholes != null) beside(keys, real != null);
        keys.set(DomainReader.DEFAULT, preset(schema));
        JsonForms.closed(form);
        JsonForms.one(form, kinds);
        if (wholes != null) dependent(form, schema);
        return form;
    }

    private static void range(
            List<String> kinds,
            ObjectNode keys,
            String kind,
            String type,
            Schema.Interval allowed,
            String description) {
        kinds.add(kind);
        ObjectNode ends = keys.putObject(kind).put(DESCRIPTION, description).put("type", "array");
        ends.set("items", JsonForms.number(type, allowed));
        ends.put("minItems", 2).put("maxItems", 2);
    }

    /** What of it a logarithmic range may hold. */
    private static Schema.Interval above(Schema.Interval range) {
        return range.low() > 0 ? range : new Schema.Interval(0, true, range.high(), range.highOpen());
    }

    private static Schema.Interval from1(Schema.Interval range) {
        return range.low() > 1
                ? range
                : new Schema.Interval(FROM_1.low(), FROM_1.lowOpen(), range.high(), range.highOpen());
    }

    /** What may stand beside a range. */
    private static void beside(ObjectNode keys, boolean real) {
        ObjectNode grid = JsonForms.number("integer", Schema.Interval.closed(1, Domain.MOST_GRID));
        keys.set(
                DomainReader.GRID,
                object().put(DESCRIPTION, "Points that a grid takes of the range.")
                        .<ObjectNode>setAll(grid)
                        .put("default", Domain.DEFAULT_GRID));
        ObjectNode step = real ? JsonForms.number("number", Schema.Interval.POSITIVE) : JsonForms.whole(FROM_1);
        keys.set(
                DomainReader.STEP,
                object().put(
                                DESCRIPTION,
                                "Distance between the values, counted from low; beside uniform and int alone.")
                        .setAll(step));
    }

    private static void dependent(ObjectNode form, Schema schema) {
        ObjectNode dependent = form.putObject("dependentSchemas");
        ObjectNode grid = dependent.putObject(DomainReader.GRID).putObject("not");
        grid.putArray("required").add(DomainReader.CHOICE);
        boolean real = RangeReader.real(schema) != null;
        List<String> stepped = real ? List.of(DomainReader.UNIFORM, DomainReader.INT) : List.of(DomainReader.INT);
        JsonForms.oneOf(dependent.putObject(DomainReader.STEP).putArray("anyOf"), stepped);
        if (real) typed(dependent, DomainReader.INT, DomainReader.STEP, "integer");
        boolean number = schema instanceof Schema.Real || schema instanceof Schema.Whole;
        if (number) return;
        // Where other things may stand too, beside a range the default is a number.
        typed(dependent, DomainReader.INT, DomainReader.DEFAULT, "integer");
        typed(dependent, DomainReader.LOG_INT, DomainReader.DEFAULT, "integer");
        if (!real) return;
        typed(dependent, DomainReader.LOG, DomainReader.DEFAULT, "number");
        typed(dependent, DomainReader.UNIFORM, DomainReader.DEFAULT, "number");
    }

    private static void typed(ObjectNode dependent, String kind, String beside, String type) {
        dependent
                .withObjectProperty(kind)
                .withObjectProperty(JsonForms.PROPERTIES)
                .putObject(beside)
                .put("type", type);
    }

    private ObjectNode choice(Schema schema) {
        ObjectNode array = object().put("type", "array");
        List<ObjectNode> options = options(schema);
        if (options.size() == 1) array.set("items", options.getFirst());
        else array.putObject("items").putArray("anyOf").addAll(options);
        array.put("minItems", 1).put("uniqueItems", true);
        ObjectNode branches = branches(schema);
        ObjectNode form = object();
        if (branches == null)
            return form.put(DESCRIPTION, "[a, b, …]: one of these values.").setAll(array);
        form.put(
                DESCRIPTION,
                "[a, b, …]: one of these values, or {\"name\": {…}, …}: one of these branches, each with parameters that"
                        + " exist only while it is chosen.");
        form.putArray("anyOf").add(array).add(branches);
        return form;
    }

    /** In an array of options those that are named by a variant may hold domains, as branches do. */
    private List<ObjectNode> options(Schema schema) {
        return switch (schema) {
            case Schema.Variants variants -> forms.forms(variants, Freedom.VARYING);
            case Schema.AnyOf any -> {
                List<ObjectNode> options = new ArrayList<>();
                for (Schema form : any.forms()) options.addAll(options(form));
                yield options;
            }
            case Schema.Real _,
                    Schema.Whole _,
                    Schema.Flag _,
                    Schema.Text _,
                    Schema.Items _,
                    Schema.Section _,
                    Schema.Named _,
                    Schema.Any _ -> forms.forms(schema, Freedom.OPTION);
        };
    }

    private @Nullable ObjectNode branches(Schema schema) {
        if (schema instanceof Schema.Any any) {
            ObjectNode form = object().put("type", "object").put("minProperties", 1);
            form.putObject("propertyNames").put("minLength", 1);
            ObjectNode branch = object().put("type", "object");
            branch.setAll(forms.forms(any, Freedom.VARYING).getFirst());
            form.set("additionalProperties", branch);
            return form;
        }
        Schema.Variants variants = ChoiceReader.variants(schema);
        if (variants == null) return null;
        ObjectNode form = object().put("type", "object").put("minProperties", 1);
        ObjectNode keys = form.putObject(JsonForms.PROPERTIES);
        variants.variants().forEach((name, inside) -> keys.set(name, forms.variant(inside, Freedom.VARYING)));
        JsonForms.closed(form);
        return form;
    }

    /** It must be one of the domain's values, which is more than a schema can say; its kind is said. */
    private ObjectNode preset(Schema schema) {
        ObjectNode form = object().put(DESCRIPTION, "The value of trial 0, one of the domain's.");
        List<ObjectNode> kinds = kinds(schema);
        if (kinds.size() == 1) return form.setAll(kinds.getFirst());
        form.putArray("anyOf").addAll(kinds);
        return form;
    }

    private List<ObjectNode> kinds(Schema schema) {
        return switch (schema) {
            case Schema.Real _, Schema.Whole _, Schema.Flag _ -> forms.forms(schema, Freedom.OPTION);
            case Schema.Text _ -> List.of(object().put("type", "string"));
            case Schema.Items _ -> List.of(object().put("type", "array"));
            case Schema.Section _, Schema.Named _ -> List.of(object().put("type", "object"));
            case Schema.Any _ -> List.of(object());
            case Schema.Variants variants -> {
                ObjectNode names = object();
                ArrayNode allowed = names.putArray("enum");
                variants.variants().keySet().forEach(allowed::add);
                yield List.of(names, object().put("type", "object"));
            }
            case Schema.AnyOf any -> {
                List<ObjectNode> kinds = new ArrayList<>();
                for (Schema form : any.forms()) kinds.addAll(kinds(form));
                yield kinds;
            }
        };
    }

    /** An object without the words that make it a domain. */
    static ObjectNode noKind() {
        ObjectNode form = object();
        ObjectNode keys = form.putObject(JsonForms.PROPERTIES);
        for (String kind : DomainReader.KINDS) keys.put(kind, false);
        return form;
    }

    /** A domain where a name of the writer's own should stand first. */
    static ObjectNode nameless() {
        ObjectNode form = object().put("type", "object").put("minProperties", 1).put("maxProperties", 1);
        ArrayNode kinds = form.putObject("propertyNames").putArray("enum");
        DomainReader.KINDS.forEach(kinds::add);
        ArrayNode values = form.putObject("additionalProperties").putArray("anyOf");
        values.addObject().put("type", "array");
        values.addObject().put("type", "object").setAll(noKind());
        return form;
    }
}
