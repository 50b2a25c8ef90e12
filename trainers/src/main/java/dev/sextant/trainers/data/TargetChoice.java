// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.document.Spelling;
import dev.sextant.trainers.table.CsvSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column is learnt, as classes or as a number, and why.
 *
 * @param reason why this one, a part of a sentence
 */
record TargetChoice(ColumnSketch column, Task task, String reason) {
    /** Rows that every class must have: one for training, validation and test each. */
    private static final int FEWEST = 3;

    /** Names that say so, all in lower case. */
    private static final Set<String> NAMES =
            Set.of("target", "label", "class", "y", "outcome", "response", "result", "labels", "targets");

    /** @param wished the column that a person named; null where it is to be proposed */
    static TargetChoice of(CsvSample sample, List<ColumnSketch> columns, @Nullable String wished)
            throws TrainingException {
        List<String> names = columns.stream().map(ColumnSketch::name).toList();
        if (wished != null) {
            int at = names.indexOf(wished);
            if (at < 0)
                throw new TrainingException(
                        "data.target",
                        "%s has no column \"%s\"".formatted(sample.table().name(), wished),
                        Spelling.advice(wished, names));
            ColumnSketch column = columns.get(at);
            String why = unsuited(column, sample.whole());
            if (why != null)
                throw new TrainingException(
                        "data.target",
                        "column %s of %s cannot be learnt: it %s"
                                .formatted(wished, sample.table().name(), why),
                        "name another target");
            return new TargetChoice(column, task(column, sample.whole()), "it was named");
        }
        for (ColumnSketch column : columns)
            if (NAMES.contains(column.name().toLowerCase(Locale.ROOT)) && unsuited(column, sample.whole()) == null)
                return new TargetChoice(column, task(column, sample.whole()), "its name says so");
        List<String> reasons = new ArrayList<>();
        for (ColumnSketch column : columns.reversed()) {
            String why = unsuited(column, sample.whole());
            if (why == null)
                return new TargetChoice(
                        column,
                        task(column, sample.whole()),
                        reasons.isEmpty()
                                ? "it is the last column"
                                : "it is the last column that can be learnt (" + reasons.getFirst() + ")");
            reasons.add(ColumnSketch.shortened(column.name()) + " " + why);
        }
        throw new TrainingException(
                "data.target",
                "no column of %s can be learnt: %s%s"
                        .formatted(
                                sample.table().name(),
                                String.join("; ", reasons.subList(0, Math.min(4, reasons.size()))),
                                reasons.size() > 4 ? "; …" : ""),
                "a target holds classes, with at least %d rows of each, or numbers".formatted(FEWEST));
    }

    private static @Nullable String unsuited(ColumnSketch column, boolean whole) {
        String useless = column.useless();
        if (useless != null) return useless;
        if (column.textual() && whole && column.least() < FEWEST)
            return "has only %d %s of class \"%s\""
                    .formatted(
                            column.least(),
                            column.least() == 1 ? "row" : "rows",
                            ColumnSketch.shortened(column.rarest()));
        return null;
    }

    /** Whole numbers of which one is too rare to be a class are a quantity. */
    private static Task task(ColumnSketch column, boolean whole) {
        boolean rare = whole && !column.textual() && column.least() < FEWEST;
        return column.classes() && !rare ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    boolean classification() {
        return task == Task.CLASSIFICATION;
    }
}
