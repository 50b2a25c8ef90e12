// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trial's parameters as a program takes them, by one name each.
 *
 * <p>A chosen branch, which is an object with one key whose value is an object, is its label; what stands in it is
 * named beside the choice, by its own name where that is the only one, otherwise by its path:
 * {@code optimizer.sgd.momentum}. Every other value is given as it is.
 */
final class FlatParameters {
    private record Entry(String name, String path, JsonNode value) {}

    private FlatParameters() {}

    static ObjectNode of(JsonNode parameters) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : parameters.properties())
            add(entries, entry.getKey(), entry.getKey(), entry.getValue());
        Map<String, Integer> uses = new HashMap<>();
        Set<String> paths = new HashSet<>();
        for (Entry entry : entries) {
            uses.merge(entry.name(), 1, Integer::sum);
            paths.add(entry.path());
        }
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        for (Entry entry : entries) {
            // A name of the first level is its own path.
            boolean own = uses.getOrDefault(entry.name(), 0) == 1 && !paths.contains(entry.name());
            flat.set(own ? entry.name() : entry.path(), entry.value());
        }
        return flat;
    }

    private static void add(List<Entry> entries, String name, String path, JsonNode value) {
        boolean single = value.isObject() && value.size() == 1;
        JsonNode branch = single ? value.elements().next() : value;
        if (!single || !branch.isObject()) {
            entries.add(new Entry(name, path, value));
            return;
        }
        String label = value.fieldNames().next();
        entries.add(new Entry(name, path, JsonNodeFactory.instance.textNode(label)));
        String inside = Template.join(path, label);
        for (Map.Entry<String, JsonNode> entry : branch.properties())
            add(entries, entry.getKey(), Template.join(inside, entry.getKey()), entry.getValue());
    }

    /** A value as one argument of a program: a string as it is, everything else as JSON has it. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
