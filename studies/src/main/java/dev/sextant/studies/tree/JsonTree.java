// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text, with comments and trailing commas, to a tree in which every value knows its place. */
public final class JsonTree {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TreeText.MAX_DEPTH)
                    .maxStringLength(TreeText.MAX_STRING)
                    .maxNameLength(TreeText.MAX_KEY)
                    .maxNumberLength(TreeText.MAX_NUMBER)
                    .build())
            .build();

    private final Source source;
    private final int shift;
    private final Problems problems;
    private final Deque<Position> open = new ArrayDeque<>();
    /** The characters of the keys above the value that is read. */
    private int path;

    private JsonTree(Source source, int shift, Problems problems) {
        this.source = source;
        this.shift = shift;
        this.problems = problems;
    }

    /**
     * The tree, or null where the text is not JSON; what is wrong goes to the problems.
     *
     * @param text a part of the source's text
     * @param shift how many characters of the source's first line stand before the part
     */
    public static @Nullable Node read(Source source, String text, int shift, Problems problems) {
        return new JsonTree(source, shift, problems).read(text);
    }

    private @Nullable Node read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    TreeText.empty(new Position(source, 1, 1 + shift), problems);
                    return null;
                }
                Node root = value(parser);
                return ends(parser) ? root : null;
            } catch (JsonProcessingException e) {
                Position within = open.peekFirst();
                Position token = at(parser.currentTokenLocation());
                Position at = e.getLocation() == null ? token : at(e.getLocation());
                new JsonFaults(at, token, within, problems).tell(e);
                return null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** Whether nothing but comments stands behind the root; tells of it otherwise. */
    private boolean ends(JsonParser parser) throws IOException {
        Position at;
        try {
            if (parser.nextToken() == null) return true;
            at = at(parser.currentTokenLocation());
        } catch (JsonProcessingException e) {
            if (e.getOriginalMessage().contains("comment")) throw e;
            at = at(e.getLocation());
        }
        problems.error(at, "", "text stands after the end of the document", "delete it");
        return false;
    }

    private Node value(JsonParser parser) throws IOException {
        Position at = at(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            open.push(at);
            Node fields = fields(parser, at);
            open.pop();
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            open.push(at);
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) items.add(value(parser));
            open.pop();
            return new Node.Items(at, items);
        }
        JsonNode scalar = scalar(parser, token);
        if (scalar.isTextual()) TreeText.whole(scalar.textValue(), at, problems);
        return new Node.Scalar(at, scalar);
    }

    private Node fields(JsonParser parser, Position at) throws IOException {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Position keyAt = at(parser.currentTokenLocation());
            TreeText.whole(key, keyAt, problems);
            int above = path;
            path += key.length();
            if (path > TreeText.MAX_PATH) throw new StreamConstraintsException("keys above one another");
            parser.nextToken();
            Node.Field field = new Node.Field(keyAt, value(parser));
            path = above;
            Node.Field first = fields.putIfAbsent(key, field);
            if (first != null) TreeText.twice(keyAt, key, first, problems);
        }
        return new Node.Fields(at, fields);
    }

    private static JsonNode scalar(JsonParser parser, JsonToken token) throws IOException {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (token == JsonToken.VALUE_STRING) return make.textNode(parser.getText());
        if (token == JsonToken.VALUE_TRUE) return make.booleanNode(true);
        if (token == JsonToken.VALUE_FALSE) return make.booleanNode(false);
        if (token == JsonToken.VALUE_NULL) return make.nullNode();
        if (token == JsonToken.VALUE_NUMBER_INT)
            return switch (parser.getNumberType()) {
                case INT -> make.numberNode(parser.getIntValue());
                case LONG -> make.numberNode(parser.getLongValue());
                case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> make.numberNode(parser.getBigIntegerValue());
            };
        return make.numberNode(parser.getDoubleValue());
    }

    private Position at(JsonLocation location) {
        int line = Math.max(1, location.getLineNr());
        return new Position(source, line, Math.max(1, location.getColumnNr()) + (line == 1 ? shift : 0));
    }
}
