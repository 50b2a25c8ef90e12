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

    /** Where a person and no searcher chose the configuration: its place among those. */
    private static final String ENQUEUED = "enqueued";

    public Note {
        content = content.deepCopy();
    }

    @Override
    public ObjectNode content() {
        return content.deepCopy();
    }

    /** Of a configuration that a person put into the search, by its place among those. */
    public static Note enqueued(long place) {
        return new Note(JsonNodeFactory.instance.objectNode().put(ENQUEUED, place));
    }

    /** Whether a person and no searcher chose the configuration, while the search went on. */
    public boolean isEnqueued() {
        return content.path(ENQUEUED).isIntegralNumber();
    }

    /** The place among those that a person put into the search; −1 where the searcher chose. */
    public long enqueued() {
        return isEnqueued() ? content.path(ENQUEUED).longValue() : -1;
    }

    /** One entry, or a missing node; a copy, and cheaper than one of everything. */
    public JsonNode get(String name) {
        return content.path(name).deepCopy();
    }
}
