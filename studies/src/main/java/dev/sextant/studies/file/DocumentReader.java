// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Numbers;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Problems;
import dev.sextant.studies.tree.Source;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a value against its schema and fills in what is not written. Where domains may stand they become parameters.
 *
 * <p>Real numbers come out as doubles and whole ones as whole numbers, however they were written, so that equal studies
 * have equal documents.
 */
final class DocumentReader {
    private final Problems problems;
    private final @Nullable List<Parameter> parameters;
    private final boolean inOption;
    private final Set<String> paths;

    /**
     * @param parameters where the parameters of the domains go, in the order of the document; null where no domain may
     *     stand
     * @param inOption whether what is read is a plain option of a choice
     */
    DocumentReader(Problems problems, @Nullable List<Parameter> parameters, boolean inOption) {
        this(problems, parameters, inOption, new HashSet<>());
    }

    /** @param paths those of the values under free names, of which no two may be the same */
    private DocumentReader(
            Problems problems, @Nullable List<Parameter> parameters, boolean inOption, Set<String> paths) {
        this.problems = problems;
        this.parameters = parameters;
        this.inOption = inOption;
        this.paths = paths;
    }

    Problems problems() {
        return problems;
    }

    /** The same for the inside of a branch, whose parameters are its own. */
    DocumentReader branch(List<Parameter> children) {
        return new DocumentReader(problems, children, false, paths);
    }

    /** The same where no domain may stand. */
    DocumentReader plain() {
        return new DocumentReader(problems, null, true, paths);
    }

    void error(Node node, Place place, String message, String help) {
        problems.error(node.at(), place.pointer(), message, help);
    }

    void add(Parameter parameter) {
        if (parameters == null) throw new IllegalStateException("no domain may stand here");
        parameters.add(parameter);
    }

    /**
     * The value as trials will see it, every default filled in; for a domain, its full form. Null where something is
     * wrong with it, which then stands among the problems.
     *
     * @param preset what stands here where nothing is written: the default of a parameter
     */
    @Nullable
    JsonNode read(Node node, Schema schema, Place place, @Nullable JsonNode preset) {
        if (node instanceof Node.Fields fields && DomainReader.meant(fields, schema)) {
            if (parameters != null) return new DomainReader(this, schema, place, preset).read(fields);
            if (inOption && DomainReader.kinds(fields).size() == 1) {
                error(
                        node,
                        place,
                        "a domain cannot stand inside a plain option of a choice",
                        "only named branches hold parameters: {\"choice\": {\"name\": { … }}}");
                return null;
            }
        }
        return switch (schema) {
            case Schema.Real real -> real(node, real, place);
            case Schema.Whole whole -> whole(node, whole, place);
            case Schema.Flag flag ->
                node instanceof Node.Scalar(Position _, JsonNode json)
                                && json.isBoolean()
                                && (flag.either() || json.booleanValue())
                        ? json
                        : expected(node, flag, place);
            case Schema.Text text -> text(node, text, place);
            case Schema.Items items -> items(node, items, place, preset);
            case Schema.Section section ->
                node instanceof Node.Fields fields ? section(fields, section, place) : expected(node, section, place);
            case Schema.Named named ->
                node instanceof Node.Fields fields ? named(fields, named, place) : expected(node, named, place);
            case Schema.Any any -> any(node, any, place);
            case Schema.Variants variants -> variants(node, variants, place);
            case Schema.AnyOf any -> anyOf(node, any, place, preset);
        };
    }

    private @Nullable JsonNode expected(Node node, Schema schema, Place place) {
        error(node, place, "expected " + Expected.text(schema) + ", got " + node.found(), Expected.help(node, schema));
        return null;
    }

    private @Nullable JsonNode real(Node node, Schema.Real real, Place place) {
        if (!(node instanceof Node.Scalar(Position _, JsonNode json)) || !json.isNumber())
            return expected(node, real, place);
        if (!inside(node, json.doubleValue(), real.range(), place)) return null;
        return JsonNodeFactory.instance.numberNode(json.doubleValue());
    }

    private @Nullable JsonNode whole(Node node, Schema.Whole whole, Place place) {
        Long number = node instanceof Node.Scalar(Position _, JsonNode json) ? Numbers.whole(json) : null;
        if (number == null) return expected(node, whole, place);
        if (!inside(node, number, whole.range(), place)) return null;
        return JsonNodeFactory.instance.numberNode(number);
    }

    private boolean inside(Node node, double number, Schema.Interval range, Place place) {
        if (Double.isFinite(number) && range.contains(number)) return true;
        error(node, place, "must be " + range.text() + ", got " + node.found(), "");
        return false;
    }

    private @Nullable JsonNode text(Node node, Schema.Text text, Place place) {
        if (!(node instanceof Node.Scalar(Position _, JsonNode json)) || !json.isTextual())
            return expected(node, text, place);
        String value = json.textValue();
        if (text.form() != null && !text.form().fits(value)) return expected(node, text, place);
        if (text.allowed().isEmpty() || text.allowed().contains(value)) return json;
        error(node, place, "unknown value \"" + value + "\"", Suggestion.of(value, text.allowed()));
        return null;
    }

    private @Nullable JsonNode items(Node node, Schema.Items schema, Place place, @Nullable JsonNode preset) {
        if (!(node instanceof Node.Items(Position _, List<Node> items))) return expected(node, schema, place);
        if (items.size() < schema.min() || items.size() > schema.max()) {
            String rule = schema.max() == Integer.MAX_VALUE
                    ? "at least " + schema.min()
                    : schema.min() == schema.max() ? "" + schema.min() : schema.min() + " to " + schema.max();
            error(node, place, "an array of " + rule + " items is expected, got " + items.size(), "");
            return null;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        for (int i = 0; i < items.size(); i++) {
            JsonNode first =
                    preset instanceof ArrayNode presets && presets.size() == items.size() ? presets.get(i) : null;
            JsonNode item = read(items.get(i), schema.item(), place.child(Integer.toString(i)), first);
            if (item != null) array.add(item);
        }
        return array;
    }

    /** The object with every key that is not written at its default; written keys first, in their order. */
    ObjectNode section(Node.Fields fields, Schema.Section section, Place place) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        allow(fields, section, place);
        for (String name : fields.names()) {
            Schema.Key key = section.find(name);
            Node value = fields.get(name);
            if (key == null || value == null) continue;
            JsonNode read = key.nullable() && value.json().isNull()
                    ? value.json()
                    : read(value, key.schema(), place.child(name), key.preset());
            if (read != null) object.set(name, read);
        }
        groups(fields, section, place);
        for (Schema.Key key : section.keys()) {
            if (fields.get(key.name()) != null || section.supplanted(key.name(), fields.fields()::containsKey))
                continue;
            if (key.required())
                error(
                        fields,
                        place,
                        "\"" + key.name() + "\" is missing",
                        "add \"" + key.name() + "\": " + Expected.text(key.schema()));
            else if (key.preset() != null) object.set(key.name(), filled(key.preset(), key.schema(), place));
        }
        return object;
    }

    /** Every key that the section does not name is a problem. */
    void allow(Node.Fields fields, Schema.Section section, Place place) {
        for (String name : fields.names()) {
            if (section.find(name) != null) continue;
            List<String> known = section.names();
            problems.error(
                    fields.keyAt(name),
                    place.child(name).pointer(),
                    "unknown key \"" + name + "\"",
                    known.isEmpty() ? "no key may stand here" : Suggestion.of(name, known));
        }
    }

    private void groups(Node.Fields fields, Schema.Section section, Place place) {
        for (Schema.Group group : section.groups()) {
            List<String> written =
                    fields.names().stream().filter(group.keys()::contains).toList();
            if (written.size() >= group.fewest() && written.size() <= group.most()) continue;
            // One that is misspelt was told already.
            if (written.isEmpty() && fields.names().stream().anyMatch(name -> section.find(name) == null)) continue;
            error(
                    fields,
                    place,
                    group.text() + " is expected, got " + (written.isEmpty() ? "none" : String.join(" and ", written)),
                    written.isEmpty() ? "" : group.help());
        }
    }

    private @Nullable JsonNode named(Node.Fields fields, Schema.Named named, Place place) {
        String lone = parameters == null ? null : DomainReader.lone(fields);
        if (lone != null) {
            problems.error(
                    fields.keyAt(lone),
                    place.inside(lone).pointer(),
                    "names of your own stand here, and \"" + lone + "\" alone looks like a domain without a name",
                    "give it one: {\"name\": {\"" + lone + "\": … }}");
            return null;
        }
        return each(fields, named.values(), place);
    }

    /** The object with every key that is written, whatever its name. */
    private ObjectNode each(Node.Fields fields, Schema values, Place place) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Node.Field> entry : fields.fields().entrySet()) {
            Place at = place.child(entry.getKey());
            if (entry.getKey().isEmpty()) {
                problems.error(entry.getValue().key(), at.pointer(), "a name must not be empty", "");
                continue;
            }
            if (!own(entry.getValue().key(), at)) continue;
            JsonNode read = read(entry.getValue().value(), values, at, null);
            if (read != null) object.set(entry.getKey(), read);
        }
        return object;
    }

    /** Whether no other value has this path, which may be so where names hold dots; it is told if one has. */
    boolean own(Position at, Place place) {
        if (inOption || paths.add(place.path())) return true;
        problems.error(
                at,
                place.pointer(),
                "two values would have the name " + place.path(),
                "a dot in a name is like a level of its own: rename one of the two");
        return false;
    }

    private @Nullable JsonNode any(Node node, Schema.Any any, Place place) {
        return switch (node) {
            case Node.Fields fields -> each(fields, any, place);
            case Node.Items(Position _, List<Node> items) -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
                for (int i = 0; i < items.size(); i++) {
                    Place at = place.child(Integer.toString(i));
                    JsonNode item = own(items.get(i).at(), at) ? read(items.get(i), any, at, null) : null;
                    if (item != null) array.add(item);
                }
                yield array;
            }
            case Node.Scalar(Position _, JsonNode json) -> {
                if (!json.isNumber()) yield json;
                if (json.isIntegralNumber())
                    yield json.canConvertToLong() ? JsonNodeFactory.instance.numberNode(json.longValue()) : json;
                yield inside(node, json.doubleValue(), Schema.Interval.ANY, place)
                        ? JsonNodeFactory.instance.numberNode(json.doubleValue())
                        : null;
            }
        };
    }

    /** A default, itself with every default filled in. */
    private static JsonNode filled(JsonNode preset, Schema schema, Place place) {
        // null as a default means "not at all" and fits any schema.
        if (preset.isNull()) return preset;
        Problems none = new Problems();
        Node node = Node.of(preset, new Position(new Source(Source.FILE, "", ""), 1, 1));
        JsonNode filled = new DocumentReader(none, null, false).read(node, schema, place, null);
        if (filled == null || none.severe())
            throw new IllegalStateException("the default %s does not fit its own schema".formatted(preset));
        return filled;
    }

    private @Nullable JsonNode variants(Node node, Schema.Variants schema, Place place) {
        if (node instanceof Node.Scalar(Position at, JsonNode json) && json.isTextual())
            return alone(json.textValue(), at, schema, place)
                    ? variant(json.textValue(), at, new Node.Fields(at, Map.of()), schema, place)
                    : null;
        if (!(node instanceof Node.Fields fields)) return expected(node, schema, place);
        List<String> names = fields.names();
        if (names.size() != 1) {
            error(
                    node,
                    place,
                    names.isEmpty()
                            ? "expected " + Expected.text(schema) + ", got an empty object"
                            : "one name is expected here, got " + String.join(" and ", names),
                    names.isEmpty() || parameters == null
                            ? "allowed here: "
                                    + String.join(", ", schema.variants().keySet())
                            : "to search over them write {\"choice\": { … }}");
            return null;
        }
        String name = names.getFirst();
        Node value = fields.get(name);
        return value == null ? null : variant(name, fields.keyAt(name), value, schema, place);
    }

    /** Whether the variant's name may stand by itself, where it is one; it is told if not. */
    boolean alone(String name, Position at, Schema.Variants schema, Place place) {
        Schema form = schema.variants().get(name);
        if (form == null || schema.standsAlone(name)) return true;
        problems.error(
                at,
                place.pointer(),
                "\"" + name + "\" does not stand by itself",
                "write {\"" + name + "\": " + Expected.text(form) + "}");
        return false;
    }

    private @Nullable JsonNode variant(String name, Position at, Node value, Schema.Variants schema, Place place) {
        Schema form = schema.variants().get(name);
        if (form == null) {
            Set<String> allowed = new LinkedHashSet<>(schema.variants().keySet());
            if (parameters != null && value instanceof Node.Fields) allowed.add(DomainReader.CHOICE);
            problems.error(at, place.pointer(), "unknown name \"" + name + "\"", Suggestion.of(name, allowed));
            return null;
        }
        JsonNode content = read(value, form, place.child(name), null);
        return content == null ? null : JsonNodeFactory.instance.objectNode().set(name, content);
    }

    /** The first form without a problem; otherwise the problems of the form that the value resembles most. */
    private @Nullable JsonNode anyOf(Node node, Schema.AnyOf any, Place place, @Nullable JsonNode preset) {
        Problems least = null;
        for (Schema form : any.forms()) {
            Problems attempt = new Problems();
            List<Parameter> found = new ArrayList<>();
            JsonNode read = new DocumentReader(attempt, parameters == null ? null : found, inOption)
                    .read(node, form, place, preset);
            if (read != null && !attempt.severe()) {
                problems.addAll(attempt);
                if (parameters != null) parameters.addAll(found);
                return read;
            }
            if (Expected.resembles(node, form) && (least == null || attempt.count() < least.count())) least = attempt;
        }
        if (least == null) return expected(node, any, place);
        problems.addAll(least);
        return null;
    }
}
