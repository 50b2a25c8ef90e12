// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Template;
import dev.sextant.engine.space.Value;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a configuration written as a part of the trainer's document; what it does not say keeps its default. */
final class TryFirstReader {
    private final Template template;
    private final ObjectNode document;
    private final Problems problems;
    private final Map<String, Value> written = new LinkedHashMap<>();

    private TryFirstReader(Template template, Problems problems) {
        this.template = template;
        this.document = template.document();
        this.problems = problems;
    }

    /** The configuration; meaningless where a problem was added. */
    static Configuration read(Node node, Template template, Place place, Problems problems) {
        TryFirstReader reader = new TryFirstReader(template, problems);
        reader.walk(node, reader.document, place.asRoot());
        return reader.configuration();
    }

    private Configuration configuration() {
        Space space = template.space();
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            Space.Condition condition = space.condition(parameter.path());
            if (condition == null
                    || (values.get(condition.parent()) instanceof Value.Chosen chosen
                            && chosen.index() == condition.option()))
                values.put(parameter.path(), written.getOrDefault(parameter.path(), parameter.preset()));
        }
        return new Configuration(values);
    }

    private void walk(Node node, JsonNode fixed, Place place) {
        Parameter parameter = place.path().isEmpty() ? null : template.space().find(place.path());
        if (parameter != null) {
            value(node, parameter, place);
        } else if (node instanceof Node.Fields fields && fixed instanceof ObjectNode object) {
            for (String name : fields.fields().keySet()) {
                Node below = fields.get(name);
                JsonNode under = object.get(name);
                if (below != null && under != null) walk(below, under, place.child(name));
                else if (!name.startsWith("x-")) unknown(fields, name, object, place);
            }
        } else if (node instanceof Node.Items(Position _, List<Node> items)
                && fixed instanceof ArrayNode array
                && array.size() == items.size()) {
            for (int i = 0; i < array.size(); i++) walk(items.get(i), array.get(i), place.child(Integer.toString(i)));
        } else if (!same(node.json(), fixed)) {
            problems.error(
                    node.at(),
                    place.pointer(),
                    "this is not searched over: it is " + fixed + " in every trial, got " + node.found(),
                    "leave it out, or put a domain at /trainer/" + place.path().replace('.', '/'));
        }
    }

    private void unknown(Node.Fields fields, String name, ObjectNode object, Place place) {
        List<String> known = new ArrayList<>();
        object.fieldNames().forEachRemaining(known::add);
        problems.error(
                fields.keyAt(name),
                place.child(name).pointer(),
                "the trainer's document has no \"" + name + "\" here",
                Suggestion.of(name, known));
    }

    /** Whether a fixed value is the one in the document; the short form of a variant counts as its long form. */
    private static boolean same(JsonNode json, JsonNode fixed) {
        if (json.isNumber() && fixed.isNumber()) return json.doubleValue() == fixed.doubleValue();
        if (json.isTextual() && fixed.isObject() && fixed.size() == 1) return fixed.has(json.textValue());
        return json.equals(fixed);
    }

    private void value(Node node, Parameter parameter, Place place) {
        JsonNode json = node.json();
        switch (parameter.domain()) {
            case Domain.Range range -> {
                Value.Real value = new Value.Real(json.isNumber() ? json.doubleValue() : Double.NaN);
                take(node, parameter, value, place, Numbers.text(range.low()) + " … " + Numbers.text(range.high()));
            }
            case Domain.Whole whole -> {
                Long number = Numbers.whole(json);
                String values =
                        whole.low() + " … " + whole.high() + (whole.step() > 1 ? " in steps of " + whole.step() : "");
                take(node, parameter, number == null ? null : new Value.Whole(number), place, values);
            }
            case Domain.Choice choice -> choice(node, parameter, choice, place);
        }
    }

    private void take(Node node, Parameter parameter, @Nullable Value value, Place place, String values) {
        if (value != null && parameter.domain().contains(value)) written.put(parameter.path(), value);
        else
            problems.error(
                    node.at(),
                    place.pointer(),
                    "must be one of the parameter's values, " + values + ", got " + node.found(),
                    "change it, or widen the domain at /trainer/" + place.path().replace('.', '/'));
    }

    private void choice(Node node, Parameter parameter, Domain.Choice choice, Place place) {
        JsonNode json = node.json();
        String name = json.isTextual()
                ? json.textValue()
                : node instanceof Node.Fields fields && fields.names().size() == 1
                        ? fields.names().getFirst()
                        : null;
        List<Option> options = choice.options();
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            if (option.branch() ? !option.label().equals(name) : !ChoiceReader.same(option, json)) continue;
            written.put(parameter.path(), choice.chosen(i));
            Node inside =
                    option.branch() && node instanceof Node.Fields fields && name != null ? fields.get(name) : null;
            if (inside != null) walk(inside, option.content(), place.child(option.label()));
            return;
        }
        List<String> labels = options.stream().map(Option::label).toList();
        problems.error(
                node.at(),
                place.pointer(),
                "must be one of the choice's options, got " + (name == null ? node.found() : "\"" + name + "\""),
                name == null ? "the options are " + String.join(", ", labels) : Suggestion.of(name, labels));
    }
}
