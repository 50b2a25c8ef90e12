// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of which it is decided what is learnt from what, from which rows, and by what rule they are divided. Nothing
 * is fitted yet. Read-only and shared between threads.
 *
 * <p>Rows keep the table's order, or have the order of time where a column says it.
 */
public final class Dataset {
    private final Table table;
    private final DataSpec spec;
    private final Roles roles;
    /** The table's rows that are used. */
    private final int[] rows;

    private final Goal goal;
    private final int groups;
    private final Splitter splitter;
    private final int mostInputs;

    Dataset(Table table, DataSpec spec) throws TrainingException {
        this.table = table;
        this.spec = spec;
        roles = Roles.of(table, spec);
        rows = UsedRows.of(table, spec, roles);
        goal = Goal.of(table, spec, roles, rows);
        Division division = spec.division();
        switch (division.order()) {
            case SHUFFLED -> {
                int[] sizes = goal.sizes();
                checkSizes(sizes);
                groups = 0;
                splitter = new StratifiedSplitter(goal.labels(), sizes, division);
            }
            case GROUPED -> {
                int[] groupOf = new int[rows.length];
                groups = groups(groupOf);
                splitter = new GroupSplitter(
                        groupOf,
                        groups,
                        goal.labels(),
                        Math.max(1, goal.classes().size()),
                        division);
            }
            case TIME -> {
                checkLength();
                groups = 0;
                splitter = new TimeSplitter(rows.length, division);
            }
            default -> throw new IllegalStateException();
        }
        mostInputs = countInputs();
    }

    private void checkSizes(int[] sizes) throws TrainingException {
        Division division = spec.division();
        boolean test = division.test() > 0;
        for (int s = 0; s < sizes.length; s++) {
            if (sizes[s] >= division.parts()) continue;
            boolean classes = goal.task() == Task.CLASSIFICATION;
            String found = classes
                    ? "class \"%s\" of column %s".formatted(goal.classes().get(s), targetNames())
                    : table.name();
            throw new TrainingException(
                    classes ? "data.target" : spec.source().key(),
                    "%s has only %d %s, %s need at least one each"
                            .formatted(found, sizes[s], sizes[s] == 1 ? "row" : "rows", division.partNames()),
                    "add rows%s%s"
                            .formatted(
                                    classes ? ", or leave this class out" : "", test ? ", or write \"test\": 0" : ""));
        }
        int needed = division.folds() + (test ? 1 : 0);
        if (division.folds() > 1 && rows.length < needed)
            throw new TrainingException(
                    "data.validation.folds",
                    "%s has only %d rows, %d folds%s need at least one each"
                            .formatted(table.name(), rows.length, division.folds(), test ? " and the test part" : ""),
                    "take fewer folds, or add rows");
    }

    /** Writes the group of each row. */
    private int groups(int[] groupOf) throws TrainingException {
        Column cells = table.columns().get(roles.group());
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            String group = cells.category(rows[i]);
            if (group == null)
                throw new TrainingException(
                        spec.source().key(),
                        "%s: column %s has no value here, so it is not known to which group the row belongs"
                                .formatted(table.places().of(rows[i], roles.group()), cells.name()),
                        "fill it in, or leave group out");
            Integer before = known.putIfAbsent(group, known.size());
            groupOf[i] = before == null ? known.size() - 1 : before;
        }
        Division division = spec.division();
        int fewest = GroupSplitter.fewest(division);
        if (known.size() < fewest)
            throw new TrainingException(
                    "data.group",
                    "column %s holds only %d %s, %s need at least %d"
                            .formatted(
                                    cells.name(),
                                    known.size(),
                                    known.size() == 1 ? "group" : "groups",
                                    division.folds() == 1
                                            ? division.partNames()
                                            : "%d folds%s"
                                                    .formatted(
                                                            division.folds(),
                                                            division.test() > 0 ? " and the test part" : ""),
                                    fewest),
                    division.folds() > 2
                            ? "take fewer folds, or name another group column"
                            : "name another group column" + (division.test() > 0 ? ", or write \"test\": 0" : ""));
        return known.size();
    }

    private void checkLength() throws TrainingException {
        Division division = spec.division();
        Window window = spec.window();
        int span = window == null ? 1 : window.span();
        if (rows.length < division.folds() + division.parts() - 1) throw tooShort(rows.length, "they", 1);
        List<Split> splits = new TimeSplitter(rows.length, division).split(Seeds.ofSearch(0, 0));
        for (Split split : splits) {
            if (split.training().length < span) throw tooShort(split.training().length, "training", span);
            if (split.validation().length < span) throw tooShort(split.validation().length, "validation", span);
            if (division.test() > 0 && split.test().length < span) throw tooShort(split.test().length, "test", span);
        }
    }

    private TrainingException tooShort(int found, String part, int span) {
        String source = spec.source().key();
        if (span == 1)
            return new TrainingException(
                    source,
                    "%s has only %d rows, too few to be divided by time".formatted(table.name(), rows.length),
                    "add rows" + (spec.foldCount() > 1 ? ", or take fewer folds" : ""));
        return new TrainingException(
                "data.window",
                "the %s part has %d rows of the %d, one window and its target need %d"
                        .formatted(part, found, rows.length, span),
                "make the window shorter%s, or add rows"
                        .formatted(spec.foldCount() > 1 ? ", take fewer folds" : ", or the part larger"));
    }

    /** How many different inputs the rows could have, as {@link Encoding} would make them of all rows. */
    private int countInputs() throws TrainingException {
        boolean indicators = spec.missing() == Missing.Policy.INDICATOR;
        int inputs = 0;
        for (Feature feature : roles.features()) {
            boolean gaps = feature.cells().missing() > 0;
            boolean filled = gaps && spec.missing() instanceof Missing.Fill;
            if (filled || !feature.constant(rows)) inputs += Math.max(1, feature.categories());
            if (gaps && indicators) inputs++;
        }
        if (inputs == 0) throw nothingVaries();
        return spec.window() == null
                ? inputs
                : Math.multiplyExact(inputs, spec.window().length());
    }

    TrainingException nothingVaries() {
        return new TrainingException(
                spec.source().key(),
                "no column of %s varies in the training rows".formatted(table.name()),
                "there is nothing to learn from: add columns or rows");
    }

    /**
     * Refuses a division in which a class is to be recognised that no training row has: groups and time can bring that
     * about.
     */
    void checkClasses(Split split) throws TrainingException {
        if (goal.task() != Task.CLASSIFICATION || spec.division().order() == Division.Order.SHUFFLED) return;
        boolean[] trained = new boolean[goal.classes().size()];
        for (int row : targetRows(split.training())) trained[goal.labels()[row]] = true;
        checkClasses(trained, split.validation(), "validation");
        checkClasses(trained, split.test(), "test");
    }

    private void checkClasses(boolean[] trained, int[] part, String name) throws TrainingException {
        for (int row : targetRows(part)) {
            int label = goal.labels()[row];
            if (trained[label]) continue;
            boolean time = spec.division().order() == Division.Order.TIME;
            int target = roles.targets().getFirst();
            throw new TrainingException(
                    time ? "data.order" : "data.group",
                    "%s: class \"%s\" of column %s is in the %s part, but in no training row"
                            .formatted(
                                    table.places().of(rows[row], target),
                                    goal.classes().get(label),
                                    targetNames(),
                                    name),
                    time
                            ? "a class must have occurred before it can be recognised: leave its rows out, or make the"
                                    + " training part larger"
                            : "put rows of this class into more groups, leave the class out, or make the training part"
                                    + " larger");
        }
    }

    public Task task() {
        return goal.task();
    }

    /** The classes in the order of their numbers; empty where the task is not classification. */
    public List<String> classes() {
        return goal.classes();
    }

    /** Classes, or how many numbers are learnt. */
    public int outputs() {
        return goal.task() == Task.CLASSIFICATION
                ? goal.classes().size()
                : roles.targets().size();
    }

    /** The most rows that a training part may have. */
    public int trainingRows() {
        int most = splitter.mostTrainingRows();
        return spec.window() == null ? most : spec.window().count(most);
    }

    /**
     * Columns that a network reads, at least 1: one for each number and one for each category that occurs. Fewer where
     * some do not vary in the training rows.
     */
    public int mostInputs() {
        return mostInputs;
    }

    DataSpec spec() {
        return spec;
    }

    Table table() {
        return table;
    }

    Roles roles() {
        return roles;
    }

    List<Feature> features() {
        return roles.features();
    }

    Goal goal() {
        return goal;
    }

    /** The table's rows that are used. Not to be changed. */
    int[] rows() {
        return rows;
    }

    /** Different cells of the group column; 0 where there is none. */
    int groups() {
        return groups;
    }

    String targetNames() {
        return roles.targetNames(table);
    }

    /** One division, or one for each fold. */
    List<Split> splits(Seeds seeds) {
        return splitter.split(seeds);
    }

    /** The table's rows of a part. */
    int[] tableRows(int[] part) {
        int[] picked = new int[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = rows[part[i]];
        return picked;
    }

    /** The rows of a part whose targets are learnt: all of them, or over a series one for each window. */
    int[] targetRows(int[] part) {
        Window window = spec.window();
        if (window == null) return part;
        int[] picked = new int[window.count(part.length)];
        for (int i = 0; i < picked.length; i++) picked[i] = part[window.target(i)];
        return picked;
    }

    /** The classes of these rows. */
    int[] labels(int[] part) {
        int[] picked = new int[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = goal.labels()[part[i]];
        return picked;
    }

    /** A target's numbers in these rows. */
    double[] values(int[] part, int target) {
        Column cells = table.columns().get(roles.targets().get(target));
        double[] picked = new double[part.length];
        for (int i = 0; i < part.length; i++) picked[i] = cells.number(rows[part[i]]);
        return picked;
    }
}
