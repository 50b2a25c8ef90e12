// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it was written. */
public sealed interface Node {
    /** Where the value begins. */
    Position at();

    /** The value alone. */
    JsonNode json();

    /** What was found, for messages: {@code the string "abc"}, {@code an array}. */
    String found();

    /** An object. The map keeps the order of the file; arguments of the command line are written into it. */
    record Fields(Position at, Map<String, Field> fields) implements Node {
        public @Nullable Node get(String key) {
            Field field = fields.get(key);
            return field == null ? null : field.value();
        }

        /** Where the key is written; the object's own place if it is not. */
        public Position keyAt(String key) {
            Field field = fields.get(key);
            return field == null ? at : field.key();
        }

        /** The keys, without those that start with {@code x-}. */
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (String key : fields.keySet()) if (!key.startsWith("x-")) names.add(key);
            return names;
        }

        @Override
        public JsonNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((key, field) -> object.set(key, field.value().json()));
            return object;
        }

        @Override
        public String found() {
            return fields.isEmpty() ? "an empty object" : "an object";
        }
    }

    /** One key of an object and its value. */
    record Field(Position key, Node value) {}

    /** An array; arguments of the command line are written into the list. */
    record Items(Position at, List<Node> items) implements Node {
        @Override
        public JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            for (Node item : items) array.add(item.json());
            return array;
        }

        @Override
        public String found() {
            return items.isEmpty() ? "an empty array" : "an array";
        }
    }

    /** A string, number, true, false or null. */
    record Scalar(Position at, JsonNode json) implements Node {
        /** A message shows no more characters of a string. */
        private static final int LONGEST = 60;

        private static String shortened(String text) {
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        }

        @Override
        public String found() {
            if (json.isTextual()) return "the string " + JsonNodeFactory.instance.textNode(shortened(json.textValue()));
            if (!json.isFloatingPointNumber()) return json.toString();
            return Double.isFinite(json.doubleValue())
                    ? Numbers.text(json.doubleValue())
                    : "a number that is too large";
        }
    }

    /** The same value with every part of it at one place. */
    static Node of(JsonNode json, Position at) {
        if (json instanceof ObjectNode object) {
            Map<String, Field> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : object.properties())
                fields.put(entry.getKey(), new Field(at, of(entry.getValue(), at)));
            return new Fields(at, fields);
        }
        if (json instanceof ArrayNode array) {
            List<Node> items = new ArrayList<>();
            for (JsonNode item : array) items.add(of(item, at));
            return new Items(at, items);
        }
        return new Scalar(at, json);
    }
}
