// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.study.Enqueued;
import dev.sextant.engine.trial.LearningCurve;
import dev.sextant.engine.trial.Outcome;
import dev.sextant.engine.trial.Readings;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials of their rows. What many trials have in common, names and chosen options, is one object in all of them.
 *
 * <p>Threads: confined to one.
 */
final class TrialReader {
    private static final double[] NONE = {};

    private final String place;
    private final Space space;
    private final Map<String, Map<String, Value>> options = new HashMap<>();

    /** @param place where the rows come from, for messages */
    TrialReader(String place, Space space) {
        this.place = place;
        this.space = space;
        for (Parameter parameter : space.parameters()) {
            if (!(parameter.domain() instanceof Domain.Choice choice)) continue;
            Map<String, Value> chosen = new HashMap<>();
            int next = 0;
            for (Option option : choice.options()) chosen.put(option.label(), choice.chosen(next++));
            options.put(parameter.path(), chosen);
        }
    }

    /** The trial of these rows, which must be as they were written. */
    Trial trial(TrialRow row, @Nullable OutcomeRow outcome) throws StoreException {
        if (row.digest() != null && row.digest() != row.content()) throw changed("the row", row.number());
        try {
            return new Trial(
                    row.number(),
                    role(row),
                    configuration(row.configuration()),
                    TrialText.note(row.note()),
                    TrialText.plan(row.plan()),
                    row.viewDigest(),
                    row.epochCost(),
                    row.seen(),
                    outcome == null ? null : outcome(outcome));
        } catch (IOException | IllegalArgumentException strange) {
            throw unreadable(row.number(), strange);
        }
    }

    private Role role(TrialRow row) throws StoreException {
        if (row.role().equals("search")) return Role.SEARCH;
        Long of = row.of();
        Integer replicate = row.replicate();
        if (of != null && row.role().equals("test")) return new Role.Test(of);
        if (of != null && replicate != null && row.role().equals("confirmation"))
            return new Role.Confirmation(of, replicate);
        throw new DamagedException("%s: trial %d has the role %s".formatted(place, row.number(), row.role()), null);
    }

    /** The outcome of this row, which must be as it was written. */
    Outcome outcome(OutcomeRow row) throws StoreException {
        if (row.digest() != null && row.digest() != row.content()) throw changed("the outcome", row.trial());
        try {
            LearningCurve curve =
                    new LearningCurve(row.curve().length == 0 ? NONE : Columns.numbers(row.curve()), readings(row));
            double value = row.bits() == null ? Double.NaN : Double.longBitsToDouble(row.bits());
            int bestEpoch = row.bestEpoch() == null ? 0 : row.bestEpoch();
            return switch (row.state()) {
                case "completed" -> new Outcome.Completed(value, bestEpoch, metrics(row.metrics()), curve);
                case "pruned" -> new Outcome.Pruned(value, bestEpoch, curve);
                case "diverged" -> new Outcome.Diverged(curve);
                case "failed" -> new Outcome.Failed(row.message() == null ? "" : row.message(), curve);
                default ->
                    throw new DamagedException(
                            "%s: trial %d has the state %s".formatted(place, row.trial(), row.state()), null);
            };
        } catch (IOException | IllegalArgumentException strange) {
            throw unreadable(row.trial(), strange);
        }
    }

    private static Readings readings(OutcomeRow row) {
        if (row.readings().isEmpty()) return Readings.NONE;
        Map<String, double[]> series = new TreeMap<>();
        for (OutcomeRow.Reading reading : row.readings()) series.put(reading.name(), Columns.numbers(reading.series()));
        return new Readings(series);
    }

    private static Map<String, Double> metrics(byte @Nullable [] text) throws IOException {
        if (text == null) throw new IOException("a completed trial needs metrics");
        Map<String, Double> metrics = new TreeMap<>();
        try (JsonParser json = TrialText.JSON.getFactory().createParser(text)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName())
                metrics.put(
                        name,
                        json.nextToken() == JsonToken.VALUE_STRING
                                ? Double.parseDouble(json.getText())
                                : json.getDoubleValue());
        }
        return metrics;
    }

    /** What a person enqueued at this place. */
    Enqueued enqueued(long place, byte[] text) throws StoreException {
        try {
            return new Enqueued(place, configuration(text));
        } catch (IOException | IllegalArgumentException strange) {
            throw new DamagedException(
                    "%s: what was enqueued at place %d cannot be read: %s"
                            .formatted(place, place, strange.getMessage()),
                    strange);
        }
    }

    private Configuration configuration(byte[] text) throws IOException {
        Map<String, Value> values = new LinkedHashMap<>();
        int last = -1;
        try (JsonParser json = TrialText.JSON.getFactory().createParser(text)) {
            json.nextToken();
            for (String path = json.nextFieldName(); path != null; path = json.nextFieldName()) {
                json.nextToken();
                Parameter parameter = space.find(path);
                int place = parameter == null ? -1 : space.indexOf(path);
                // Anything out of the ordinary is left to the slow way, which knows all the words for it.
                if (parameter == null || place <= last) return space.read(TrialText.JSON.readTree(text));
                last = place;
                Value value = switch (parameter.domain()) {
                    case Domain.Range _ -> new Value.Real(json.getDoubleValue());
                    case Domain.Whole _ -> new Value.Whole(json.getLongValue());
                    case Domain.Choice _ -> option(path, json.getText());
                };
                if (value == null) return space.read(TrialText.JSON.readTree(text));
                values.put(parameter.path(), value);
            }
        }
        Configuration configuration = new Configuration(values);
        return space.contains(configuration) ? configuration : space.read(TrialText.JSON.readTree(text));
    }

    private @Nullable Value option(String path, String label) {
        Map<String, Value> chosen = options.get(path);
        return chosen == null ? null : chosen.get(label);
    }

    private StoreException unreadable(long trial, Exception strange) {
        return new DamagedException(
                "%s: trial %d cannot be read: %s".formatted(place, trial, strange.getMessage()), strange);
    }

    private StoreException changed(String what, long trial) {
        return new DamagedException(
                "%s: %s of trial %d is not as it was written, its checksum differs: the file was changed from outside, or its disk is failing"
                        .formatted(place, what, trial),
                null);
    }
}
