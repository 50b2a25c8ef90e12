// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Map;

/**
 * A trainer's document as its tree of values. JSON text would lose which whole numbers are ints and which are longs,
 * which tells two trees apart, and a number is not printed and read again for every trial.
 *
 * <p>Each value is one byte that says what it is, and its content: a {@code whole} for ints and longs, a {@code real},
 * a {@code text}, the bytes of a larger whole number in two's complement; of an array the count and its values, of an
 * object the count and its names, each with a value.
 */
final class DocumentLayout {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int REAL = 5;
    private static final int TEXT = 6;
    private static final int BIG = 7;
    private static final int ARRAY = 8;
    private static final int OBJECT = 9;

    private DocumentLayout() {}

    static void write(Encoder out, ObjectNode document) {
        write(out, document, 1);
    }

    private static void write(Encoder out, JsonNode node, int depth) {
        out.value();
        switch (node) {
            case ObjectNode object -> {
                deep(depth);
                out.octet(OBJECT);
                out.count(object.size(), WireLimits.VALUES, "names");
                for (Map.Entry<String, JsonNode> entry : object.properties()) {
                    out.text(entry.getKey());
                    write(out, entry.getValue(), depth + 1);
                }
            }
            case ArrayNode array -> {
                deep(depth);
                out.octet(ARRAY);
                out.count(array.size(), WireLimits.VALUES, "values");
                for (JsonNode value : array) write(out, value, depth + 1);
            }
            case TextNode text -> {
                out.octet(TEXT);
                out.text(text.textValue());
            }
            case DoubleNode real -> {
                out.octet(REAL);
                out.real(real.doubleValue());
            }
            case IntNode whole -> {
                out.octet(INT);
                out.whole(whole.intValue());
            }
            case LongNode whole -> {
                out.octet(LONG);
                out.whole(whole.longValue());
            }
            case BigIntegerNode big -> {
                out.octet(BIG);
                out.bytes(big.bigIntegerValue().toByteArray(), WireLimits.BIG_NUMBER, "bytes in a whole number");
            }
            case BooleanNode flag -> out.octet(flag.booleanValue() ? TRUE : FALSE);
            case NullNode _ -> out.octet(NULL);
            default ->
                throw new UnfitMessageException("its document has a %s, which no study file can say"
                        .formatted(node.getClass().getSimpleName()));
        }
    }

    private static void deep(int depth) {
        if (depth > WireLimits.DEPTH)
            throw new UnfitMessageException("its document is more than %d deep".formatted(WireLimits.DEPTH));
    }

    static ObjectNode read(Decoder in) {
        if (read(in, 1) instanceof ObjectNode document) return document;
        throw in.unfit("a document ends that is no object");
    }

    private static JsonNode read(Decoder in, int depth) {
        in.value();
        int kind = in.octet();
        return switch (kind) {
            case NULL -> NullNode.instance;
            case FALSE -> BooleanNode.FALSE;
            case TRUE -> BooleanNode.TRUE;
            case INT -> IntNode.valueOf(in.number());
            case LONG -> LongNode.valueOf(in.whole());
            case REAL -> DoubleNode.valueOf(in.real());
            case TEXT -> TextNode.valueOf(in.text());
            case BIG -> {
                byte[] digits = in.bytes(WireLimits.BIG_NUMBER, "bytes in a whole number");
                if (digits.length == 0) throw in.unfit("a whole number has no bytes");
                yield BigIntegerNode.valueOf(new BigInteger(digits));
            }
            case ARRAY -> array(in, depth);
            case OBJECT -> object(in, depth);
            default -> throw in.unfit("a value is of kind %d, which there is not".formatted(kind));
        };
    }

    private static ArrayNode array(Decoder in, int depth) {
        deep(in, depth);
        int count = in.count(WireLimits.VALUES, 1, "values");
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) array.add(read(in, depth + 1));
        return array;
    }

    private static ObjectNode object(Decoder in, int depth) {
        deep(in, depth);
        int count = in.count(WireLimits.VALUES, 2, "names");
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            if (object.has(name)) throw in.unfit("a name of an object came before");
            object.set(name, read(in, depth + 1));
        }
        return object;
    }

    private static void deep(Decoder in, int depth) {
        if (depth > WireLimits.DEPTH)
            throw in.unfit("a document goes more than %d deep, which is not read".formatted(WireLimits.DEPTH));
    }
}
