// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be learnt: a class, a number, or several.
 *
 * @param classes in the order of their numbers, sorted so that it does not depend on the rows'; empty for numbers
 * @param labels the class of each used row; zeros for numbers
 */
record Goal(Task task, List<String> classes, int[] labels) {
    /** More distinct whole numbers than this are a quantity, not classes. */
    static final int MOST_NUMBERED_CLASSES = 20;

    private static final int MOST_CLASSES = 1000;

    /** @param rows the table's rows that are used */
    static Goal of(Table table, DataSpec spec, Roles roles, int[] rows) throws TrainingException {
        return new Finder(table, spec, roles, rows).goal();
    }

    /** What the rows' targets say. */
    private record Finder(Table table, DataSpec spec, Roles roles, int[] rows) {
        Goal goal() throws TrainingException {
            Task task = task();
            switch (task) {
                case CLASSIFICATION -> {
                    return classes(roles.targets().getFirst());
                }
                case REGRESSION -> {
                    for (int target : roles.targets()) new Typing(table, spec.source()).checkNumbers(target);
                }
                case MULTI_LABEL -> {
                    for (int target : roles.targets()) checkLabels(target);
                }
            }
            return new Goal(task, List.of(), new int[rows.length]);
        }

        private Task task() throws TrainingException {
            boolean several = roles.targets().size() > 1;
            Task written = spec.task();
            if (written == Task.CLASSIFICATION && several)
                throw new TrainingException(
                        "data.task",
                        "classification has one target, there are %d"
                                .formatted(roles.targets().size()),
                        "name one target, or write \"task\": \"multiLabel\" where they hold 0 and 1");
            int horizons = spec.window() == null ? 1 : spec.window().horizons().size();
            if (horizons > 1 && written == null) written = Task.REGRESSION;
            if (horizons > 1 && written == Task.CLASSIFICATION)
                throw new TrainingException(
                        "data.window.horizon",
                        "classification has one horizon, there are %d".formatted(horizons),
                        "write one, or \"task\": \"regression\" where the target is a number");
            if (written == Task.REGRESSION || (written == null && several)) {
                for (int target : roles.targets()) checkNoTexts(target);
                return Task.REGRESSION;
            }
            return written == null ? inferred(roles.targets().getFirst()) : written;
        }

        private void checkNoTexts(int target) throws TrainingException {
            Column cells = table.columns().get(target);
            for (int row : rows)
                if (cells.text(row) != null)
                    throw new TrainingException(
                            "data.task",
                            "%s: the target %s holds \"%s\", regression needs numbers"
                                    .formatted(table.places().of(row, target), cells.name(), cells.text(row)),
                            roles.targets().size() == 1
                                    ? "correct it, or write \"task\": \"classification\""
                                    : "correct it, or name other targets");
        }

        private void checkLabels(int target) throws TrainingException {
            Column cells = table.columns().get(target);
            for (int row : rows)
                if (!(cells.number(row) == 0 || cells.number(row) == 1))
                    throw new TrainingException(
                            "data.target",
                            "%s: the target %s holds %s, multiLabel needs 0 or 1"
                                    .formatted(table.places().of(row, target), cells.name(), cells.category(row)),
                            "correct it, or name other targets");
        }

        private Task inferred(int target) throws TrainingException {
            if (new Typing(table, spec.source()).categorical(target)) return Task.CLASSIFICATION;
            Column cells = table.columns().get(target);
            TreeSet<Double> distinct = new TreeSet<>();
            for (int row : rows) {
                double number = cells.number(row);
                if (number != Math.rint(number)) return Task.REGRESSION;
                if (distinct.add(number) && distinct.size() > MOST_NUMBERED_CLASSES) return Task.REGRESSION;
            }
            return Task.CLASSIFICATION;
        }

        private Goal classes(int target) throws TrainingException {
            List<String> classes = sortedClasses(table.columns().get(target));
            Map<String, Integer> index = new HashMap<>();
            for (String label : classes) index.put(label, index.size());
            int[] labels = new int[rows.length];
            for (int i = 0; i < rows.length; i++)
                labels[i] = index.getOrDefault(
                        String.valueOf(table.columns().get(target).category(rows[i])), -1);
            return new Goal(Task.CLASSIFICATION, classes, labels);
        }

        private List<String> sortedClasses(Column cells) throws TrainingException {
            boolean numeric = true;
            Map<String, Double> labels = new TreeMap<>();
            for (int row : rows) {
                String label = String.valueOf(cells.category(row));
                labels.put(label, cells.number(row));
                numeric &= cells.text(row) == null;
                if (labels.size() > MOST_CLASSES)
                    throw new TrainingException(
                            "data.target",
                            "column %s holds more than %d classes".formatted(cells.name(), MOST_CLASSES),
                            "name another target, or write \"task\": \"regression\" where it holds a quantity");
            }
            if (labels.size() == 1)
                throw new TrainingException(
                        "data.target",
                        "column %s holds one class only (\"%s\") in all %s"
                                .formatted(
                                        cells.name(), labels.keySet().iterator().next(), spec.samples(rows.length)),
                        "there is nothing to tell apart: name another target, or add rows of other classes");
            List<String> sorted = new ArrayList<>(labels.keySet());
            if (numeric) sorted.sort(Comparator.comparingDouble(label -> labels.getOrDefault(label, Double.NaN)));
            return Collections.unmodifiableList(sorted);
        }
    }

    /** Rows of each class; one number, that of all rows, where there are none. */
    int[] sizes() {
        int[] sizes = new int[Math.max(1, classes.size())];
        for (int label : labels) sizes[label]++;
        return sizes;
    }
}
