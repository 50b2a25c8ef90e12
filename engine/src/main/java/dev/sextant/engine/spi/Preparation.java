// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trainer found when it looked at the world that a document names, before the first trial.
 *
 * @param facts for the record of the study, by name, in the order to be shown: rows, classes, the data's SHA-256
 * @param columns how each column of the data was understood, in the data's order; empty for trainers without data
 * @param warnings what does not stop a study and its author should know
 */
public record Preparation(Map<String, String> facts, List<Column> columns, List<Warning> warnings) {
    /**
     * One column of the data, or a run of neighbours that are alike ({@code pixel0 … pixel63}).
     *
     * @param role what it is used for: feature, target, dropped, constant, group, time
     * @param kind what its cells were taken for: number, whole number, category, text
     * @param detail what its cells hold, for people: {@code 0.1 … 7.9}, {@code 3 categories: a, b, c; 2 missing}
     */
    public record Column(String name, String role, String kind, String detail) {}

    /**
     * Something that its author probably did not mean.
     *
     * @param path where in the trainer's document, dotted, as in {@link TrainingException}
     * @param help what to write instead, or empty
     */
    public record Warning(String path, String message, String help) {}

    public Preparation {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
    }

    /** Facts alone. */
    public static Preparation of(Map<String, String> facts) {
        return new Preparation(facts, List.of(), List.of());
    }
}
