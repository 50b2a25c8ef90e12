// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which data, what of it, and how it is divided: the {@code data} part of a trainer's document.
 *
 * @param target the column to be learnt, or null for the last one
 * @param drop columns that are not used
 * @param task null where the target's values decide
 * @param test share of all rows that is locked away, in [0, 0.9)
 * @param validation share of all rows that training is watched on, in (0, 0.9)
 */
public record DataSpec(
        Source source,
        @Nullable String target,
        List<String> drop,
        @Nullable Task task,
        Scaling scaling,
        Missing missing,
        double test,
        double validation) {
    /** Test rows and validation rows: 60/20/20. */
    public static final double DEFAULT_PART = 0.2;

    private static final Map<String, Scaling> SCALINGS = new LinkedHashMap<>();
    private static final Map<String, Missing> POLICIES = new LinkedHashMap<>();
    private static final Map<String, Task> TASKS = new LinkedHashMap<>();

    static {
        SCALINGS.put("standard", Scaling.STANDARD);
        SCALINGS.put("minMax", Scaling.MIN_MAX);
        SCALINGS.put("none", Scaling.NONE);
        POLICIES.put("error", Missing.ERROR);
        POLICIES.put("mean", Missing.MEAN);
        POLICIES.put("median", Missing.MEDIAN);
        POLICIES.put("dropRow", Missing.DROP_ROW);
        TASKS.put("classification", Task.CLASSIFICATION);
        TASKS.put("regression", Task.REGRESSION);
    }

    private static final Schema.Interval TEST = Schema.Interval.halfOpen(0, 0.9);
    private static final Schema.Interval VALIDATION = Schema.Interval.open(0, 0.9);

    /** How the data is used. */
    private static final List<Schema.Key> USE = List.of(
            Setting.text("target", "The column to be learnt; default: the last.", List.of(), null),
            new Schema.Key(
                    "drop",
                    new Schema.Items(
                            "Columns that are not used.",
                            new Schema.Text("A column's name.", List.of()),
                            0,
                            Limits.DEFAULT.columns()),
                    false,
                    JsonNodeFactory.instance.arrayNode()),
            Setting.text(
                    "task",
                    "What is learnt; default: classification where the target is text or at most 20 whole"
                            + " numbers.",
                    List.copyOf(TASKS.keySet()),
                    null),
            Setting.text(
                    "scale",
                    "How numbers are scaled; fitted on the training part.",
                    List.copyOf(SCALINGS.keySet()),
                    "standard"),
            Setting.text(
                    "missing",
                    "What becomes of empty cells; fitted on the training part.",
                    List.copyOf(POLICIES.keySet()),
                    "error"),
            Schema.Key.real("test", "Share of all rows that is opened once, at the end.", TEST, DEFAULT_PART),
            Schema.Key.real("validation", "Share of all rows that training is watched on.", VALIDATION, DEFAULT_PART));

    /** The keys of the {@code data} object. */
    public static final Schema.Section SCHEMA = new Schema.Section(
            "The data: exactly one of csv and builtin, and how it is used.",
            Stream.concat(Sources.KEYS.stream(), USE.stream()).toList());

    public DataSpec {
        drop = List.copyOf(drop);
    }

    /** How many trainings a trial consists of: 1, or k for cross-validation with k folds. */
    public int foldCount() {
        return 1;
    }

    /** Reads a {@code data} object; keys that are not written have their defaults. */
    public static DataSpec read(@Nullable JsonNode document) throws TrainingException {
        if (!(document instanceof ObjectNode written))
            throw new TrainingException(
                    "data",
                    document == null ? "there is no data" : "data must be an object, got " + document,
                    "write \"data\": {\"csv\": \"my.csv\"} or \"data\": {\"builtin\": \"iris\"}");
        for (String key : (Iterable<String>) written::fieldNames)
            if (SCHEMA.find(key) == null && !key.startsWith("x-"))
                throw new TrainingException(
                        "data." + key,
                        "unknown key \"%s\"".formatted(key),
                        Spelling.advice(
                                key,
                                SCHEMA.keys().stream().map(Schema.Key::name).toList()));
        ObjectNode keys = SCHEMA.filled(written);
        Source source = Sources.read(keys);
        List<String> drop = new ArrayList<>();
        for (JsonNode column : keys.get("drop")) drop.add(column.asText());
        double test = Setting.number(keys, "data", "test", TEST);
        double validation = Setting.number(keys, "data", "validation", VALIDATION);
        if (!(test + validation < 1))
            throw new TrainingException(
                    "data.validation",
                    "test (%s) and validation (%s) leave no rows to train on".formatted(test, validation),
                    "make their sum less than 1");
        return new DataSpec(
                source,
                keys.has("target") ? keys.get("target").asText() : null,
                drop,
                keys.has("task") ? named(keys, "task", TASKS) : null,
                named(keys, "scale", SCALINGS),
                named(keys, "missing", POLICIES),
                test,
                validation);
    }

    private static <T> T named(ObjectNode keys, String name, Map<String, T> values) throws TrainingException {
        T value = values.get(keys.get(name).asText());
        if (value == null)
            throw new TrainingException(
                    "data." + name,
                    "unknown %s %s".formatted(name, keys.get(name)),
                    Spelling.advice(keys.get(name).asText(), List.copyOf(values.keySet())));
        return value;
    }
}
