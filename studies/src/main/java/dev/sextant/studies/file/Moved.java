// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The default document with one parameter moved away from its default: in turn each that is always active, to every
 * other option of a choice, to the upper end of a range.
 *
 * <p>Cost: O(d) for a document of d values, and the size of what is moved for each move; the document is changed and
 * changed back.
 */
final class Moved {
    /** Looks at one document. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Whether to go on.
         *
         * @param parameter the one that is moved
         * @param value what it is moved to
         * @param document only for the time of the call
         */
        boolean visit(Parameter parameter, Value value, ObjectNode document);
    }

    private final Template template;
    private final ObjectNode document;
    private final Visitor visitor;
    private boolean ended;

    private Moved(Template template, Visitor visitor) {
        this.template = template;
        this.document = template.fill(template.space().preset());
        this.visitor = visitor;
    }

    /** Shows each document to the visitor, in the order of the document. */
    static void each(Template template, Visitor visitor) {
        Moved moved = new Moved(template, visitor);
        moved.walk(template.document(), moved.document, "");
    }

    /** Every option of a choice; of a range its upper end. */
    static List<Value> extremes(Domain domain) {
        if (!(domain instanceof Domain.Choice choice)) return List.of(domain.fromUnit(1));
        List<Value> options = new ArrayList<>();
        for (int i = 0; i < choice.options().size(); i++) options.add(choice.chosen(i));
        return options;
    }

    private void walk(JsonNode written, JsonNode filled, String path) {
        if (written instanceof ObjectNode object && filled instanceof ObjectNode inside)
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String below = Template.join(path, entry.getKey());
                Parameter parameter = template.space().find(below);
                JsonNode preset = inside.get(entry.getKey());
                if (parameter == null) walk(entry.getValue(), preset, below);
                else {
                    for (Value value : extremes(parameter.domain()))
                        move(parameter, value, content -> inside.set(entry.getKey(), content));
                    inside.set(entry.getKey(), preset);
                }
                if (ended) return;
            }
        else if (written instanceof ArrayNode array && filled instanceof ArrayNode inside)
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                String below = Template.join(path, Integer.toString(i));
                Parameter parameter = template.space().find(below);
                JsonNode preset = inside.get(i);
                if (parameter == null) walk(array.get(i), preset, below);
                else {
                    for (Value value : extremes(parameter.domain()))
                        move(parameter, value, content -> inside.set(at, content));
                    inside.set(i, preset);
                }
                if (ended) return;
            }
    }

    private void move(Parameter parameter, Value value, Consumer<JsonNode> into) {
        if (ended || value.equals(parameter.preset())) return;
        into.accept(template.content(parameter, value));
        ended = !visitor.visit(parameter, value, document);
    }
}
