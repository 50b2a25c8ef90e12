// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Moves what a JSON Schema says more than once, or at length, into its {@code $defs}, so that the file stays small.
 * Names of the definitions are those of the keys where they first stand.
 *
 * <p>Cost: O(n d) of n nodes in d levels, since nodes are compared with all that they hold.
 */
final class SharedForms {
    /** What is shorter than this is read more easily where it stands. */
    private static final int SHORTEST = 100;

    /** What is longer than this is read more easily by itself, though it stands once. */
    private static final int LONGEST = 1_500;

    private static final Set<String> OF_KEYS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> OF_ONE = Set.of("items", "additionalProperties", "not", "if", "then");
    private static final Set<String> OF_CASES = Set.of("anyOf", "allOf", "oneOf");

    /** What belongs to the place of a schema rather than to the schema. */
    private static final List<String> OF_PLACE = List.of("title", "default");

    private final Map<ObjectNode, Integer> uses = new HashMap<>();
    private final Set<ObjectNode> seen = new HashSet<>();
    private final Map<ObjectNode, String> names = new HashMap<>();
    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private SharedForms() {}

    /**
     * Changes the schema.
     *
     * @param given definitions that it refers to already
     */
    static void share(ObjectNode root, Map<String, ObjectNode> given) {
        SharedForms shared = new SharedForms();
        shared.keep(root, given);
        List<ObjectNode> recursive = List.copyOf(shared.definitions.values());
        shared.count(root);
        recursive.forEach(shared::count);
        shared.replace(root, "study");
        recursive.forEach(definition -> shared.replace(definition, "any"));
        ObjectNode defs = root.putObject("$defs");
        shared.definitions.forEach(defs::set);
    }

    /** Keeps the given definitions that are needed. */
    private void keep(ObjectNode schema, Map<String, ObjectNode> given) {
        String text = schema.toString();
        given.forEach((name, definition) -> {
            if (text.contains("\"#/$defs/" + name + "\"") && definitions.putIfAbsent(name, definition) == null)
                keep(definition, given);
        });
    }

    private static ObjectNode bare(ObjectNode schema) {
        ObjectNode bare = schema.deepCopy();
        bare.remove(OF_PLACE);
        return bare;
    }

    /** Every schema inside counts once for each different schema that holds it. */
    private void count(ObjectNode schema) {
        inside(schema, "", (inner, _) -> {
            ObjectNode bare = bare(inner);
            uses.merge(bare, 1, Integer::sum);
            if (seen.add(bare)) count(inner);
            return inner;
        });
    }

    private void replace(ObjectNode schema, String name) {
        inside(schema, name, (inner, at) -> {
            ObjectNode bare = bare(inner);
            int length = bare.toString().length();
            boolean shared = length >= (uses.getOrDefault(bare, 0) > 1 ? SHORTEST : LONGEST);
            if (!shared) {
                replace(inner, at);
                return inner;
            }
            String definition = names.get(bare);
            if (definition == null) {
                definition = free(at);
                names.put(bare, definition);
                ObjectNode body = bare.deepCopy();
                definitions.put(definition, body);
                replace(body, at);
            }
            ObjectNode reference = JsonNodeFactory.instance.objectNode();
            for (String key : OF_PLACE) if (inner.has(key)) reference.set(key, inner.get(key));
            reference.put("$ref", "#/$defs/" + definition);
            return reference;
        });
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; definitions.containsKey(free); i++) free = name + i;
        return free;
    }

    /** What becomes of a schema that stands at a key of this name. */
    private interface Step {
        ObjectNode at(ObjectNode schema, String name);
    }

    /** Replaces every schema directly inside by what becomes of it. */
    private static void inside(ObjectNode schema, String name, Step step) {
        for (String keyword :
                List.copyOf(schema.propertyStream().map(Map.Entry::getKey).toList())) {
            JsonNode value = schema.get(keyword);
            if (OF_KEYS.contains(keyword) && value instanceof ObjectNode keys)
                for (String key : keys.propertyStream().map(Map.Entry::getKey).toList()) {
                    if (keys.get(key) instanceof ObjectNode inner) keys.set(key, step.at(inner, key));
                }
            else if (OF_ONE.contains(keyword) && value instanceof ObjectNode inner)
                schema.set(keyword, step.at(inner, name));
            else if (OF_CASES.contains(keyword) && value instanceof ArrayNode cases)
                for (int i = 0; i < cases.size(); i++)
                    if (cases.get(i) instanceof ObjectNode inner) cases.set(i, step.at(inner, kind(inner, name)));
        }
    }

    /** A domain is named as such, a trainer by its type, other forms as the key. */
    private static String kind(ObjectNode form, String name) {
        JsonNode type = form.at("/if/properties/" + TrainerReader.TYPE + "/const");
        if (type.isTextual()) return type.textValue();
        return form.path("properties").has(DomainReader.CHOICE) ? name + "Domain" : name;
    }
}
