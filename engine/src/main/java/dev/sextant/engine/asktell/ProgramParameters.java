// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as a program takes it: the object {@code parameters} of the trainer's document with every domain
 * replaced by a value.
 *
 * <p>A chosen branch is its label; what stands in it is named beside the choice, by its own name where that is the only
 * one of the object, otherwise by its path. Parameters of branches that are not chosen are left out.
 *
 * <p>Cost: the size of the object.
 */
public final class ProgramParameters {
    /** The key of the trainer's document that a program is given. */
    static final String PARAMETERS = "parameters";

    private final Space space;
    private final ObjectNode written;

    /** @param template of the trainer's document */
    public ProgramParameters(Template template) {
        this.space = template.space();
        this.written = template.document().get(PARAMETERS) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    /**
     * One value of an object that is being made.
     *
     * @param name its own
     * @param path from the object on, names joined by dots
     */
    private record Entry(String name, String path, JsonNode value) {}

    /** The values by name, in the order of the document. */
    public ObjectNode of(Configuration configuration) {
        return object(written, PARAMETERS, configuration);
    }

    private ObjectNode object(ObjectNode node, String at, Configuration configuration) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties())
            add(entries, entry.getKey(), "", entry.getValue(), Template.join(at, entry.getKey()), configuration);
        Map<String, Integer> uses = new HashMap<>();
        Set<String> paths = new HashSet<>();
        for (Entry entry : entries) {
            uses.merge(entry.name(), 1, Integer::sum);
            paths.add(entry.path());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Entry entry : entries) {
            boolean own = uses.getOrDefault(entry.name(), 0) == 1 && !paths.contains(entry.name());
            object.set(own ? entry.name() : entry.path(), entry.value());
        }
        return object;
    }

    /** Adds the value, and behind it what the branches hold that are chosen in it. */
    private void add(
            List<Entry> entries, String name, String above, JsonNode node, String at, Configuration configuration) {
        String path = Template.join(above, name);
        List<Entry> below = new ArrayList<>();
        entries.add(new Entry(name, path, value(below, path, node, at, configuration)));
        entries.addAll(below);
    }

    private JsonNode value(List<Entry> below, String path, JsonNode node, String at, Configuration configuration) {
        Parameter parameter = space.find(at);
        if (parameter != null) return chosen(below, path, parameter, configuration);
        if (node instanceof ObjectNode object) return object(object, at, configuration);
        if (node instanceof ArrayNode array) {
            ArrayNode values = JsonNodeFactory.instance.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                String place = Integer.toString(i);
                values.add(value(
                        below, Template.join(path, place), array.get(i), Template.join(at, place), configuration));
            }
            return values;
        }
        return node;
    }

    private JsonNode chosen(List<Entry> below, String path, Parameter parameter, Configuration configuration) {
        return switch (configuration.get(parameter.path())) {
            case Value.Real real -> JsonNodeFactory.instance.numberNode(real.number());
            case Value.Whole whole -> JsonNodeFactory.instance.numberNode(whole.number());
            case Value.Chosen chosen -> {
                Option option = ((Domain.Choice) parameter.domain()).options().get(chosen.index());
                if (!option.branch()) yield option.content();
                String at = Template.join(parameter.path(), option.label());
                String inside = Template.join(path, option.label());
                // A branch may be a domain itself, or hold names.
                if (space.find(at) != null) add(below, option.label(), path, option.content(), at, configuration);
                else
                    for (Map.Entry<String, JsonNode> entry : option.content().properties())
                        add(
                                below,
                                entry.getKey(),
                                inside,
                                entry.getValue(),
                                Template.join(at, entry.getKey()),
                                configuration);
                yield JsonNodeFactory.instance.textNode(option.label());
            }
            case null -> throw new IllegalArgumentException("the configuration has no value for " + parameter.path());
        };
    }
}
