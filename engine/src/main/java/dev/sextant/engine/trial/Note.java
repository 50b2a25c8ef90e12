// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a searcher wrote beside a proposal: stored with the trial, shown to people, and given back in later views (a fit
 * may start warm from it). A JSON object; doubles survive storing bit for bit.
 */
public record Note(ObjectNode content) {
    public static final Note EMPTY = new Note(JsonNodeFactory.instance.objectNode());

    public Note {
        content = content.deepCopy();
    }

    @Override
    public ObjectNode content() {
        return content.deepCopy();
    }

    /** One entry, or a missing node; a copy, and cheaper than one of everything. */
    public JsonNode get(String name) {
        return content.path(name).deepCopy();
    }
}
