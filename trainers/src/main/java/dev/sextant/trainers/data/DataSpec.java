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
    /** Where rows come from. */
    public sealed interface Source {
        /** A file; the path begins at the study's folder. */
        record Csv(String file) implements Source {}

        /** A file that comes with Sextant. */
        record Builtin(String name, String file) implements Source {}

        /**
         * y = sin x at equal distances, with normal noise of this deviation that is the same in every study.
         *
         * @param rows at least 2
         */
        record Sine(int rows, double from, double to, double noise) implements Source {}

        /** The key of the document that names it, for error paths. */
        default String key() {
            return switch (this) {
                case Csv _ -> "data.csv";
                case Builtin _, Sine _ -> "data.builtin";
            };
        }
    }

    /** Test rows and validation rows: 60/20/20. */
    public static final double DEFAULT_PART = 0.2;

    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("digits", "digits.csv");
        FILES.put("iris", "iris.csv");
        FILES.put("wine", "wine.csv");
        FILES.put("breastCancer", "breast_cancer.csv");
    }

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
    private static final Schema.Interval SINE_ROWS = Schema.Interval.closed(2, 1_000_000);
    private static final Schema.Interval NOISE = Schema.Interval.atLeast(0);

    /** Twenty points over a little more than a period and a half. */
    private static final Source.Sine SINE = new Source.Sine(20, -5, 5, 0);

    /** The keys of the {@code data} object. */
    public static final Schema.Section SCHEMA = new Schema.Section(
            "The data: exactly one of csv and builtin, and how it is used.",
            List.of(
                    text("csv", "Path of a CSV file with a header row, from the study's folder.", List.of(), null),
                    new Schema.Key("builtin", builtins(), false, null),
                    text("target", "The column to be learnt; default: the last.", List.of(), null),
                    new Schema.Key(
                            "drop",
                            new Schema.Items(
                                    "Columns that are not used.",
                                    new Schema.Text("A column's name.", List.of()),
                                    0,
                                    Limits.DEFAULT.columns()),
                            false,
                            JsonNodeFactory.instance.arrayNode()),
                    text(
                            "task",
                            "What is learnt; default: classification where the target is text or at most 20 whole"
                                    + " numbers.",
                            List.copyOf(TASKS.keySet()),
                            null),
                    text(
                            "scale",
                            "How numbers are scaled; fitted on the training part.",
                            List.copyOf(SCALINGS.keySet()),
                            "standard"),
                    text(
                            "missing",
                            "What becomes of empty cells; fitted on the training part.",
                            List.copyOf(POLICIES.keySet()),
                            "error"),
                    Schema.Key.real("test", "Share of all rows that is opened once, at the end.", TEST, DEFAULT_PART),
                    Schema.Key.real(
                            "validation", "Share of all rows that training is watched on.", VALIDATION, DEFAULT_PART)));

    public DataSpec {
        drop = List.copyOf(drop);
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
        if (keys.has("csv") == keys.has("builtin"))
            throw new TrainingException(
                    "data",
                    keys.has("csv")
                            ? "both csv and builtin are written, exactly one must be"
                            : "neither csv nor builtin is written, exactly one must be",
                    keys.has("csv") ? "leave one of them out" : "write \"csv\": \"my.csv\" or \"builtin\": \"iris\"");
        List<String> drop = new ArrayList<>();
        for (JsonNode column : keys.get("drop")) drop.add(column.asText());
        double test = number(keys, "data", "test", TEST);
        double validation = number(keys, "data", "validation", VALIDATION);
        if (!(test + validation < 1))
            throw new TrainingException(
                    "data.validation",
                    "test (%s) and validation (%s) leave no rows to train on".formatted(test, validation),
                    "make their sum less than 1");
        return new DataSpec(
                source(keys),
                keys.has("target") ? keys.get("target").asText() : null,
                drop,
                keys.has("task") ? named(keys, "task", TASKS) : null,
                named(keys, "scale", SCALINGS),
                named(keys, "missing", POLICIES),
                test,
                validation);
    }

    private static Source source(ObjectNode keys) throws TrainingException {
        if (keys.has("csv")) {
            String path = keys.get("csv").asText();
            if (path.isBlank())
                throw new TrainingException("data.csv", "the path is empty", "write the path of a CSV file");
            return new Source.Csv(path);
        }
        Schema.Variants builtins = builtins();
        JsonNode written = keys.get("builtin");
        String name = builtins.chosen(written);
        if (name == null)
            throw new TrainingException(
                    "data.builtin",
                    "unknown data set %s".formatted(written),
                    Spelling.advice(
                            written.asText(), List.copyOf(builtins.variants().keySet())));
        String file = FILES.get(name);
        if (file != null) return new Source.Builtin(name, file);
        JsonNode sine = written.get(name);
        double from = number(sine, "data.builtin.sine", "from", Schema.Interval.ANY);
        double to = number(sine, "data.builtin.sine", "to", Schema.Interval.ANY);
        if (!(from < to))
            throw new TrainingException(
                    "data.builtin.sine",
                    "from (%s) must be below to (%s)".formatted(from, to),
                    "exchange them, or widen the range");
        return new Source.Sine(
                (int) number(sine, "data.builtin.sine", "rows", SINE_ROWS),
                from,
                to,
                number(sine, "data.builtin.sine", "noise", NOISE));
    }

    private static double number(JsonNode keys, String path, String name, Schema.Interval range)
            throws TrainingException {
        JsonNode value = keys.get(name);
        if (!value.isNumber())
            throw new TrainingException(
                    path + "." + name,
                    "%s must be a number, got %s".formatted(name, value),
                    "write a number " + range.text());
        try {
            range.require(name, value.doubleValue());
        } catch (IllegalArgumentException outside) {
            throw new TrainingException(
                    path + "." + name, String.valueOf(outside.getMessage()), "write a number " + range.text());
        }
        return value.doubleValue();
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

    private static Schema.Variants builtins() {
        Map<String, Schema.Section> variants = new LinkedHashMap<>();
        variants.put("digits", new Schema.Section("1797 handwritten digits, 64 grey values, 10 classes.", List.of()));
        variants.put("iris", new Schema.Section("150 flowers, 4 lengths, 3 classes.", List.of()));
        variants.put("wine", new Schema.Section("178 wines, 13 measurements, 3 classes.", List.of()));
        variants.put("breastCancer", new Schema.Section("569 tumours, 30 measurements, 2 classes.", List.of()));
        variants.put(
                "sine",
                new Schema.Section(
                        "y = sin x, generated.",
                        List.of(
                                Schema.Key.whole("rows", "Points, at equal distances.", SINE_ROWS, SINE.rows),
                                Schema.Key.real("from", "The first x.", Schema.Interval.ANY, SINE.from),
                                Schema.Key.real("to", "The last x.", Schema.Interval.ANY, SINE.to),
                                Schema.Key.real("noise", "Deviation of the normal noise on y.", NOISE, SINE.noise))));
        return new Schema.Variants("A data set that comes with Sextant.", variants);
    }

    private static Schema.Key text(String name, String description, List<String> allowed, @Nullable String preset) {
        return new Schema.Key(
                name,
                new Schema.Text(description, allowed),
                false,
                preset == null ? null : JsonNodeFactory.instance.textNode(preset));
    }
}
