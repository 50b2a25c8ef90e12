// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a program told of a trial.
 *
 * <p>A value that is no finite number is an answer as well: the trial diverged. A trial without a value that does not
 * say how it ended has failed.
 */
record Told(long trial, Outcome outcome) {
    private static final String TRIAL = "trial";
    private static final String STATE = "state";
    private static final String METRICS = "metrics";
    private static final String MESSAGE = "message";
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String DIVERGED = "diverged";
    private static final List<String> STATES = List.of(COMPLETED, FAILED, DIVERGED);

    /** The first metric of every external trainer. */
    static final String VALUE = "value";

    private static final List<String> KEYS = List.of(TRIAL, VALUE, STATE, METRICS, MESSAGE);

    static Told read(JsonNode json, Goals goals) throws RefusedCommandException {
        if (!(json instanceof ObjectNode tell))
            throw new RefusedCommandException(
                    "\"tell\" takes an object such as {\"trial\": 0, \"value\": 0.5}, got " + Conversation.found(json));
        Conversation.checkKeys(tell, KEYS, "tell");
        JsonNode number = tell.path(TRIAL);
        if (!number.isIntegralNumber() || !number.canConvertToLong())
            throw new RefusedCommandException(
                    "\"trial\" must be the number of a trial, got " + Conversation.found(number));
        Map<String, Double> metrics = metrics(tell);
        String state = state(tell, metrics.get(VALUE));
        return new Told(
                number.longValue(),
                switch (state) {
                    case FAILED -> new Outcome.Failed(message(tell));
                    case DIVERGED -> diverged(metrics.getOrDefault(VALUE, Double.NaN));
                    default -> completed(tell, metrics, goals);
                });
    }

    /** The state that is told, or else the one that the value means. */
    private static String state(ObjectNode tell, @Nullable Double value) throws RefusedCommandException {
        JsonNode state = tell.path(STATE);
        if (state.isTextual() && STATES.contains(state.textValue())) return state.textValue();
        if (!state.isMissingNode())
            throw new RefusedCommandException("\"state\" must be one of %s, got %s"
                    .formatted(String.join(", ", STATES), Conversation.found(state)));
        if (tell.path(VALUE).isMissingNode())
            throw new RefusedCommandException("\"tell\" needs a \"value\", null where there is none, or a \"state\" of "
                    + String.join(", ", STATES));
        return value == null ? FAILED : COMPLETED;
    }

    /** The value and the further metrics, without those that are null. */
    private static Map<String, Double> metrics(ObjectNode tell) throws RefusedCommandException {
        Map<String, Double> metrics = new TreeMap<>();
        JsonNode further = tell.path(METRICS);
        if (!further.isMissingNode() && !further.isNull() && !further.isObject())
            throw new RefusedCommandException(
                    "\"metrics\" must be an object of numbers by name, got " + Conversation.found(further));
        for (Map.Entry<String, JsonNode> metric : further.properties())
            put(metrics, metric.getKey(), metric.getValue());
        if (tell.has(VALUE)) put(metrics, VALUE, tell.get(VALUE));
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, JsonNode number) throws RefusedCommandException {
        if (number.isNull()) return;
        Double read = number.isNumber() ? Double.valueOf(number.doubleValue()) : notFinite(number);
        if (read == null)
            throw new RefusedCommandException(
                    "\"%s\" must be a number or null, got %s".formatted(name, Conversation.found(number)));
        metrics.put(name, read);
    }

    /** JSON has no such numbers; writers that know them spell them as strings. */
    private static @Nullable Double notFinite(JsonNode text) {
        return switch (text.asText().toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static Outcome completed(ObjectNode tell, Map<String, Double> metrics, Goals goals)
            throws RefusedCommandException {
        for (Constraint constraint : goals.constraints()) require(constraint.metric(), tell, metrics);
        boolean finite = true;
        for (Objective objective : goals.objectives()) {
            require(objective.metric(), tell, metrics);
            finite &= Double.isFinite(metrics.getOrDefault(objective.metric(), Double.NaN));
        }
        double value = metrics.getOrDefault(goals.first().metric(), Double.NaN);
        return finite
                ? new Outcome.Completed(value, 1, metrics, new LearningCurve(new double[] {value}))
                : diverged(value);
    }

    /** A value may be null; other metrics that the study judges by may not. */
    private static void require(String name, ObjectNode tell, Map<String, Double> metrics)
            throws RefusedCommandException {
        if (metrics.containsKey(name) || (name.equals(VALUE) && tell.has(VALUE))) return;
        String way = name.equals(VALUE) ? "\"value\": 0.5" : "\"metrics\": {\"" + name + "\": 0.5}";
        throw new RefusedCommandException(
                "the study judges by \"%s\" and it was not told: add %s".formatted(name, way));
    }

    private static Outcome diverged(double value) {
        return new Outcome.Diverged(new LearningCurve(new double[] {Double.isFinite(value) ? Double.NaN : value}));
    }

    private static String message(ObjectNode tell) throws RefusedCommandException {
        JsonNode message = tell.path(MESSAGE);
        if (message.isMissingNode() || message.isNull()) return "no reason was told";
        if (!message.isTextual())
            throw new RefusedCommandException("\"message\" must be a string, got " + Conversation.found(message));
        return message.textValue();
    }
}
