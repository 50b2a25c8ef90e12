// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * JSON as people write it: what is short stands in one line, everything else in a line of its own.
 *
 * <p>Cost: O(n d) for n nodes in d levels.
 */
final class JsonText {
    private static final int WIDTH = 120;
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** Without a line feed at its end. */
    static String of(JsonNode node) {
        JsonText writer = new JsonText();
        writer.write(node, "", 0);
        return writer.text.toString();
    }

    /** @param before characters that stand before it in its line, beside the indent */
    private void write(JsonNode node, String indent, int before) {
        String line = line(node);
        if (!node.isContainerNode() || node.isEmpty() || indent.length() + before + line.length() < WIDTH) {
            text.append(line);
            return;
        }
        String inner = indent + STEP;
        String comma = "";
        if (node instanceof ArrayNode array) {
            text.append('[');
            for (JsonNode item : array) {
                text.append(comma).append('\n').append(inner);
                write(item, inner, 1);
                comma = ",";
            }
            text.append('\n').append(indent).append(']');
            return;
        }
        text.append('{');
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = quoted(entry.getKey()) + ": ";
            text.append(comma).append('\n').append(inner).append(key);
            write(entry.getValue(), inner, key.length() + 1);
            comma = ",";
        }
        text.append('\n').append(indent).append('}');
    }

    private static String line(JsonNode node) {
        if (node.isEmpty() || !node.isContainerNode()) return node.toString();
        StringBuilder line = new StringBuilder();
        String comma = "";
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                line.append(comma).append(quoted(entry.getKey())).append(": ").append(line(entry.getValue()));
                comma = ", ";
            }
            return "{ " + line + " }";
        }
        for (JsonNode item : node) {
            line.append(comma).append(line(item));
            comma = ", ";
        }
        return "[" + line + "]";
    }

    private static String quoted(String name) {
        return JsonNodeFactory.instance.textNode(name).toString();
    }
}
