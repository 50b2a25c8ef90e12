// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Source;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a choice: an array of values, or an object of named branches. Where names of variants stand, both come out as
 * branches, since {@code "cosine"} and {@code "cosine": {}} mean the same. Where any value may stand, the names are the
 * writer's own.
 */
final class ChoiceReader {
    /** A choice of more options is a range, or a list of data. */
    static final int MAX_OPTIONS = 10_000;

    private final DocumentReader reader;
    private final Schema schema;
    private final Place place;
    private final @Nullable JsonNode preset;
    private final Schema.@Nullable Variants variants;
    private final Set<String> labels = new HashSet<>();
    private final Set<JsonNode> values = new HashSet<>();

    ChoiceReader(DocumentReader reader, Schema schema, Place place, @Nullable JsonNode preset) {
        this.reader = reader;
        this.schema = schema;
        this.place = place;
        this.preset = preset;
        this.variants = variants(schema);
    }

    /** The names that may stand there, if any. */
    static Schema.@Nullable Variants variants(Schema schema) {
        if (schema instanceof Schema.Variants found) return found;
        if (schema instanceof Schema.AnyOf any)
            for (Schema form : any.forms()) {
                Schema.Variants found = variants(form);
                if (found != null) return found;
            }
        return null;
    }

    @Nullable
    JsonNode read(Node.Fields node) {
        Node written = node.get(DomainReader.CHOICE);
        if (written == null) throw new IllegalStateException("the kind was found before");
        List<Written> options = options(written);
        if (options == null) return null;
        Domain.Choice domain =
                new Domain.Choice(options.stream().map(Written::option).toList());
        int at = preset(domain);
        Node wanted = node.get(DomainReader.DEFAULT);
        if (wanted != null) {
            at = match(domain, wanted);
            if (at < 0) {
                List<String> labels =
                        domain.options().stream().map(Option::label).toList();
                reader.error(
                        wanted,
                        place.inside(DomainReader.DEFAULT),
                        "the default must be one of the options, got " + wanted.found(),
                        wanted.json().isTextual()
                                ? Suggestion.of(wanted.json().textValue(), labels)
                                : "the options are " + String.join(", ", labels));
                return null;
            }
        }
        reader.add(new Parameter(place.path(), domain, domain.chosen(at)));
        return full(options, at);
    }

    /**
     * An option and how it is written again in the resolved study.
     *
     * @param written the value as it stands in an array of options
     */
    private record Written(Option option, JsonNode written) {}

    private @Nullable List<Written> options(Node written) {
        Place inside = place.inside(DomainReader.CHOICE);
        int before = reader.problems().count();
        List<Written> options = new ArrayList<>();
        int size = size(written);
        if (size > MAX_OPTIONS) {
            reader.error(
                    written,
                    inside,
                    "a choice has at most " + MAX_OPTIONS + " options, got " + size,
                    "numbers in a row are a range: {\"int\": [low, high]}");
            return null;
        }
        if (written instanceof Node.Items(Position _, List<Node> items)) {
            Map<String, Integer> uses = new HashMap<>();
            for (Node item : items) {
                String name = variantOf(item);
                if (name != null) uses.merge(name, 1, Integer::sum);
            }
            for (int i = 0; i < items.size(); i++) {
                Node item = items.get(i);
                Place at = inside.inside(Integer.toString(i));
                String name = variantOf(item);
                Written option = name != null && uses.getOrDefault(name, 0) == 1
                        ? branch(
                                name,
                                item instanceof Node.Fields fields ? fields.get(name) : null,
                                item,
                                at.child(name))
                        : plain(item, at);
                if (option != null) add(options, option, item, at);
            }
        } else if (written instanceof Node.Fields fields) {
            if (schema instanceof Schema.Any any) {
                fields.fields().forEach((name, field) -> {
                    Written option = free(name, field, any, inside.child(name));
                    if (option != null) options.add(option);
                });
            } else if (variants == null) {
                reader.error(
                        written,
                        inside,
                        "named branches cannot stand here, where " + Expected.text(schema) + " is expected",
                        "list the values: {\"choice\": [ … ]}");
                return null;
            } else {
                named(fields, variants, inside, options);
            }
        } else {
            reader.error(
                    written,
                    inside,
                    "\"choice\" takes an array of values or an object of branches, got " + written.found(),
                    "");
            return null;
        }
        if (options.isEmpty() && reader.problems().count() == before)
            reader.error(written, inside, "a choice needs at least one option", "");
        return reader.problems().count() > before ? null : options;
    }

    private static int size(Node written) {
        return switch (written) {
            case Node.Items(Position _, List<Node> items) -> items.size();
            case Node.Fields(Position _, Map<String, Node.Field> fields) -> fields.size();
            case Node.Scalar _ -> 1;
        };
    }

    private void named(Node.Fields fields, Schema.Variants allowed, Place inside, List<Written> options) {
        for (String name : fields.names()) {
            Place at = inside.child(name);
            if (!allowed.variants().containsKey(name)) {
                reader.problems()
                        .error(
                                fields.keyAt(name),
                                at.pointer(),
                                "unknown name \"" + name + "\"",
                                Suggestion.of(name, allowed.variants().keySet()));
                continue;
            }
            Node content = fields.get(name);
            Written option = content == null ? null : branch(name, content, content, at);
            if (option != null) options.add(option);
        }
    }

    private @Nullable Written free(String name, Node.Field field, Schema.Any any, Place at) {
        if (name.isEmpty()) {
            reader.problems().error(field.key(), at.pointer(), "a name must not be empty", "");
            return null;
        }
        if (!(field.value() instanceof Node.Fields)) {
            reader.error(
                    field.value(),
                    at,
                    "a named branch holds an object of parameters, got "
                            + field.value().found(),
                    "write {} where it has none, or list plain values: {\"choice\": [ … ]}");
            return null;
        }
        if (!reader.own(field.key(), at)) return null;
        List<Parameter> children = new ArrayList<>();
        JsonNode read = reader.branch(children).read(field.value(), any, at, null);
        return read == null ? null : written(name, read, children);
    }

    private static Written written(String name, JsonNode read, List<Parameter> children) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.set(name, read);
        return new Written(new Option(name, read, true, children), written);
    }

    /** Adds the option, unless its label or its value stands there already; numbers count by their value. */
    private void add(List<Written> options, Written option, Node item, Place at) {
        JsonNode content = option.option().content();
        JsonNode value = content.isNumber() ? JsonNodeFactory.instance.numberNode(content.doubleValue()) : content;
        boolean known =
                !labels.add(option.option().label()) || (!option.option().branch() && !values.add(value));
        if (known) reader.error(item, at, "this option stands twice in the choice", "delete one of the two");
        else options.add(option);
    }

    /** The variant that an item of the array names, in its short or long form, or null. */
    private @Nullable String variantOf(Node item) {
        if (variants == null) return null;
        String name = null;
        if (item.json().isTextual()) name = item.json().textValue();
        else if (item instanceof Node.Fields fields && fields.names().size() == 1)
            name = fields.names().getFirst();
        return name != null && variants.variants().containsKey(name) ? name : null;
    }

    private @Nullable Written branch(String name, @Nullable Node content, Node item, Place at) {
        Schema.Variants allowed = variants;
        Schema form = allowed == null ? null : allowed.variants().get(name);
        if (allowed == null || form == null) throw new IllegalStateException("the name was found before");
        if (content == null && !reader.alone(name, item.at(), allowed, at)) return null;
        Node inner = content == null ? new Node.Fields(item.at(), Map.of()) : content;
        List<Parameter> children = new ArrayList<>();
        JsonNode read = reader.branch(children).read(inner, form, at, null);
        return read == null ? null : written(name, read, children);
    }

    private @Nullable Written plain(Node item, Place at) {
        JsonNode read = reader.plain().read(item, schema, at, null);
        if (read == null) return null;
        JsonNode written = read.isContainerNode() ? item.json() : read;
        return new Written(new Option(Option.of(written).label(), read, false, List.of()), written);
    }

    private int preset(Domain.Choice domain) {
        if (preset == null) return 0;
        int at = match(domain, Node.of(preset, new Position(new Source(Source.FILE, "", ""), 1, 1)));
        return Math.max(at, 0);
    }

    /**
     * The option that the value means: a branch's name, in its short or long form, or a plain option's value; or -1.
     */
    private static int match(Domain.Choice domain, Node wanted) {
        JsonNode json = wanted.json();
        String name = json.isTextual()
                ? json.textValue()
                : json.isObject() && json.size() == 1 ? json.fieldNames().next() : null;
        for (int i = 0; i < domain.options().size(); i++) {
            Option option = domain.options().get(i);
            if (option.branch() ? option.label().equals(name) : same(option, json)) return i;
        }
        return -1;
    }

    /** Whether a plain option is this value; numbers count by their value, the rest as it is written or filled. */
    static boolean same(Option option, JsonNode json) {
        JsonNode content = option.content();
        if (content.isNumber() && json.isNumber()) return content.doubleValue() == json.doubleValue();
        return content.equals(json)
                || (content.isContainerNode()
                        && json.isContainerNode()
                        && option.label().equals(Option.of(json).label()));
    }

    private static JsonNode full(List<Written> options, int preset) {
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        boolean branches = options.stream().allMatch(option -> option.option().branch());
        if (branches) {
            ObjectNode named = full.putObject(DomainReader.CHOICE);
            for (Written option : options)
                named.set(option.option().label(), option.option().content());
        } else {
            ArrayNode values = full.putArray(DomainReader.CHOICE);
            for (Written option : options) values.add(option.written());
        }
        Written chosen = options.get(preset);
        if (chosen.option().branch())
            full.put(DomainReader.DEFAULT, chosen.option().label());
        else full.set(DomainReader.DEFAULT, chosen.written());
        return full;
    }
}
