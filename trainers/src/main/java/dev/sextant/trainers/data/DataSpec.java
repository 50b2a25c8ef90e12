// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.table.Setting;
import dev.sextant.trainers.table.Source;
import dev.sextant.trainers.table.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which data, what of it, and how it is divided: the {@code data} part of a trainer's document.
 *
 * @param task null where the target's values decide
 * @param window how a series becomes rows, or null where rows are rows
 * @param image how a row's columns make an image, or null where they are columns
 * @param sequence how rows become sequences, or null where they do not
 */
public record DataSpec(
        Source source,
        Selection columns,
        @Nullable Task task,
        Scaling scaling,
        Missing missing,
        Division division,
        @Nullable Window window,
        @Nullable ImageSpec image,
        @Nullable SequenceSpec sequence) {
    private static final Map<String, Scaling> SCALINGS = new LinkedHashMap<>();
    private static final Map<String, Task> TASKS = new LinkedHashMap<>();

    static {
        SCALINGS.put("standard", Scaling.STANDARD);
        SCALINGS.put("minMax", Scaling.MIN_MAX);
        SCALINGS.put("none", Scaling.NONE);
        for (Task task : Task.values()) TASKS.put(task.text(), task);
    }

    private static final Schema.Key TASK = Setting.text(
            "task",
            "What is learnt; default: classification where the target is text or at most 20 whole numbers.",
            List.copyOf(TASKS.keySet()),
            null);

    private static final Schema.Key SCALE = Setting.text(
            "scale",
            "How numbers are scaled; fitted on the training part.",
            List.copyOf(SCALINGS.keySet()),
            "standard");

    /** The keys of the {@code data} object. */
    public static final Schema.Section SCHEMA =
            new Schema.Section("The data: where it comes from, and how it is used.", keys(), List.of(Sources.GROUP));

    private static List<Schema.Key> keys() {
        List<Schema.Key> keys = new ArrayList<>(Sources.KEYS);
        keys.addAll(Selection.KEYS);
        keys.addAll(List.of(TASK, SCALE, Missing.KEY));
        keys.addAll(Division.KEYS);
        keys.addAll(List.of(Window.KEY, ImageSpec.KEY, SequenceSpec.KEY));
        return keys;
    }

    /** Whether rows are sequences of tokens. */
    boolean tokens() {
        return sequence != null && sequence.tokens();
    }

    /** For people: {@code 7 rows}, or {@code 7 sequences} where several rows are one. */
    String samples(int count) {
        String one = sequence == null || sequence.wide() ? "row" : "sequence";
        return count + " " + one + (count == 1 ? "" : "s");
    }

    /** How many trainings a trial consists of: 1, or k for cross-validation with k folds. */
    public int foldCount() {
        return division.folds();
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
        Selection columns = Selection.read(keys);
        return new DataSpec(
                source,
                columns,
                keys.has("task") ? Setting.named(keys, "task", TASKS) : null,
                Setting.named(keys, "scale", SCALINGS),
                Missing.read(keys),
                Division.read(keys, columns),
                Window.read(keys),
                ImageSpec.read(keys),
                SequenceSpec.read(keys));
    }
}
