// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.spi.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what may stand at a place of a study as JSON Schema: every form of it, domains included where they may be. */
final class JsonForms {
    static final String PROPERTIES = "properties";
    static final String DESCRIPTION = "description";
    static final String TITLE = "title";

    /** Where any value may stand: with domains, and without. They hold themselves. */
    private static final String ANY_VALUE = "anyValue";

    private static final String ANY_OPTION = "anyOption";

    /** What the reader asks of a place beside its description. */
    enum Freedom {
        /** Domains may stand here and below. */
        VARYING,
        /** Within a plain option of a choice: no domain may stand here. */
        OPTION,
        /** Outside of what is trained: what looks like a domain is none. */
        FIXED
    }

    private final JsonDomains domains = new JsonDomains(this);

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The definitions that hold themselves, by name. */
    Map<String, ObjectNode> recursive() {
        return Map.of(ANY_VALUE, anyValue(), ANY_OPTION, anyOption());
    }

    static ObjectNode reference(String definition) {
        return object().put("$ref", "#/$defs/" + definition);
    }

    /** A key's name in words: {@code Learning rate}. */
    static String title(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && !words.isEmpty()) words.append(' ');
            words.append(Character.toLowerCase(c));
        }
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What may stand at a key. */
    ObjectNode key(Schema.Key key, Freedom freedom) {
        return key(key, freedom, false);
    }

    private ObjectNode key(Schema.Key key, Freedom freedom, boolean found) {
        List<ObjectNode> forms = all(key.schema(), freedom, found);
        if (key.nullable()) forms.add(object().put("type", "null"));
        ObjectNode node = object().put(TITLE, title(key.name()));
        node.setAll(described(key.schema(), forms));
        if (key.preset() != null) node.set("default", key.preset());
        return node;
    }

    /** What may stand where the schema is expected. */
    ObjectNode value(Schema schema, Freedom freedom) {
        return described(schema, all(schema, freedom, false));
    }

    private List<ObjectNode> all(Schema schema, Freedom freedom, boolean found) {
        List<ObjectNode> forms = new ArrayList<>(forms(schema, freedom));
        boolean varies = !(schema instanceof Schema.Named || schema instanceof Schema.Any);
        if (freedom == Freedom.VARYING && varies) forms.add(domains.of(schema, found));
        return forms;
    }

    private static ObjectNode described(Schema schema, List<ObjectNode> forms) {
        ObjectNode node = object().put(DESCRIPTION, schema.description());
        if (forms.size() == 1) {
            ObjectNode only = forms.getFirst().deepCopy();
            only.remove(DESCRIPTION);
            return node.setAll(only);
        }
        node.putArray("anyOf").addAll(forms);
        return node;
    }

    /** The forms of the schema itself, each for itself. */
    List<ObjectNode> forms(Schema schema, Freedom freedom) {
        return switch (schema) {
            case Schema.Real real -> List.of(number("number", real.range()));
            case Schema.Whole whole -> List.of(whole(whole.range()));
            case Schema.Flag flag -> {
                ObjectNode form = object().put("type", "boolean");
                yield List.of(flag.either() ? form : form.put("const", true));
            }
            case Schema.Text text -> List.of(text(text));
            case Schema.Items items -> List.of(items(items, freedom));
            case Schema.Section section -> List.of(section(section, freedom));
            case Schema.Named named -> List.of(named(named, freedom));
            case Schema.Any _ ->
                List.of(
                        switch (freedom) {
                            case VARYING -> reference(ANY_VALUE);
                            case OPTION -> reference(ANY_OPTION);
                            case FIXED -> object();
                        });
            case Schema.Variants variants -> variants(variants, freedom);
            case Schema.AnyOf any -> {
                List<ObjectNode> forms = new ArrayList<>();
                for (Schema form : any.forms())
                    for (ObjectNode each : forms(form, freedom)) {
                        ObjectNode node = object();
                        if (!each.has(DESCRIPTION)) node.put(DESCRIPTION, form.description());
                        forms.add(node.setAll(each));
                    }
                yield forms;
            }
        };
    }

    static ObjectNode whole(Schema.Interval range) {
        ObjectNode form = number("integer", range);
        // Whole numbers are kept in 64 bits.
        if (range.equals(Schema.Interval.ANY))
            form.put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE);
        return form;
    }

    static ObjectNode number(String type, Schema.Interval range) {
        ObjectNode form = object().put("type", type);
        if (Double.isFinite(range.low())) number(form, range.lowOpen() ? "exclusiveMinimum" : "minimum", range.low());
        if (Double.isFinite(range.high()))
            number(form, range.highOpen() ? "exclusiveMaximum" : "maximum", range.high());
        return form;
    }

    private static void number(ObjectNode form, String key, double number) {
        if (number == Math.rint(number) && Math.abs(number) < 0x1p53) form.put(key, (long) number);
        else form.put(key, number);
    }

    private static ObjectNode text(Schema.Text text) {
        ObjectNode form = object().put("type", "string");
        Schema.Form written = text.form();
        if (written != null) form.put("pattern", "^" + written.pattern() + "$");
        if (!text.allowed().isEmpty()) strings(form.putArray("enum"), text.allowed());
        return form;
    }

    private static void strings(ArrayNode to, Collection<String> strings) {
        for (String string : strings) to.add(string);
    }

    private ObjectNode items(Schema.Items items, Freedom freedom) {
        ObjectNode form = object().put("type", "array");
        form.set("items", value(items.item(), freedom));
        if (items.min() > 0) form.put("minItems", items.min());
        if (items.max() < Integer.MAX_VALUE) form.put("maxItems", items.max());
        return form;
    }

    ObjectNode section(Schema.Section section, Freedom freedom) {
        return section(section, freedom, false);
    }

    /** The keys of a trainer, whose learning rate may be found. */
    ObjectNode trainer(Schema.Section section) {
        return section(section, Freedom.VARYING, true);
    }

    private ObjectNode section(Schema.Section section, Freedom freedom, boolean trainer) {
        ObjectNode form = object().put(DESCRIPTION, section.description()).put("type", "object");
        ObjectNode keys = form.putObject(PROPERTIES);
        List<String> required = new ArrayList<>();
        for (Schema.Key key : section.keys()) {
            boolean found = trainer && key.name().equals(Axes.RATE) && RangeReader.real(key.schema()) != null;
            keys.set(key.name(), key(key, freedom, found));
            if (key.required()) required.add(key.name());
        }
        closed(form);
        if (!required.isEmpty()) strings(form.putArray("required"), required);
        for (Schema.Group group : section.groups()) {
            // Each in its own object, so that two of them do not take the same word.
            ObjectNode rule = section.groups().size() == 1
                    ? form
                    : form.withArray("/allOf").addObject();
            if (group.most() > 1) oneOf(rule.putArray("anyOf"), group.keys());
            else if (group.fewest() > 0) one(rule, group.keys());
            else pairs(rule.putObject("not").putArray("anyOf"), group.keys());
        }
        return form;
    }

    /** No other key, except of the writer's own. */
    static void closed(ObjectNode form) {
        form.putObject("patternProperties").put("^x-", true);
        form.put("additionalProperties", false);
    }

    /** Exactly one of these keys. */
    static void one(ObjectNode form, List<String> names) {
        if (names.size() == 1) strings(form.putArray("required"), names);
        else oneOf(form.putArray("oneOf"), names);
    }

    /** Any two of these keys. */
    private static void pairs(ArrayNode cases, List<String> names) {
        for (int i = 0; i < names.size(); i++)
            for (int j = i + 1; j < names.size(); j++)
                cases.addObject().putArray("required").add(names.get(i)).add(names.get(j));
    }

    static void oneOf(ArrayNode cases, Collection<String> names) {
        for (String name : names) cases.addObject().putArray("required").add(name);
    }

    private ObjectNode named(Schema.Named named, Freedom freedom) {
        ObjectNode form = object().put("type", "object");
        form.putObject("propertyNames").put("minLength", 1);
        // Only where nothing varies are names with x- the writer's notes; elsewhere they are names as all others.
        if (freedom == Freedom.FIXED) form.putObject("patternProperties").put("^x-", true);
        if (freedom == Freedom.VARYING) form.set("not", JsonDomains.nameless());
        form.set("additionalProperties", value(named.values(), freedom));
        return form;
    }

    private List<ObjectNode> variants(Schema.Variants variants, Freedom freedom) {
        if (variants.variants().isEmpty()) return List.of(object().set("not", object()));
        ObjectNode form = object().put("type", "object");
        ObjectNode keys = form.putObject(PROPERTIES);
        variants.variants().forEach((name, section) -> keys.set(name, variant(section, freedom)));
        closed(form);
        one(form, List.copyOf(variants.variants().keySet()));
        return List.of(names(variants), form);
    }

    /** What belongs to a variant. */
    ObjectNode variant(Schema form, Freedom freedom) {
        return form instanceof Schema.Section section ? section(section, freedom) : value(form, freedom);
    }

    /** The short forms. */
    static ObjectNode names(Schema.Variants variants) {
        ObjectNode names = object();
        ArrayNode cases = names.putArray("oneOf");
        variants.variants().forEach((name, form) -> {
            if (variants.standsAlone(name)) cases.addObject().put("const", name).put(DESCRIPTION, form.description());
        });
        return names;
    }

    private ObjectNode anyValue() {
        ObjectNode value = object().put(DESCRIPTION, "Any value, or a domain; domains may stand in it at any depth.");
        ArrayNode forms = value.putArray("anyOf");
        forms.add(scalar());
        forms.addObject().put("type", "array").set("items", reference(ANY_VALUE));
        ObjectNode own = forms.addObject().put("type", "object");
        own.setAll(JsonDomains.noKind());
        own.putObject("propertyNames").put("minLength", 1);
        own.set("additionalProperties", reference(ANY_VALUE));
        forms.add(domains.of(new Schema.Any(""), false));
        return value;
    }

    private static ObjectNode anyOption() {
        ObjectNode value = object().put(DESCRIPTION, "Any value; no domain may stand in it.");
        ArrayNode forms = value.putArray("anyOf");
        forms.add(scalar());
        forms.addObject().put("type", "array").set("items", reference(ANY_OPTION));
        ObjectNode own = forms.addObject().put("type", "object");
        own.putObject("propertyNames").put("minLength", 1);
        own.set("additionalProperties", reference(ANY_OPTION));
        JsonNode lone = own.putObject("not");
        oneOf(((ObjectNode) lone).putArray("oneOf"), DomainReader.KINDS);
        return value;
    }

    private static ObjectNode scalar() {
        ObjectNode scalar = object();
        strings(scalar.putArray("type"), List.of("string", "number", "boolean", "null"));
        return scalar;
    }
}
