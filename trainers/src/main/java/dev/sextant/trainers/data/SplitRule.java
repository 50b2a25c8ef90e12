// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import java.util.HashMap;
import java.util.Map;

/** The rule by which a document has rows divided; refuses data that cannot be divided by it. */
final class SplitRule {
    private final Table table;
    private final DataSpec spec;
    private final Roles roles;
    private final Goal goal;
    private final int[] rows;

    private SplitRule(Table table, DataSpec spec, Roles roles, Goal goal, int[] rows) {
        this.table = table;
        this.spec = spec;
        this.roles = roles;
        this.goal = goal;
        this.rows = rows;
    }

    /** @param rows the table's rows that are used, in the order of time where they are divided by it */
    static Splitter of(Table table, DataSpec spec, Roles roles, Goal goal, int[] rows) throws TrainingException {
        SplitRule rule = new SplitRule(table, spec, roles, goal, rows);
        return switch (spec.division().order()) {
            case SHUFFLED -> rule.stratified();
            case GROUPED -> rule.grouped();
            case TIME -> rule.chronological();
        };
    }

    private Splitter stratified() throws TrainingException {
        int[] sizes = goal.sizes();
        checkSizes(sizes);
        return new StratifiedSplitter(goal.labels(), sizes, spec.division());
    }

    private Splitter grouped() throws TrainingException {
        int[] groupOf = new int[rows.length];
        int count = groups(groupOf);
        int classes = Math.max(1, goal.classes().size());
        return new GroupSplitter(groupOf, count, goal.labels(), classes, spec.division());
    }

    private Splitter chronological() throws TrainingException {
        checkLength();
        return new TimeSplitter(rows.length, spec.division());
    }

    private void checkSizes(int[] sizes) throws TrainingException {
        Division division = spec.division();
        boolean test = division.test() > 0;
        for (int s = 0; s < sizes.length; s++) {
            if (sizes[s] >= division.parts()) continue;
            boolean classes = goal.task() == Task.CLASSIFICATION;
            String found = classes
                    ? "class \"%s\" of column %s".formatted(goal.classes().get(s), roles.targetNames(table))
                    : table.name();
            throw new TrainingException(
                    classes ? "data.target" : spec.source().key(),
                    "%s has only %s, %s need at least one each"
                            .formatted(found, spec.samples(sizes[s]), division.partNames()),
                    "add rows%s%s"
                            .formatted(
                                    classes ? ", or leave this class out" : "", test ? ", or write \"test\": 0" : ""));
        }
        int needed = division.folds() + (test ? 1 : 0);
        if (division.folds() > 1 && rows.length < needed)
            throw new TrainingException(
                    "data.validation.folds",
                    "%s has only %s, %d folds%s need at least one each"
                            .formatted(
                                    table.name(),
                                    spec.samples(rows.length),
                                    division.folds(),
                                    test ? " and the test part" : ""),
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
        if (rows.length < division.folds() + division.parts() - 1)
            throw new TrainingException(
                    spec.source().key(),
                    "%s has only %s, too few to be divided by time".formatted(table.name(), spec.samples(rows.length)),
                    "add rows" + (spec.foldCount() > 1 ? ", or take fewer folds" : ""));
        Window window = spec.window();
        if (window == null) return;
        for (Split split : new TimeSplitter(rows.length, division).split(Seeds.ofSearch(0, 0))) {
            checkSpan(split.training(), "training", window);
            checkSpan(split.validation(), "validation", window);
            if (division.test() > 0) checkSpan(split.test(), "test", window);
        }
    }

    private void checkSpan(int[] part, String name, Window window) throws TrainingException {
        if (part.length >= window.span()) return;
        throw new TrainingException(
                "data.window",
                "the %s part has %d rows of the %d, one window and its target need %d"
                        .formatted(name, part.length, rows.length, window.span()),
                "make the window shorter%s, or add rows"
                        .formatted(spec.foldCount() > 1 ? ", take fewer folds" : ", or the part larger"));
    }
}
