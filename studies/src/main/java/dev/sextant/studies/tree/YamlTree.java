// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML text to the tree that the same values in JSON would give. What JSON cannot say is refused: anchors, aliases,
 * merge keys, tags, keys that are objects or arrays, a second document. Plain values are read by {@link YamlScalar}.
 */
final class YamlTree {
    private static final SpecVersion VERSION = new SpecVersion(1, 2);
    private static final String MERGE = "<<";
    private static final Node NOTHING =
            new Node.Scalar(new Position(new Source(Source.FILE, "", ""), 1, 1), JsonNodeFactory.instance.nullNode());

    private final Source source;
    private final Problems problems;
    private final Parser parser;
    /** What was met cannot stand in a tree; the reading goes on only to find the other problems. */
    private boolean refused;
    /** The text is beyond the limits; the reading ends. */
    private boolean ended;
    /** The characters of the keys above the value that is read. */
    private int path;
    /** Marks count code points; this one was found at this character. */
    private int codePoint;

    private int offset;

    private YamlTree(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Integer.MAX_VALUE)
                // The whole text at once: between two pieces the library breaks on a pair of surrogates.
                .setBufferSize(source.text().length() + 1)
                .build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    /** The tree, or null where the text is not YAML or holds what is refused; what is wrong goes to the problems. */
    static @Nullable Node read(Source source, Problems problems) {
        return YamlFaults.unprintable(source, problems) ? null : new YamlTree(source, problems).read();
    }

    private @Nullable Node read() {
        try {
            parser.next();
            if (parser.checkEvent(Event.ID.StreamEnd)) {
                TreeText.empty(source.at(0), problems);
                return null;
            }
            begin((DocumentStartEvent) parser.next());
            Event first = parser.next();
            if (first instanceof ScalarEvent value
                    && value.isPlain()
                    && value.getValue().isEmpty()
                    && !refused) {
                TreeText.empty(at(first), problems);
                return null;
            }
            Node root = node(first, 0);
            if (ended) return null;
            parser.next();
            if (!parser.checkEvent(Event.ID.StreamEnd)) {
                refuse(parser.peekEvent(), "a second document begins here", "write one document; delete the rest");
                return null;
            }
            return refused ? null : root;
        } catch (YamlEngineException e) {
            YamlFaults.tell(e, source, this::at, problems);
        } catch (NumberFormatException e) {
            // The parser lets an escape of eight digits through that no character has, \UFFFFFFFF.
            YamlFaults.escape(source.at(Math.max(offset, source.text().indexOf("\\U", offset))), problems);
        }
        return null;
    }

    private void begin(DocumentStartEvent start) {
        SpecVersion version = start.getSpecVersion().orElse(VERSION);
        if (version.getMajor() != VERSION.getMajor() || version.getMinor() != VERSION.getMinor())
            refuse(
                    start,
                    "this is read as YAML 1.2, not " + version.getMajor() + "." + version.getMinor(),
                    "delete it");
        // Tags are refused where they are used.
    }

    /** @param depth how many objects and arrays it stands in */
    private Node node(Event event, int depth) {
        Position at = at(event);
        if (event instanceof AliasEvent) {
            refuse(event, "aliases are not read", "write the value out here");
            return NOTHING;
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent())
            refuse(
                    event,
                    "anchors are not read",
                    "delete &" + node.getAnchor().get() + ", and write the value out where it is needed again");
        Optional<String> tag = switch (event) {
            case ScalarEvent value -> value.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> throw new IllegalStateException("no value begins with " + event);
        };
        if (tag.isPresent())
            refuse(
                    event,
                    "tags are not read",
                    "delete the tag; what is in quotes is a string, what looks like a number is one");
        if (event instanceof ScalarEvent value) return scalar(value, at);
        if (depth >= TreeText.MAX_DEPTH) {
            beyond(at);
            return NOTHING;
        }
        return event instanceof MappingStartEvent ? fields(at, depth + 1) : items(at, depth + 1);
    }

    private Node items(Position at, int depth) {
        List<Node> items = new ArrayList<>();
        while (!ended) {
            Event event = parser.next();
            if (event.getEventId() == Event.ID.SequenceEnd) break;
            items.add(node(event, depth));
        }
        return new Node.Items(at, items);
    }

    private Node fields(Position at, int depth) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        while (!ended) {
            Event event = parser.next();
            if (event.getEventId() == Event.ID.MappingEnd) break;
            Position keyAt = at(event);
            String key = key(event, depth);
            if (ended) break;
            int above = path;
            path += key == null ? 0 : key.length();
            if (path > TreeText.MAX_PATH) beyond(keyAt);
            Node.Field field = new Node.Field(keyAt, node(parser.next(), depth));
            path = above;
            if (key == null) continue;
            Node.Field first = fields.putIfAbsent(key, field);
            if (first != null) TreeText.twice(keyAt, key, first, problems);
        }
        return new Node.Fields(at, fields);
    }

    /** The name of a field; null where it cannot have that one. */
    private @Nullable String key(Event event, int depth) {
        node(event, depth);
        if (event instanceof AliasEvent) return null;
        if (!(event instanceof ScalarEvent key)) {
            if (!ended) refuse(event, "a key is a name, not an object or an array", "write name: value");
            return null;
        }
        if (key.getValue().length() > TreeText.MAX_KEY) beyond(at(event));
        if (key.isPlain() && key.getValue().equals(MERGE)) {
            refuse(event, "merge keys are not read", "write the keys out here");
            return null;
        }
        return key.getValue();
    }

    private Node scalar(ScalarEvent event, Position at) {
        String text = event.getValue();
        boolean number = event.isPlain() && YamlScalar.isNumber(text);
        if (text.length() > (number ? TreeText.MAX_NUMBER : TreeText.MAX_STRING)) {
            beyond(at);
            return NOTHING;
        }
        TreeText.whole(text, at, problems);
        if (event.isPlain() && YamlScalar.isNotFinite(text))
            refuse(event, text + " is not a number here", "write a finite number; as a string it stands in quotes");
        return new Node.Scalar(at, event.isPlain() ? YamlScalar.value(text) : JsonNodeFactory.instance.textNode(text));
    }

    private void refuse(Event event, String message, String help) {
        refused = true;
        problems.error(at(event), "", message, help);
    }

    private void beyond(Position at) {
        ended = true;
        TreeText.beyond(at, problems);
    }

    private Position at(Event event) {
        return at(event.getStartMark().orElseThrow());
    }

    /** Marks come in the order of the text, or nearly so. */
    private Position at(Mark mark) {
        offset = source.text().offsetByCodePoints(offset, mark.getIndex() - codePoint);
        codePoint = mark.getIndex();
        return source.at(offset);
    }
}
