// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.studies.tree.Node;
import dev.sextant.studies.tree.Position;
import dev.sextant.studies.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an object that stands for a value that varies: {@code {"log": [1e-4, 1.0]}}. */
final class DomainReader {
    static final String LOG = "log";
    static final String UNIFORM = "uniform";
    static final String INT = "int";
    static final String LOG_INT = "logInt";
    static final String CHOICE = "choice";
    static final String FIND = "find";
    static final String STEP = "step";
    static final String GRID = "grid";
    static final String DEFAULT = "default";

    static final List<String> KINDS = List.of(LOG, UNIFORM, INT, LOG_INT, CHOICE, FIND);

    private final DocumentReader reader;
    private final Schema schema;
    private final Place place;
    private final @Nullable JsonNode preset;

    /**
     * @param schema what may stand at the place; every value of the domain must fit it
     * @param preset the schema's own default at the place, or null
     */
    DomainReader(DocumentReader reader, Schema schema, Place place, @Nullable JsonNode preset) {
        this.reader = reader;
        this.schema = schema;
        this.place = place;
        this.preset = preset;
    }

    /** Whether an object that stands where the schema is expected means a domain rather than a plain object. */
    static boolean meant(Node.Fields fields, Schema schema) {
        if (schema instanceof Schema.Named) return false;
        if (schema instanceof Schema.Any) return !kinds(fields).isEmpty() || misspelt(fields) != null;
        Set<String> own = new LinkedHashSet<>();
        if (!takesObjects(schema, own)) return true;
        for (String kind : kinds(fields)) if (!own.contains(kind)) return true;
        return false;
    }

    private static boolean takesObjects(Schema schema, Set<String> keys) {
        return switch (schema) {
            case Schema.Real _, Schema.Whole _, Schema.Flag _, Schema.Text _, Schema.Items _ -> false;
            case Schema.Named _, Schema.Any _ -> true;
            case Schema.Section section -> {
                for (Schema.Key key : section.keys()) keys.add(key.name());
                yield true;
            }
            case Schema.Variants variants -> {
                keys.addAll(variants.variants().keySet());
                yield true;
            }
            case Schema.AnyOf any -> {
                boolean takes = false;
                for (Schema form : any.forms()) takes |= takesObjects(form, keys);
                yield takes;
            }
        };
    }

    static List<String> kinds(Node.Fields fields) {
        List<String> kinds = new ArrayList<>();
        for (String kind : KINDS) if (fields.get(kind) != null) kinds.add(kind);
        return kinds;
    }

    /**
     * The key by which an object of free names is a domain whose kind is misspelt, or null where it is an object of the
     * writer's own: it has one key, beside those of domains, that is almost a kind and holds what that kind takes.
     */
    private static @Nullable String misspelt(Node.Fields fields) {
        List<String> names = new ArrayList<>(fields.fields().keySet());
        names.removeAll(List.of(DEFAULT, GRID, STEP));
        if (names.size() != 1) return null;
        String name = names.getFirst();
        String near = Suggestion.near(name, KINDS);
        if (near == null || near.equals(FIND)) return null;
        return switch (fields.get(name)) {
            case Node.Items(Position _, List<Node> items) when near.equals(CHOICE) || ends(items) -> name;
            case Node.Fields _ when near.equals(CHOICE) -> name;
            case null, default -> null;
        };
    }

    /** The only key of an object that would be a domain if names stood not there; null where it holds names. */
    static @Nullable String lone(Node.Fields fields) {
        List<String> kinds = kinds(fields);
        if (fields.fields().size() != 1 || kinds.isEmpty()) return null;
        String kind = kinds.getFirst();
        return switch (fields.get(kind)) {
            case Node.Items _ -> kind;
            case Node.Fields value when kinds(value).isEmpty() -> kind;
            case null, default -> null;
        };
    }

    private static boolean ends(List<Node> items) {
        return items.size() == 2 && items.stream().allMatch(item -> item.json().isNumber());
    }

    /** The domain's full form, its parameter added to the reader's; null where something is wrong with it. */
    @Nullable
    JsonNode read(Node.Fields node) {
        List<String> kinds = kinds(node);
        if (kinds.isEmpty()) return noKind(node);
        if (kinds.size() > 1) {
            reader.error(
                    node, place, "a domain has one kind, got " + String.join(" and ", kinds), "keep one of the two");
            return null;
        }
        String kind = kinds.getFirst();
        boolean known = keysKnown(node, kind);
        JsonNode read = switch (kind) {
            case CHOICE -> new ChoiceReader(reader, schema, place, preset).read(node);
            case FIND -> new FindReader(reader, schema, place, preset).read(node);
            default -> new RangeReader(reader, schema, place, preset).read(node, kind);
        };
        return known ? read : null;
    }

    private @Nullable JsonNode noKind(Node.Fields node) {
        List<String> names = node.names();
        if (names.isEmpty()) {
            reader.error(
                    node,
                    place,
                    "expected " + Expected.text(schema) + ", got an empty object",
                    "to let it vary write "
                            + (RangeReader.numeric(schema) ? "{\"uniform\": [low, high]}" : "{\"choice\": [ … ]}"));
            return null;
        }
        String typo = schema instanceof Schema.Any ? misspelt(node) : null;
        String name = typo != null ? typo : names.getFirst();
        List<String> offered = new ArrayList<>(KINDS);
        if (!FindReader.offered(place, schema)) offered.remove(FIND);
        reader.problems()
                .error(
                        node.keyAt(name),
                        place.inside(name).pointer(),
                        "unknown kind of domain \"" + name + "\"",
                        Suggestion.of(name, offered)
                                + (typo != null ? " An object of your own needs a second key here." : ""));
        return null;
    }

    private boolean keysKnown(Node.Fields node, String kind) {
        Set<String> allowed = new LinkedHashSet<>();
        allowed.add(kind);
        allowed.add(DEFAULT);
        if (!kind.equals(CHOICE)) allowed.add(GRID);
        if (kind.equals(UNIFORM) || kind.equals(INT)) allowed.add(STEP);
        boolean known = true;
        for (String name : node.names()) {
            if (allowed.contains(name)) continue;
            known = false;
            allowed.remove(kind);
            reader.problems()
                    .error(
                            node.keyAt(name),
                            place.inside(name).pointer(),
                            "unknown key \"" + name + "\" beside \"" + kind + "\"",
                            Suggestion.of(name, allowed));
        }
        return known;
    }
}
