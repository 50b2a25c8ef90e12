// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Values written as people write YAML: a key a line, an item a line, quotes only where they are needed. */
public final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*( [A-Za-z0-9_.]+)*");

    private final RandomGenerator chance;
    private final StringBuilder text = new StringBuilder();

    private YamlText(RandomGenerator chance) {
        this.chance = chance;
    }

    /** @param chance which objects and arrays are written on one line */
    public static String of(JsonNode value, RandomGenerator chance) {
        YamlText yaml = new YamlText(chance);
        yaml.value(value, 0);
        return yaml.text.toString().stripLeading();
    }

    private void value(JsonNode value, int indent) {
        boolean flow = !value.isContainerNode() || value.isEmpty() || (indent > 0 && chance.nextInt(4) == 0);
        if (flow) {
            text.append(' ').append(flow(value)).append('\n');
            return;
        }
        text.append('\n');
        if (value.isArray())
            for (JsonNode item : value) {
                text.append(" ".repeat(indent)).append('-');
                value(item, indent + 2);
            }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            text.append(" ".repeat(indent)).append(word(entry.getKey())).append(':');
            value(entry.getValue(), indent + 2);
        }
    }

    private static String flow(JsonNode value) {
        return value.isTextual() ? word(value.textValue()) : value.toString();
    }

    private static String word(String text) {
        boolean plain = PLAIN.matcher(text).matches() && YamlScalar.value(text).isTextual();
        return plain ? text : JsonNodeFactory.instance.textNode(text).toString();
    }
}
