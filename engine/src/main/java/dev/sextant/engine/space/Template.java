// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trainer's document in which some values are domains, and the space of those domains. A trial trains the document
 * with every domain replaced by a value, so the winner is itself a document.
 *
 * @param document the document with its domains; not changed after construction
 * @param space the parameters whose paths say where in the document the domains stand
 */
public record Template(ObjectNode document, Space space) {
    public Template {
        document = document.deepCopy();
    }

    @Override
    public ObjectNode document() {
        return document.deepCopy();
    }

    /**
     * The document with every domain replaced: a number, a chosen value, or for a branch {@code {"label": {…}}} with
     * the branch's own domains replaced in turn.
     */
    public ObjectNode fill(Configuration configuration) {
        return (ObjectNode) fill(document, "", configuration);
    }

    /**
     * What {@link #fill} puts at the place of the parameter that has this value, everything below it at its default.
     * The cost is that of what stands there, not that of the document.
     */
    public JsonNode content(Parameter parameter, Value value) {
        Map<String, Value> values = new LinkedHashMap<>();
        take(parameter, value, values);
        return fill(document, parameter.path(), new Configuration(values));
    }

    private static void take(Parameter parameter, Value value, Map<String, Value> values) {
        values.put(parameter.path(), value);
        if (!(parameter.domain() instanceof Domain.Choice choice) || !(value instanceof Value.Chosen chosen)) return;
        for (Parameter child : choice.options().get(chosen.index()).children()) take(child, child.preset(), values);
    }

    private JsonNode fill(JsonNode node, String path, Configuration configuration) {
        Parameter parameter = path.isEmpty() ? null : space.find(path);
        if (parameter != null) {
            Value value = configuration.get(path);
            if (value == null) throw new IllegalArgumentException("the configuration has no value for " + path);
            return switch (value) {
                case Value.Real real -> JsonNodeFactory.instance.numberNode(real.number());
                case Value.Whole whole -> JsonNodeFactory.instance.numberNode(whole.number());
                case Value.Chosen chosen -> {
                    Option option =
                            ((Domain.Choice) parameter.domain()).options().get(chosen.index());
                    if (!option.branch()) yield option.content().deepCopy();
                    ObjectNode branch = JsonNodeFactory.instance.objectNode();
                    branch.set(option.label(), fill(option.content(), path + "." + option.label(), configuration));
                    yield branch;
                }
            };
        }
        if (node instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(entry -> filled.set(
                            entry.getKey(), fill(entry.getValue(), join(path, entry.getKey()), configuration)));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++)
                filled.add(fill(array.get(i), join(path, Integer.toString(i)), configuration));
            return filled;
        }
        return node.deepCopy();
    }

    /** Whether {@link #fill} gives this document for some configuration; numbers count as what they are worth. */
    public boolean makes(ObjectNode filled) {
        return makes(document, "", filled);
    }

    private boolean makes(JsonNode node, String path, JsonNode filled) {
        Parameter parameter = path.isEmpty() ? null : space.find(path);
        if (parameter != null)
            return switch (parameter.domain()) {
                case Domain.Range range -> filled.isNumber() && range.contains(new Value.Real(filled.doubleValue()));
                case Domain.Whole whole ->
                    filled.isIntegralNumber()
                            && filled.canConvertToLong()
                            && whole.contains(new Value.Whole(filled.longValue()));
                case Domain.Choice choice -> choice.options().stream().anyMatch(option -> makes(option, path, filled));
            };
        if (!node.isContainerNode()) return same(node, filled);
        if (node.isArray() != filled.isArray() || node.size() != filled.size()) return false;
        for (int i = 0; node.isArray() && i < node.size(); i++)
            if (!makes(node.get(i), join(path, Integer.toString(i)), filled.get(i))) return false;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode below = filled.get(entry.getKey());
            if (below == null || !makes(entry.getValue(), join(path, entry.getKey()), below)) return false;
        }
        return true;
    }

    /**
     * The configuration that {@link #fill} made this document of. Throws IllegalArgumentException where it made it of
     * none.
     */
    public Configuration read(ObjectNode filled) {
        Map<String, Value> values = new LinkedHashMap<>();
        read(document, "", filled, values);
        Configuration configuration = new Configuration(values);
        if (!space.contains(configuration))
            throw new IllegalArgumentException("%s was not made of this template".formatted(filled));
        return configuration;
    }

    private void read(JsonNode node, String path, @Nullable JsonNode filled, Map<String, Value> values) {
        if (filled == null) return;
        Parameter parameter = path.isEmpty() ? null : space.find(path);
        if (parameter != null) {
            switch (parameter.domain()) {
                case Domain.Range _ -> values.put(path, new Value.Real(filled.doubleValue()));
                case Domain.Whole _ -> values.put(path, new Value.Whole(filled.longValue()));
                case Domain.Choice choice -> {
                    for (int i = 0; i < choice.options().size(); i++) {
                        Option option = choice.options().get(i);
                        if (!makes(option, path, filled)) continue;
                        values.put(path, choice.chosen(i));
                        if (option.branch())
                            read(option.content(), path + "." + option.label(), filled.get(option.label()), values);
                        return;
                    }
                }
            }
        } else if (node instanceof ObjectNode object)
            object.properties()
                    .forEach(entry ->
                            read(entry.getValue(), join(path, entry.getKey()), filled.get(entry.getKey()), values));
        else if (node instanceof ArrayNode array)
            for (int i = 0; i < array.size(); i++)
                read(array.get(i), join(path, Integer.toString(i)), filled.get(i), values);
    }

    /** Equal, but that 1 and 1.0 are the same number. */
    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber())
            return a.bigIntegerValue().equals(b.bigIntegerValue());
        if (a.isNumber() && b.isNumber()) return a.doubleValue() == b.doubleValue();
        if (!a.isContainerNode()) return a.equals(b);
        if (a.isArray() != b.isArray() || a.size() != b.size()) return false;
        for (int i = 0; a.isArray() && i < a.size(); i++) if (!same(a.get(i), b.get(i))) return false;
        for (Map.Entry<String, JsonNode> entry : a.properties()) {
            JsonNode below = b.get(entry.getKey());
            if (below == null || !same(entry.getValue(), below)) return false;
        }
        return true;
    }

    private boolean makes(Option option, String path, JsonNode filled) {
        if (!option.branch()) return same(option.content(), filled);
        JsonNode below = filled.size() == 1 ? filled.get(option.label()) : null;
        return below != null && makes(option.content(), path + "." + option.label(), below);
    }

    /** A path one name deeper. */
    public static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
