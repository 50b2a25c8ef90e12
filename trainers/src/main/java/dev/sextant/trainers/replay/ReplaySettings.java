// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.ranking.TestScore;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Objective;
import dev.sextant.trainers.document.DocumentCheck;
import dev.sextant.trainers.document.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table's document, read and checked.
 *
 * @param parameters by column, in the document's order
 * @param measures by metric, in the document's order
 * @param logarithmic for the nearest row: the parameters whose distances are those of their logarithms; null where the
 *     row must have the values exactly
 */
record ReplaySettings(
        String csv,
        Map<String, Cell> parameters,
        Map<String, Measure> measures,
        @Nullable List<String> logarithmic) {
    ReplaySettings {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    static ReplaySettings read(ObjectNode document) throws TrainingException {
        ObjectNode keys = DocumentCheck.filled(document, ReplaySchema.SECTION);
        Map<String, Cell> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                keys.get(ReplaySchema.PARAMETERS).properties())
            parameters.put(entry.getKey(), Cell.of(entry.getKey(), entry.getValue()));
        if (parameters.isEmpty())
            throw new TrainingException(
                    ReplaySchema.PARAMETERS,
                    "there are no parameters, so that every trial would be the same",
                    "name columns: \"parameters\": {\"learningRate\": {\"choice\": [0.001, 0.01]}}");
        return new ReplaySettings(
                keys.get(ReplaySchema.CSV).textValue(),
                parameters,
                measures(keys.get(ReplaySchema.METRICS), parameters.keySet()),
                logarithmic(keys.get(ReplaySchema.LOOKUP), parameters));
    }

    private static Map<String, Measure> measures(JsonNode metrics, Set<String> parameters) throws TrainingException {
        Map<String, Measure> measures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : metrics.properties()) {
            String path = ReplaySchema.METRICS + "." + entry.getKey();
            Measure measure = measure(entry.getKey(), entry.getValue(), path);
            Set<String> seen = new HashSet<>();
            for (String column : measure.columns()) {
                if (parameters.contains(column))
                    throw new TrainingException(
                            path,
                            "the column \"%s\" is a parameter and cannot be what is measured".formatted(column),
                            "name another column, or take it out of the parameters");
                if (!seen.add(column))
                    throw new TrainingException(
                            path, "the column \"%s\" is named twice".formatted(column), "name it once");
            }
            measures.put(entry.getKey(), measure);
        }
        if (measures.keySet().stream().allMatch(name -> name.startsWith(TestScore.PREFIX)))
            throw new TrainingException(
                    ReplaySchema.METRICS,
                    measures.isEmpty()
                            ? "there are no metrics"
                            : "every metric begins with \"%s\", so that none may be the objective"
                                    .formatted(TestScore.PREFIX),
                    "name a column: \"metrics\": {\"validationLoss\": \"loss\"}");
        return measures;
    }

    private static Measure measure(String metric, JsonNode value, String path) throws TrainingException {
        if (value.isTextual()) return new Measure(metric, Measure.Kind.DRAWN, List.of(value.textValue()));
        if (value.isArray()) return new Measure(metric, Measure.Kind.DRAWN, texts(value));
        if (value.has(ReplaySchema.MEAN))
            return new Measure(metric, Measure.Kind.MEAN, texts(value.get(ReplaySchema.MEAN)));
        int from = value.get(ReplaySchema.FROM).intValue();
        int to = value.get(ReplaySchema.TO).intValue();
        if (to < from)
            throw new TrainingException(
                    path,
                    "a curve from column %d to column %d has no epochs".formatted(from, to),
                    "write the smaller number under \"%s\"".formatted(ReplaySchema.FROM));
        List<String> columns = new ArrayList<>();
        for (int i = from; i <= to; i++)
            columns.add(value.get(ReplaySchema.CURVE).textValue() + i);
        return new Measure(metric, Measure.Kind.CURVE, columns);
    }

    private static @Nullable List<String> logarithmic(JsonNode lookup, Map<String, Cell> parameters)
            throws TrainingException {
        JsonNode nearest = lookup.get(ReplaySchema.NEAREST);
        if (nearest == null) return null;
        List<String> names = texts(nearest.get(ReplaySchema.LOGARITHMIC));
        for (String name : names)
            if (!parameters.containsKey(name))
                throw new TrainingException(
                        String.join(".", ReplaySchema.LOOKUP, ReplaySchema.NEAREST, ReplaySchema.LOGARITHMIC),
                        "there is no parameter \"%s\"".formatted(name),
                        Spelling.advice(name, List.copyOf(parameters.keySet())));
        return names;
    }

    private static List<String> texts(JsonNode items) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items) texts.add(item.textValue());
        return List.copyOf(texts);
    }

    /** The objective's columns; refused where no metric that may be an objective has its name. */
    Measure measure(Objective objective) throws TrainingException {
        Measure measure = measures.get(objective.metric());
        if (measure == null || objective.metric().startsWith(TestScore.PREFIX))
            throw new TrainingException(
                    ReplaySchema.METRICS,
                    "there is no metric \"%s\" to be the objective".formatted(objective.metric()),
                    Spelling.advice(
                            objective.metric(),
                            measures.keySet().stream()
                                    .filter(name -> !name.startsWith(TestScore.PREFIX))
                                    .toList()));
        return measure;
    }
}
