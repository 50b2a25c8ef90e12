// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.trainers.document.Spelling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands the protocol: one JSON object a line, each with {@code "sextant": 1} as its first key.
 *
 * <pre>
 * {"sextant": 1, "type": "hello", "capabilities": ["stop"]}                       if it stops when it is asked to
 * {"sextant": 1, "type": "hello", "capabilities": ["checkpoint"], "step": 4}      if it can go on, and does, after step 4
 * {"sextant": 1, "type": "report", "step": 5, "value": 0.71, "metrics": {"accuracy": 0.8}}
 * {"sextant": 1, "type": "final", "value": 0.63}                                  and then exits with 0
 * {"sextant": 1, "type": "final", "status": "failed", "message": "no such file"}  or "status": "diverged"
 * </pre>
 *
 * {@code value} is the objective's; it may also stand among the metrics, by its name. Metrics that the study does not
 * name are passed over.
 *
 * @param metrics those of the study
 */
record ProtocolEar(List<String> metrics, String objective) implements Ear {
    static final int VERSION = 1;
    static final String SEXTANT = "sextant";
    static final String TYPE = "type";
    static final String STOP = "stop";
    static final String CHECKPOINT = "checkpoint";

    private static final String STEP = "step";
    private static final String VALUE = "value";
    private static final String METRICS = "metrics";
    private static final String STATUS = "status";
    private static final String MESSAGE = "message";
    private static final String CAPABILITIES = "capabilities";

    private static final Map<String, List<String>> KEYS = Map.of(
            "hello", List.of(CAPABILITIES, STEP),
            "report", List.of(STEP, VALUE, METRICS),
            "final", List.of(VALUE, METRICS, STATUS, MESSAGE));

    private static final Heard LOG = new Heard.Log();

    private static final List<String> STATES = List.of("complete", "diverged", "failed");

    private static final Pattern BEGIN = Pattern.compile(" *\\{\\s*\"sextant\"\\s*:");

    /** A longer line is not told in full. */
    private static final int QUOTED = 120;

    /** A line that cannot be understood. */
    private static final class Strange extends Exception {
        private static final long serialVersionUID = 1;

        private Strange(String message) {
            super(message);
        }
    }

    @Override
    public boolean expectsFinal() {
        return true;
    }

    @Override
    public Heard hear(String line) {
        boolean object = line.startsWith("{") || line.startsWith(" ");
        if (!object || !BEGIN.matcher(line).lookingAt()) return LOG;
        try {
            return understood(line);
        } catch (Strange strange) {
            return new Heard.Broken("%s: %s".formatted(strange.getMessage(), quoted(line)));
        }
    }

    private Heard understood(String line) throws Strange {
        ObjectNode object = StrictJson.object(line);
        if (object == null) throw new Strange("it printed a line of the protocol that is no JSON object");
        JsonNode version = object.path(SEXTANT);
        if (!version.isInt() || version.intValue() != VERSION)
            throw new Strange(
                    "it speaks version %s of the protocol, and version %d is spoken here".formatted(version, VERSION));
        String type = object.path(TYPE).asText();
        List<String> keys = KEYS.get(type);
        if (keys == null)
            throw new Strange(
                    "it printed a line of type \"%s\", and there are only hello, report and final".formatted(type));
        for (String key : (Iterable<String>) object::fieldNames)
            if (!key.equals(SEXTANT) && !key.equals(TYPE) && !keys.contains(key))
                throw new Strange("it printed a %s with the unknown key \"%s\" (%s)"
                        .formatted(type, key, Spelling.advice(key, keys)));
        Map<String, Double> told = metrics(object.path(METRICS));
        Double value = value(object, told);
        return switch (type) {
            case "hello" -> hello(object.path(CAPABILITIES), object.get(STEP));
            case "report" -> report(step(object.get(STEP)), value, told);
            default -> last(object, value, told);
        };
    }

    /** Capabilities that are not known here are passed over. */
    private static Heard hello(JsonNode capabilities, @Nullable JsonNode step) throws Strange {
        boolean stops = false;
        boolean continues = false;
        for (JsonNode capability : capabilities) {
            stops |= capability.asText().equals(STOP);
            continues |= capability.asText().equals(CHECKPOINT);
        }
        if (step == null) return new Heard.Hello(stops, continues, -1);
        int after = whole(step, 0);
        if (after > 0 && !continues)
            throw new Strange("it goes on after step %d and does not name \"checkpoint\" among its capabilities"
                    .formatted(after));
        return new Heard.Hello(stops, continues, after);
    }

    private Heard report(int step, @Nullable Double value, Map<String, Double> told) throws Strange {
        if (value == null) throw new Strange("it printed a report without a value of %s".formatted(objective));
        return new Heard.Report(step, value, told);
    }

    private static Heard last(ObjectNode object, @Nullable Double value, Map<String, Double> told) throws Strange {
        String status = object.path(STATUS).asText(STATES.getFirst());
        return switch (status) {
            case "complete" -> new Heard.Final(value, told);
            case "diverged" -> new Heard.Diverged();
            case "failed" ->
                new Heard.Broken("it said that it failed: "
                        + Tail.clean(object.path(MESSAGE).asText("for no reason")));
            default ->
                throw new Strange(
                        "it printed the unknown status \"%s\" (%s)".formatted(status, Spelling.advice(status, STATES)));
        };
    }

    private static int step(@Nullable JsonNode step) throws Strange {
        return step == null ? 0 : whole(step, 1);
    }

    private static int whole(JsonNode step, int least) throws Strange {
        if (!step.isIntegralNumber() || !step.canConvertToInt() || step.intValue() < least)
            throw new Strange("it printed a step that is no whole number of at least %d, %s".formatted(least, step));
        return step.intValue();
    }

    private Map<String, Double> metrics(JsonNode written) throws Strange {
        if (!written.isMissingNode() && !written.isNull() && !written.isObject())
            throw new Strange("it printed metrics that are no object, %s".formatted(written));
        Map<String, Double> told = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : written.properties()) {
            if (!metrics.contains(entry.getKey())) continue;
            Double number = TextNumbers.of(entry.getValue());
            if (number == null)
                throw new Strange(
                        "it printed a metric \"%s\" that is no number, %s".formatted(entry.getKey(), entry.getValue()));
            told.put(entry.getKey(), number);
        }
        return told;
    }

    /** The objective's, taken out of the others. */
    private @Nullable Double value(ObjectNode object, Map<String, Double> told) throws Strange {
        Double named = told.remove(objective);
        JsonNode written = object.get(VALUE);
        if (written == null || written.isNull()) return named;
        Double value = TextNumbers.of(written);
        if (value == null) throw new Strange("it printed a value that is no number, %s".formatted(written));
        return value;
    }

    private static String quoted(String line) {
        String clean = Tail.clean(line);
        return clean.length() <= QUOTED ? clean : clean.substring(0, QUOTED) + " …";
    }
}
