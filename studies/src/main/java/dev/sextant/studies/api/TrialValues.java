// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.asktell.ProgramParameters;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one trial by name, as a program takes them. Immutable.
 *
 * <p>Cost of a look-up: that of a hash by the parameter's own name, O(d) by a path.
 *
 * @param space the study's
 * @param written by name, as {@link ProgramParameters} makes them
 */
record TrialValues(Space space, Configuration configuration, ObjectNode written) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> BY_NAME = new TypeReference<>() {};

    /** Makes them of configurations of one study. Threads: any. */
    static final class Maker {
        private final Template template;
        private final ProgramParameters parameters;

        Maker(Template template) {
            this.template = template;
            this.parameters = new ProgramParameters(template);
        }

        TrialValues of(Configuration configuration) {
            return new TrialValues(template.space(), configuration, parameters.of(configuration));
        }

        /** @param document the trainer's, with nothing left to vary */
        TrialValues of(ObjectNode document) {
            return of(template.read(document));
        }
    }

    Map<String, Object> all() {
        return JSON.convertValue(written, BY_NAME);
    }

    boolean has(String name) {
        return find(name) != null;
    }

    double number(String name) {
        JsonNode value = get(name);
        if (!value.isNumber()) throw other(name, value, "a number");
        return value.doubleValue();
    }

    long whole(String name) {
        JsonNode value = get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) throw other(name, value, "a whole number");
        return value.longValue();
    }

    String text(String name) {
        JsonNode value = get(name);
        if (!value.isTextual()) throw other(name, value, "a word");
        return value.textValue();
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (!value.isBoolean()) throw other(name, value, "true or false");
        return value.booleanValue();
    }

    private static StudyException other(String name, JsonNode value, String wanted) {
        String method = value.isIntegralNumber()
                ? "whole"
                : value.isNumber() ? "number" : value.isTextual() ? "text" : value.isBoolean() ? "flag" : "parameters";
        return StudyException.usage(
                "the parameter %s is %s, not %s".formatted(name, value, wanted),
                "Ask for it with %s.".formatted(method));
    }

    private JsonNode get(String name) {
        JsonNode value = find(name);
        if (value != null) return value;
        String path = path(name, space.parameters().stream().map(each -> each.path())::iterator);
        Space.Condition condition = path == null ? null : space.condition(path);
        throw condition == null
                ? StudyException.usage(
                        "the trial has no parameter \"%s\"".formatted(name),
                        "Its parameters are %s."
                                .formatted(String.join(
                                        ", ",
                                        written.propertyStream()
                                                .map(Map.Entry::getKey)
                                                .toList())))
                : StudyException.usage(
                        "the parameter %s exists only while %s is %s, and it is %s"
                                .formatted(
                                        name, space.shortName(condition.parent()), label(condition), chosen(condition)),
                        "Ask whether it is there: has(\"%s\").".formatted(name));
    }

    private String label(Space.Condition condition) {
        return space.find(condition.parent())
                        instanceof dev.sextant.engine.space.Parameter(var _, Domain.Choice choice, var _)
                ? choice.options().get(condition.option()).label()
                : "chosen so";
    }

    private String chosen(Space.Condition condition) {
        Value value = configuration.get(condition.parent());
        return value == null ? "not chosen itself" : value.text();
    }

    /** By its own name, or by the end of its path. */
    private @Nullable JsonNode find(String name) {
        JsonNode own = written.get(name);
        if (own != null) return own;
        String path = path(name, configuration.values().keySet());
        return path == null
                ? null
                : switch (configuration.get(path)) {
                    case Value.Real real -> JsonNodeFactory.instance.numberNode(real.number());
                    case Value.Whole whole -> JsonNodeFactory.instance.numberNode(whole.number());
                    case Value.Chosen chosen -> content(path, chosen);
                    case null -> null;
                };
    }

    private JsonNode content(String path, Value.Chosen chosen) {
        return space.find(path) instanceof dev.sextant.engine.space.Parameter(var _, Domain.Choice choice, var _)
                        && !choice.options().get(chosen.index()).branch()
                ? choice.options().get(chosen.index()).content()
                : JsonNodeFactory.instance.textNode(chosen.label());
    }

    /** The one path that ends so; null where none does, or several do. */
    private static @Nullable String path(String name, Iterable<String> paths) {
        String found = null;
        for (String path : paths) {
            if (!path.endsWith("." + name)) continue;
            if (found != null) return null;
            found = path;
        }
        return found;
    }
}
