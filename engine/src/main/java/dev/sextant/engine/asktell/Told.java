// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.trial.Constraint;
import dev.sextant.engine.trial.CurveRecorder;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Objective;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program told of a trial.
 *
 * <p>A value that is no finite number is an answer as well: the trial diverged. A trial without a value that does not
 * say how it ended has failed, unless it has a curve: then its best value counts.
 */
record Told(long trial, Outcome outcome) {
    private static final String STATE = "state";
    private static final String MESSAGE = "message";
    private static final String CURVE = "curve";
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String DIVERGED = "diverged";
    private static final List<String> STATES = List.of(COMPLETED, FAILED, DIVERGED);
    private static final List<String> KEYS = List.of(Keys.TRIAL, Keys.VALUE, STATE, Keys.METRICS, CURVE, MESSAGE);
    private static final String EXAMPLE = "{\"trial\": 0, \"value\": 0.5}";

    static Told read(JsonNode json, AskTell study) throws RefusedCommandException {
        ObjectNode tell = Keys.object(json, "tell", EXAMPLE, KEYS);
        long trial = Keys.trial(tell);
        Map<String, Double> metrics = Keys.metrics(tell);
        LearningCurve told = curve(tell);
        String state = state(tell, metrics.get(Keys.VALUE), told != null);
        LearningCurve curve = told == null ? study.reported(trial) : told;
        int epochs = told == null ? study.epochs(trial) : told.epochs();
        return new Told(
                trial,
                switch (state) {
                    case FAILED -> new Outcome.Failed(message(tell), curve);
                    case DIVERGED -> diverged(curve, epochs, metrics.getOrDefault(Keys.VALUE, Double.NaN));
                    default ->
                        completed(tell, metrics, curve, epochs, study.spec().goals());
                });
    }

    /** The state that is told, or else the one that the value means. */
    private static String state(ObjectNode tell, @Nullable Double value, boolean curve) throws RefusedCommandException {
        JsonNode state = tell.path(STATE);
        if (state.isTextual() && STATES.contains(state.textValue())) return state.textValue();
        if (!state.isMissingNode())
            throw new RefusedCommandException(
                    "\"state\" must be one of %s, got %s".formatted(String.join(", ", STATES), Keys.found(state)));
        if (!tell.path(Keys.VALUE).isMissingNode()) return value == null ? FAILED : COMPLETED;
        if (curve) return COMPLETED;
        throw new RefusedCommandException(
                "\"tell\" needs a \"value\", null where there is none, or a \"curve\", or a \"state\" of "
                        + String.join(", ", STATES));
    }

    /** Null where none was told. */
    private static @Nullable LearningCurve curve(ObjectNode tell) throws RefusedCommandException {
        JsonNode curve = tell.path(CURVE);
        if (curve.isMissingNode() || curve.isNull()) return null;
        if (!curve.isArray() || curve.isEmpty())
            throw new RefusedCommandException("\"curve\" must be an array of the values after each epoch, got "
                    + (curve.isArray() ? "an empty array" : Keys.found(curve)));
        double[] values = new double[curve.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = Keys.number(curve.get(i));
            if (value == null)
                throw new RefusedCommandException(
                        "\"curve\" must hold numbers, got %s for epoch %d".formatted(Keys.found(curve.get(i)), i + 1));
            values[i] = value;
        }
        return new LearningCurve(values);
    }

    private static Outcome completed(
            ObjectNode tell, Map<String, Double> told, LearningCurve curve, int epochs, Goals goals)
            throws RefusedCommandException {
        Objective first = goals.first();
        Double said = told.get(first.metric());
        boolean omitted = said == null && !tell.has(Keys.VALUE);
        double value = said != null ? said : omitted ? curve.bestUpTo(curve.epochs(), first.direction()) : Double.NaN;
        boolean finite = Double.isFinite(value);
        Map<String, Double> metrics =
                finite ? Completion.of(curve, epochs, first, value, told).metrics() : told;
        for (Constraint constraint : goals.constraints()) require(constraint.metric(), tell, metrics);
        for (Objective objective : goals.objectives()) {
            if (!(objective.equals(first) && omitted && curve.epochs() > 0)) require(objective.metric(), tell, metrics);
            finite &= Double.isFinite(metrics.getOrDefault(objective.metric(), Double.NaN));
        }
        return finite ? Completion.of(curve, epochs, first, value, told) : diverged(curve, epochs, value);
    }

    /** A value may be null; other metrics that the study judges by may not. */
    private static void require(String name, ObjectNode tell, Map<String, Double> metrics)
            throws RefusedCommandException {
        if (metrics.containsKey(name) || (name.equals(Keys.VALUE) && tell.has(Keys.VALUE))) return;
        throw new RefusedCommandException(
                "the study judges by \"%s\" and it was not told: add %s".formatted(name, way(name)));
    }

    /** How a metric is told. */
    static String way(String name) {
        return name.equals(Keys.VALUE) ? "\"value\": 0.5" : "\"metrics\": {\"" + name + "\": 0.5}";
    }

    /** @param value that is not finite; of another one nothing is kept */
    private static Outcome diverged(LearningCurve curve, int epochs, double value) {
        int known = curve.epochs();
        if (known > 0 && (!Double.isFinite(curve.at(known)) || known >= epochs)) return new Outcome.Diverged(curve);
        CurveRecorder longer = new CurveRecorder(curve);
        longer.add(Double.isFinite(value) ? Double.NaN : value, Map.of());
        return new Outcome.Diverged(longer.curve());
    }

    private static String message(ObjectNode tell) throws RefusedCommandException {
        JsonNode message = tell.path(MESSAGE);
        if (message.isMissingNode() || message.isNull()) return "no reason was told";
        if (!message.isTextual())
            throw new RefusedCommandException("\"message\" must be a string, got " + Keys.found(message));
        return message.textValue();
    }
}
