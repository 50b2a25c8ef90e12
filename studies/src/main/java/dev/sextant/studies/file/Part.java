// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Suggestion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of the study in which nothing may vary: the whole of it, its search, its objective. */
record Part(Node.Fields fields, Place place, Problems problems) {
    @Nullable
    Node get(String key) {
        return fields.get(key);
    }

    /** The object at this key; an empty one where it is left out, or where it is no object, which is a problem. */
    Part part(String key) {
        Place inside = place.child(key);
        Node node = fields.get(key);
        if (node instanceof Node.Fields object) return new Part(object, inside, problems);
        if (node != null) problems.error(node.at(), inside.pointer(), "expected an object, got " + node.found(), "");
        return new Part(new Node.Fields(fields.at(), Map.of()), inside, problems);
    }

    /** Every other key is a problem. */
    void allow(List<String> keys) {
        for (String name : fields.names())
            if (!keys.contains(name))
                problems.error(
                        fields.keyAt(name),
                        place.child(name).pointer(),
                        "unknown key \"" + name + "\"",
                        Suggestion.of(name, keys));
    }

    /** The value at this key, the preset where it is left out, null where it is not what the schema says. */
    @Nullable
    JsonNode value(String key, Schema schema, JsonNode preset) {
        Node node = fields.get(key);
        return node == null ? preset : read(key, node, schema);
    }

    @Nullable
    JsonNode value(String key, Schema schema, long preset) {
        return value(key, schema, JsonNodeFactory.instance.numberNode(preset));
    }

    /** This value as the one at the key; null where it is not what the schema says. */
    @Nullable
    JsonNode read(String key, Node node, Schema schema) {
        return plain().read(node, schema, place.child(key), null);
    }

    /** The whole object, with the defaults of what is left out. */
    ObjectNode section(Schema.Section schema) {
        return plain().section(fields, schema, place);
    }

    private DocumentReader plain() {
        return new DocumentReader(problems, null, false);
    }
}
