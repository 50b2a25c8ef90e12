// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of the study in which nothing may vary: the whole of it, its search, its objective.
 *
 * @param schema what may stand in it: its keys are checked by it and have their defaults from it
 */
record Part(Node.Fields fields, Schema.Section schema, Place place, Problems problems) {
    @Nullable
    Node get(String key) {
        return fields.get(key);
    }

    /** What may stand at this key. */
    Schema.Key key(String name) {
        Schema.Key key = schema.find(name);
        if (key == null) throw new IllegalArgumentException("%s has no key %s".formatted(place.pointer(), name));
        return key;
    }

    /** The object at this key; an empty one where it is left out, or where it is no object, which is a problem. */
    Part part(String key) {
        if (key(key).schema() instanceof Schema.Section section) return part(key, section);
        throw new IllegalArgumentException("%s is not always an object".formatted(key));
    }

    /** As {@link #part(String)}, of a key that may hold other things than this object. */
    Part part(String key, Schema.Section section) {
        Place inside = place.child(key);
        Node node = fields.get(key);
        if (node instanceof Node.Fields object) return new Part(object, section, inside, problems);
        if (node != null) problems.error(node.at(), inside.pointer(), "expected an object, got " + node.found(), "");
        return new Part(new Node.Fields(fields.at(), Map.of()), section, inside, problems);
    }

    /** Every key that the schema does not name is a problem. */
    void allow() {
        plain().allow(fields, schema, place);
    }

    /** The value at this key, the schema's default where it is left out, null where it is not what the schema says. */
    @Nullable
    JsonNode value(String key) {
        Node node = fields.get(key);
        if (node != null) return read(key, node);
        JsonNode preset = key(key).preset();
        if (preset == null) throw new IllegalArgumentException("%s has no default".formatted(key));
        return preset;
    }

    /** This value as the one at the key; null where it is not what the schema says. */
    @Nullable
    JsonNode read(String key, Node node) {
        Schema.Key at = key(key);
        if (at.nullable() && node.json().isNull()) return node.json();
        return read(key, node, at.schema());
    }

    /** As above, where a narrower schema than that of the key holds. */
    @Nullable
    JsonNode read(String key, Node node, Schema narrower) {
        return plain().read(node, narrower, place.child(key), null);
    }

    /** The whole object, with the defaults of what is left out. */
    ObjectNode section() {
        return plain().section(fields, schema, place);
    }

    private DocumentReader plain() {
        return new DocumentReader(problems, null, false);
    }
}
