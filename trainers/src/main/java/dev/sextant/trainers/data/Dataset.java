// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table of which it is decided what is learnt from what: features with their kinds, the target, and how many rows
 * each part has. Nothing is fitted yet. Read-only and shared between threads.
 *
 * <p>Rows keep the table's order; classes are sorted, so that they do not depend on it.
 */
public final class Dataset {
    /** More distinct whole numbers than this are a quantity, not classes. */
    static final int MOST_NUMBERED_CLASSES = 20;

    /** More categories than this in one column are rather names than categories. */
    static final int MOST_CATEGORIES = 50;

    private static final int MOST_CLASSES = 1000;

    /** Text in at most one cell of so many is a slip, not a category. */
    private static final int SLIPS = 20;

    /** Larger numbers leave no room in float arithmetic. */
    private static final double LARGEST = 1e30;

    private final Table table;
    private final DataSpec spec;
    private final List<Feature> features = new ArrayList<>();
    private final Column target;
    /** The table's rows that are used. */
    private final int[] rows;

    private final Task task;
    private final List<String> classes;
    private final int[] strata;
    private final int[] sizes;
    private final Split.Counts[] counts;
    private final int mostInputs;

    /**
     * A column that is learnt from.
     *
     * @param column its place in the table
     * @param categories how many categories its cells hold; 0 where they hold numbers
     */
    record Feature(int column, Column cells, int categories) {
        boolean categorical() {
            return categories > 0;
        }
    }

    Dataset(Table table, DataSpec spec) throws TrainingException {
        this.table = table;
        this.spec = spec;
        int targetAt = targetColumn();
        target = table.columns().get(targetAt);
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (i == targetAt || spec.drop().contains(column.name())) continue;
            features.add(feature(i, column));
        }
        if (features.isEmpty())
            throw new TrainingException(
                    spec.source().key(),
                    "%s has no column to learn %s from".formatted(table.name(), target.name()),
                    "it needs at least one column beside the target that is not dropped");
        rows = usedRows(targetAt);
        task = task(targetAt);
        if (task == Task.CLASSIFICATION) {
            classes = sortedClasses();
            strata = new int[rows.length];
            Map<String, Integer> index = new LinkedHashMap<>();
            for (String label : classes) index.put(label, index.size());
            for (int i = 0; i < rows.length; i++)
                strata[i] = index.getOrDefault(String.valueOf(target.category(rows[i])), -1);
        } else {
            classes = List.of();
            strata = new int[rows.length];
            checkNumbers(targetAt, target);
        }
        sizes = new int[Math.max(1, classes.size())];
        for (int stratum : strata) sizes[stratum]++;
        checkSizes();
        counts = Split.counts(sizes, spec.test(), spec.validation());
        mostInputs = countInputs();
    }

    private int targetColumn() throws TrainingException {
        List<String> names = table.names();
        int at = names.size() - 1;
        if (spec.target() != null) {
            at = names.indexOf(spec.target());
            if (at < 0)
                throw new TrainingException(
                        "data.target",
                        "%s has no column \"%s\"".formatted(table.name(), spec.target()),
                        Spelling.advice(spec.target(), names));
        }
        for (int i = 0; i < spec.drop().size(); i++) {
            String column = spec.drop().get(i);
            if (!names.contains(column))
                throw new TrainingException(
                        "data.drop." + i,
                        "%s has no column \"%s\"".formatted(table.name(), column),
                        Spelling.advice(column, names));
            if (column.equals(names.get(at)))
                throw new TrainingException(
                        "data.drop." + i,
                        "\"%s\" is the target and cannot be dropped".formatted(column),
                        "name another target, or keep the column");
        }
        return at;
    }

    private Feature feature(int at, Column column) throws TrainingException {
        TreeSet<String> categories = new TreeSet<>();
        if (!categorical(at, column)) {
            checkNumbers(at, column);
        } else {
            for (int row = 0; row < table.rows(); row++) {
                String category = column.category(row);
                if (category != null) categories.add(category);
            }
            if (categories.size() > MOST_CATEGORIES)
                throw new TrainingException(
                        spec.source().key(),
                        "%s: column %s holds %d different texts, at most %d are taken as categories"
                                .formatted(table.name(), column.name(), categories.size(), MOST_CATEGORIES),
                        "leave it out with \"drop\": [\"%s\"], or group its values".formatted(column.name()));
        }
        return new Feature(at, column, categories.size());
    }

    /** Whether the column holds texts; a text that is the exception among numbers is refused. */
    private boolean categorical(int at, Column column) throws TrainingException {
        int texts = column.textual();
        if (texts == 0) return false;
        int numbers = table.rows() - texts - column.missing();
        boolean slip = texts == 1 ? numbers >= 2 : (long) texts * SLIPS <= numbers;
        int first = 0;
        while (column.text(first) == null) first++;
        if (slip)
            throw new TrainingException(
                    spec.source().key(),
                    "%s: \"%s\" is not a number, but %s of column %s are"
                            .formatted(
                                    table.places().of(first, at),
                                    column.text(first),
                                    texts == 1
                                            ? "all other values"
                                            : "%d of %d values".formatted(numbers, numbers + texts),
                                    column.name()),
                    "correct it, write NA where a value is missing, or leave the column out with \"drop\"");
        return true;
    }

    private void checkNumbers(int at, Column column) throws TrainingException {
        for (int row = 0; row < table.rows(); row++)
            if (Math.abs(column.number(row)) > LARGEST)
                throw new TrainingException(
                        spec.source().key(),
                        "%s: column %s holds %s number"
                                .formatted(
                                        table.places().of(row, at),
                                        column.name(),
                                        Double.isInfinite(column.number(row))
                                                ? "an infinite"
                                                : "too large a (%s, limit %s)".formatted(column.number(row), LARGEST)),
                        "correct it, write NA where a value is missing, or leave the column out with \"drop\"");
    }

    private int[] usedRows(int targetAt) throws TrainingException {
        int[] used = new int[table.rows()];
        int cells = target.missing();
        for (Feature feature : features) cells += feature.cells().missing();
        if (cells == 0) {
            for (int row = 0; row < used.length; row++) used[row] = row;
            return used;
        }
        int count = 0;
        int empty = 0;
        int firstRow = -1;
        int firstColumn = -1;
        for (int row = 0; row < table.rows(); row++) {
            int before = empty;
            for (Feature feature : features)
                if (feature.cells().missing(row)) {
                    if (empty++ == 0) {
                        firstRow = row;
                        firstColumn = feature.column();
                    }
                }
            boolean unlabelled = target.missing(row);
            if (unlabelled && spec.missing() != Missing.DROP_ROW)
                throw new TrainingException(
                        spec.source().key(),
                        "%s: the target %s has no value here"
                                .formatted(table.places().of(row, targetAt), target.name()),
                        "fill it in, or leave such rows out with \"missing\": \"dropRow\"");
            if (spec.missing() != Missing.DROP_ROW || (empty == before && !unlabelled)) used[count++] = row;
        }
        if (empty > 0 && spec.missing() == Missing.ERROR)
            throw new TrainingException(
                    spec.source().key(),
                    "%s: column %s has no value here%s"
                            .formatted(
                                    table.places().of(firstRow, firstColumn),
                                    table.columns().get(firstColumn).name(),
                                    empty == 1 ? "" : "; %d cells of the data are empty".formatted(empty)),
                    "fill it in, or write \"missing\": \"mean\", \"median\" or \"dropRow\"");
        if (count == 0)
            throw new TrainingException(
                    "data.missing",
                    "every row of %s has an empty cell, so dropRow leaves none".formatted(table.name()),
                    "write \"missing\": \"mean\", or leave the empty columns out with \"drop\"");
        return Arrays.copyOf(used, count);
    }

    private Task task(int targetAt) throws TrainingException {
        if (spec.task() == Task.CLASSIFICATION) return Task.CLASSIFICATION;
        if (spec.task() == Task.REGRESSION) {
            for (int row : rows)
                if (target.text(row) != null)
                    throw new TrainingException(
                            "data.task",
                            "%s: the target %s holds \"%s\", regression needs numbers"
                                    .formatted(table.places().of(row, targetAt), target.name(), target.text(row)),
                            "correct it, or write \"task\": \"classification\"");
            return Task.REGRESSION;
        }
        if (categorical(targetAt, target)) return Task.CLASSIFICATION;
        TreeSet<Double> distinct = new TreeSet<>();
        for (int row : rows) {
            double number = target.number(row);
            if (number != Math.rint(number)) return Task.REGRESSION;
            if (distinct.add(number) && distinct.size() > MOST_NUMBERED_CLASSES) return Task.REGRESSION;
        }
        return Task.CLASSIFICATION;
    }

    private List<String> sortedClasses() throws TrainingException {
        boolean numeric = true;
        Map<String, Double> labels = new TreeMap<>();
        for (int row : rows) {
            String label = String.valueOf(target.category(row));
            labels.put(label, target.number(row));
            numeric &= target.text(row) == null;
            if (labels.size() > MOST_CLASSES)
                throw new TrainingException(
                        "data.target",
                        "column %s holds more than %d classes".formatted(target.name(), MOST_CLASSES),
                        "name another target, or write \"task\": \"regression\" where it holds a quantity");
        }
        if (labels.size() == 1)
            throw new TrainingException(
                    "data.target",
                    "column %s holds one class only (\"%s\") in all %d rows"
                            .formatted(target.name(), labels.keySet().iterator().next(), rows.length),
                    "there is nothing to tell apart: name another target, or add rows of other classes");
        List<String> sorted = new ArrayList<>(labels.keySet());
        if (numeric) sorted.sort(Comparator.comparingDouble(label -> labels.getOrDefault(label, Double.NaN)));
        return Collections.unmodifiableList(sorted);
    }

    private void checkSizes() throws TrainingException {
        int parts = spec.test() > 0 ? 3 : 2;
        String each = parts == 3 ? "training, validation and test" : "training and validation";
        for (int s = 0; s < sizes.length; s++) {
            if (sizes[s] >= parts) continue;
            String found = task == Task.CLASSIFICATION
                    ? "class \"%s\" of column %s".formatted(classes.get(s), target.name())
                    : table.name();
            throw new TrainingException(
                    task == Task.CLASSIFICATION ? "data.target" : spec.source().key(),
                    "%s has only %d %s, %s need at least one each"
                            .formatted(found, sizes[s], sizes[s] == 1 ? "row" : "rows", each),
                    "add rows%s%s"
                            .formatted(
                                    task == Task.CLASSIFICATION ? ", or leave this class out" : "",
                                    parts == 3 ? ", or write \"test\": 0" : ""));
        }
    }

    /** What is known of the data, for the record of a study: by name, in the order to be shown. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", table.name());
        facts.put("sha256", table.sha256());
        facts.putAll(table.reading());
        facts.put("rows", Integer.toString(rows.length));
        if (rows.length < table.rows()) facts.put("rowsDropped", Integer.toString(table.rows() - rows.length));
        facts.put("features", Integer.toString(features.size()));
        facts.put("target", target.name());
        facts.put("task", task == Task.CLASSIFICATION ? "classification" : "regression");
        if (task == Task.CLASSIFICATION) facts.put("classes", Integer.toString(classes.size()));
        facts.put("trainingRows", Integer.toString(trainingRows()));
        facts.put("validationRows", Integer.toString(Split.total(counts, Split.Counts::validation)));
        facts.put("testRows", Integer.toString(Split.total(counts, Split.Counts::test)));
        List<String> constant = new ArrayList<>();
        for (Feature feature : features)
            if (constant(feature, rows)) constant.add(feature.cells().name());
        if (!constant.isEmpty()) facts.put("constantColumns", String.join(", ", constant));
        return facts;
    }

    /** Whether the feature has the same value in all these rows, or the same number in all that have one. */
    static boolean constant(Feature feature, int[] rows) {
        Column cells = feature.cells();
        double number = Double.NaN;
        for (int i = 0; i < rows.length; i++) {
            if (feature.categorical()) {
                if (!Objects.equals(cells.category(rows[0]), cells.category(rows[i]))) return false;
            } else if (!cells.missing(rows[i])) {
                if (Double.isNaN(number)) number = cells.number(rows[i]);
                else if (number != cells.number(rows[i])) return false;
            }
        }
        return true;
    }

    public Task task() {
        return task;
    }

    /** The classes in the order of their numbers; empty for regression. */
    public List<String> classes() {
        return classes;
    }

    public int trainingRows() {
        return Split.total(counts, Split.Counts::training);
    }

    /**
     * Columns that a network reads, at least 1: one for each number and one for each category that occurs. Fewer where
     * some do not vary in the training rows.
     */
    public int mostInputs() {
        return mostInputs;
    }

    private int countInputs() throws TrainingException {
        int inputs = 0;
        for (Feature feature : features) if (!constant(feature, rows)) inputs += Math.max(1, feature.categories());
        if (inputs == 0) throw nothingVaries();
        return inputs;
    }

    TrainingException nothingVaries() {
        return new TrainingException(
                spec.source().key(),
                "no column of %s varies in the training rows".formatted(table.name()),
                "there is nothing to learn from: add columns or rows");
    }

    /** Classes, or 1 for regression. */
    public int outputs() {
        return switch (task) {
            case CLASSIFICATION -> classes.size();
            case REGRESSION -> 1;
        };
    }

    DataSpec spec() {
        return spec;
    }

    Table table() {
        return table;
    }

    List<Feature> features() {
        return Collections.unmodifiableList(features);
    }

    Split split(Seeds seeds) {
        return Split.of(strata, sizes, counts, seeds);
    }

    /** The table's rows of a part. */
    int[] tableRows(int[] part) {
        int[] picked = new int[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = rows[part[i]];
        return picked;
    }

    /** The classes of a part's rows. */
    int[] labels(int[] part) {
        int[] picked = new int[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = strata[part[i]];
        return picked;
    }

    /** The target's numbers in a part's rows. */
    double[] values(int[] part) {
        double[] picked = new double[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = target.number(rows[part[i]]);
        return picked;
    }
}
