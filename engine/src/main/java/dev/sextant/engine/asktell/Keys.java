// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What stands under the keys of a line, or why it cannot be what it should. Pure. */
final class Keys {
    static final String TRIAL = "trial";

    /** The first metric of every external trainer. */
    static final String VALUE = "value";

    static final String METRICS = "metrics";

    /** An error shows no more characters of what it found. */
    private static final int SHOWN = 60;

    private Keys() {}

    /** The argument of a command that takes an object. */
    static ObjectNode object(JsonNode json, String command, String example, List<String> allowed)
            throws RefusedCommandException {
        if (!(json instanceof ObjectNode object))
            throw new RefusedCommandException(
                    "\"%s\" takes an object such as %s, got %s".formatted(command, example, found(json)));
        check(object, allowed, command);
        return object;
    }

    /** Refuses an object with a key that is not one of these. */
    static void check(ObjectNode object, List<String> allowed, String of) throws RefusedCommandException {
        for (String name : names(object))
            if (!allowed.contains(name))
                throw new RefusedCommandException(
                        "unknown key \"%s\" of %s: it may be %s".formatted(name, of, String.join(", ", allowed)));
    }

    static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static void checkEmpty(JsonNode argument, String command) throws RefusedCommandException {
        if (!argument.isObject() || !argument.isEmpty())
            throw new RefusedCommandException("\"%s\" takes {}, got %s".formatted(command, found(argument)));
    }

    static long trial(ObjectNode object) throws RefusedCommandException {
        JsonNode number = object.path(TRIAL);
        if (!number.isIntegralNumber() || !number.canConvertToLong())
            throw new RefusedCommandException("\"trial\" must be the number of a trial, got " + found(number));
        return number.longValue();
    }

    /** The value and the further metrics, without those that are null. */
    static Map<String, Double> metrics(ObjectNode object) throws RefusedCommandException {
        Map<String, Double> metrics = new TreeMap<>();
        JsonNode further = object.path(METRICS);
        if (!further.isMissingNode() && !further.isNull() && !further.isObject())
            throw new RefusedCommandException(
                    "\"metrics\" must be an object of numbers by name, got " + found(further));
        for (Map.Entry<String, JsonNode> metric : further.properties())
            put(metrics, metric.getKey(), metric.getValue());
        if (object.has(VALUE)) put(metrics, VALUE, object.get(VALUE));
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, JsonNode number) throws RefusedCommandException {
        if (number.isNull()) return;
        Double read = number(number);
        if (read == null)
            throw new RefusedCommandException("\"%s\" must be a number or null, got %s".formatted(name, found(number)));
        metrics.put(name, read);
    }

    /** Null where it is none. JSON has none that is not finite; writers that know such spell them as strings. */
    static @Nullable Double number(JsonNode json) {
        if (json.isNumber()) return json.doubleValue();
        return switch (json.asText().toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /** What was found, for errors. */
    static String found(JsonNode json) {
        if (json.isMissingNode()) return "nothing";
        if (json.isObject()) return json.isEmpty() ? "an empty object" : "an object";
        if (json.isArray()) return "an array";
        String text = json.toString();
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return json.isTextual() ? "the string " + shown : shown;
    }
}
