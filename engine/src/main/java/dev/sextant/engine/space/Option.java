// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One option of a choice: a plain value, or a named branch that may hold parameters of its own.
 *
 * @param label unique within its choice; the branch's name, the string itself, or the value as compact JSON
 * @param content what stands in the document when this option is chosen: the value, or the branch's object (in which
 *     domains may still stand)
 * @param branch whether the option is a named branch, written {@code {"label": content}} in a document
 * @param children the parameters that exist only while this option is chosen, in document order
 */
public record Option(String label, JsonNode content, boolean branch, List<Parameter> children) {
    public Option {
        children = List.copyOf(children);
        if (label.isEmpty()) throw new IllegalArgumentException("an option needs a label");
        if (!branch && !children.isEmpty())
            throw new IllegalArgumentException(
                    "option %s is a plain value and cannot hold parameters".formatted(label));
    }

    /** A plain value without parameters of its own. */
    public static Option of(JsonNode value) {
        boolean word = value.isTextual() && !value.textValue().isEmpty();
        return new Option(word ? value.textValue() : value.toString(), value, false, List.of());
    }
}
