// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What may come to stand at a place of a document that still has domains in it. */
public final class Options {
    private static final String CHOICE = "choice";

    private Options() {}

    /** The options of a choice, or the value itself; of nothing, nothing. */
    public static List<JsonNode> of(JsonNode place) {
        if (place.isMissingNode() || place.isNull()) return List.of();
        JsonNode choice = place.path(CHOICE);
        if (!choice.isContainerNode()) return List.of(place);
        List<JsonNode> options = new ArrayList<>();
        for (JsonNode option : choice) options.addAll(of(option));
        return options;
    }

    /** Those of {@link #of} that are texts. */
    public static List<String> texts(JsonNode place) {
        return of(place).stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }
}
