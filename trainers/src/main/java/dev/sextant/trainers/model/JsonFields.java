// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of an object in a model's description. What is missing or of another kind is told with its place.
 *
 * @param path of the object, names and places joined by dots; empty for the whole
 */
record JsonFields(ObjectNode node, String path) {
    /** Texts that messages quote are cut here. */
    private static final int LONGEST = 60;

    private static final int MOST = 1 << 24;

    String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    ModelFormatException wrong(String key, String rule) {
        JsonNode found = node.get(key);
        return new ModelFormatException(
                found == null
                        ? "its description has no %s, which must be %s".formatted(place(key), rule)
                        : "its description has %s in %s, which must be %s"
                                .formatted(shortened(found.toString()), place(key), rule));
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    String text(String key) throws ModelFormatException {
        if (!node.path(key).isTextual()) throw wrong(key, "a text");
        return node.get(key).textValue();
    }

    boolean flag(String key) throws ModelFormatException {
        if (!node.path(key).isBoolean()) throw wrong(key, "true or false");
        return node.get(key).booleanValue();
    }

    /** Finite. */
    double number(String key) throws ModelFormatException {
        double number = node.path(key).isNumber() ? node.get(key).doubleValue() : Double.NaN;
        if (!Double.isFinite(number)) throw wrong(key, "a number");
        return number;
    }

    double positive(String key) throws ModelFormatException {
        double number = number(key);
        if (!(number > 0)) throw wrong(key, "a number above 0");
        return number;
    }

    int whole(String key, int least) throws ModelFormatException {
        JsonNode found = node.path(key);
        if (!found.isIntegralNumber()
                || !found.canConvertToInt()
                || found.intValue() < least
                || found.intValue() > MOST) throw wrong(key, "a whole number from %d to %d".formatted(least, MOST));
        return found.intValue();
    }

    /** One of a few names. */
    <T> T one(String key, Map<String, T> names) throws ModelFormatException {
        T found = names.get(text(key));
        if (found == null) throw wrong(key, "one of " + String.join(", ", names.keySet()));
        return found;
    }

    /** At least one. */
    List<String> texts(String key) throws ModelFormatException {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(key)) {
            if (!text.isTextual()) throw wrong(key, "a list of texts");
            texts.add(text.textValue());
        }
        if (texts.isEmpty() || !node.path(key).isArray()) throw wrong(key, "a list of texts");
        return texts;
    }

    List<Integer> wholes(String key, int least) throws ModelFormatException {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode number : node.path(key)) {
            if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < least)
                throw wrong(key, "a list of whole numbers from %d on".formatted(least));
            numbers.add(number.intValue());
        }
        if (!node.path(key).isArray()) throw wrong(key, "a list of whole numbers");
        return numbers;
    }

    JsonFields object(String key) throws ModelFormatException {
        if (!(node.path(key) instanceof ObjectNode object)) throw wrong(key, "an object");
        return new JsonFields(object, place(key));
    }

    List<JsonFields> objects(String key) throws ModelFormatException {
        if (!node.path(key).isArray()) throw wrong(key, "a list of objects");
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode each : node.get(key)) {
            if (!(each instanceof ObjectNode object)) throw wrong(key, "a list of objects");
            objects.add(new JsonFields(object, place(key) + "." + objects.size()));
        }
        return objects;
    }

    /** The name of the only field: a list of variants has objects of one field each. */
    String only(String rule) throws ModelFormatException {
        if (node.size() != 1)
            throw new ModelFormatException("its description has %s in %s, which must be an object of one field, %s"
                    .formatted(shortened(node.toString()), path, rule));
        return node.fieldNames().next();
    }
}
