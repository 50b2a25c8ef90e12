// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable ImageForm image;
    /** The steps of the rows that are sequences, or null where a row is a row. */
    private final @Nullable Sequences sequences;
    /** The table's rows that are used, one for each sample. */
    private final int[] rows;

    private final Goal goal;
    private final Splitter splitter;
    private final Shape mostShape;

    Dataset(Table read, DataSpec spec) throws TrainingException {
        this.spec = spec;
        roles = Roles.of(read, spec);
        ImageSpec pixels = spec.image();
        image = pixels == null ? null : ImageForm.of(read, spec, pixels, roles);
        SequenceSpec steps = spec.sequence();
        sequences = steps == null ? null : Sequences.of(read, spec, steps, roles);
        table = sequences == null ? read : sequences.table();
        rows = sequences == null ? UsedRows.of(table, spec, roles) : sequences.samples();
        goal = Goal.of(table, spec, roles, rows);
        if (roles.by() != Roles.NONE && goal.task() != Task.REGRESSION) LongRows.checkLabels(this);
        splitter = SplitRule.of(table, spec, roles, goal, rows);
        mostShape = widest();
    }

    /** What a sample would be to a network if {@link Encoding} were fitted on all rows. */
    private Shape widest() throws TrainingException {
        if (image != null) return image.shape();
        if (sequences == null) {
            int columns = countColumns();
            Window window = spec.window();
            return window == null ? new Shape.Vector(columns) : window.shape(columns);
        }
        return spec.tokens()
                ? sequences.shapeOfTokens(
                        Vocabulary.of(spec, sequences, sequences.rows()).size())
                : sequences.shape(countColumns());
    }

    /** How many different numbers a row could have, or a step. */
    private int countColumns() throws TrainingException {
        boolean indicators = spec.missing() == Missing.Policy.INDICATOR;
        int inputs = 0;
        int[] cells = featureRows();
        for (Feature feature : features()) {
            boolean gaps = feature.cells().missing() > 0;
            boolean filled = gaps && spec.missing() instanceof Missing.Fill;
            if (filled || !feature.constant(cells)) inputs += Math.max(1, feature.categories());
            if (gaps && indicators) inputs++;
        }
        if (inputs == 0) throw nothingVaries();
        return inputs;
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
        for (int row : targetRows(split.training(), 0)) trained[goal.labels()[row]] = true;
        checkClasses(trained, split.validation(), "validation");
        checkClasses(trained, split.test(), "test");
    }

    private void checkClasses(boolean[] trained, int[] part, String name) throws TrainingException {
        for (int row : targetRows(part, 0)) {
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
                : Math.multiplyExact(roles.targets().size(), horizons());
    }

    /** How many rows each target is learnt of: one, or over a series as many as there are horizons. */
    int horizons() {
        return spec.window() == null ? 1 : spec.window().horizons().size();
    }

    /** How many divisions a trial trains on, at least 1. */
    public int folds() {
        return spec.division().folds();
    }

    /** The most rows that a training part may have. */
    public int trainingRows() {
        int most = splitter.mostTrainingRows();
        return samples(most);
    }

    /**
     * Columns that a network reads, at least 1: one for each number and one for each category that occurs. Fewer where
     * some do not vary in the training rows.
     */
    public int mostInputs() {
        return mostShape.columns();
    }

    /** What a sample is to a network, with as many columns as there may be: {@link #mostInputs}. */
    public Shape mostShape() {
        return mostShape;
    }

    /** Bytes of the table and of what was decided about its rows, about. */
    public long bytes() {
        return table.bytes()
                + (sequences == null ? 0 : sequences.bytes())
                + (long) Integer.BYTES * (rows.length + goal.labels().length);
    }

    /** Bytes of one division, about: the rows beside the test part encoded, in every fold. */
    public long divisionBytes() {
        long perRow = (long) Float.BYTES * Matrix.padded(mostInputs()) + targetBytes() + 2L * Integer.BYTES;
        return folds() * (perRow * openRows() + (long) Integer.BYTES * (rows.length - openRows()));
    }

    /** Rows beside the test part; over a series windows. */
    public int openRows() {
        int open = rows.length - (int) Math.round(spec.division().test() * rows.length);
        return samples(open);
    }

    /** Samples of a part of so many rows: as many, or over a series the windows that fit. */
    int samples(int rows) {
        return spec.window() == null ? rows : spec.window().count(rows);
    }

    /** Of one row. */
    private long targetBytes() {
        return goal.task() == Task.CLASSIFICATION ? Integer.BYTES : (long) Float.BYTES * Matrix.padded(outputs());
    }

    DataSpec spec() {
        return spec;
    }

    /** How rows make images, or null where they are columns. */
    @Nullable
    ImageForm image() {
        return image;
    }

    Table table() {
        return table;
    }

    Roles roles() {
        return roles;
    }

    @Nullable
    Sequences sequences() {
        return sequences;
    }

    /** What is learnt from: columns of the table, or of that of the steps. */
    List<Feature> features() {
        return sequences == null ? roles.features() : sequences.features();
    }

    /** The rows that the features' cells of all samples stand in: one for each sample, or for each step. */
    int[] featureRows() {
        return sequences == null ? rows : sequences.rows();
    }

    /** The rows that the features' cells of one sample stand in. */
    int[] featureRows(int sample) {
        return sequences == null ? new int[] {rows[sample]} : sequences.rows(new int[] {sample});
    }

    /** How many rows of the file are used: one for each sample, or where rows are steps one for each of them. */
    int usedRows() {
        return sequences == null || sequences.order() == null ? rows.length : sequences.order().length;
    }

    Goal goal() {
        return goal;
    }

    /** Whether a column of the table is one of an image. */
    boolean pixel(int column) {
        if (image == null) return false;
        for (Feature feature : roles.features()) if (feature.column() == column) return true;
        return false;
    }

    /** The table's rows that are used. Not to be changed. */
    int[] rows() {
        return rows;
    }

    /** Different cells of the group column; 0 where there is none. */
    int groups() {
        return splitter instanceof GroupSplitter grouped ? grouped.count() : 0;
    }

    /** The column that orders rows, or null where the table's order does. */
    @Nullable
    String timeName() {
        return roles.time() == Roles.NONE ? null : table.names().get(roles.time());
    }

    /** What was found out about the form of the table's file, by name. */
    Map<String, String> reading() {
        return table.reading();
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

    /**
     * The rows of a part whose targets are learnt: all of them, or over a series one for each window.
     *
     * @param horizon which one, from 0
     */
    int[] targetRows(int[] part, int horizon) {
        Window window = spec.window();
        if (window == null) return part;
        int[] picked = new int[window.count(part.length)];
        for (int i = 0; i < picked.length; i++)
            picked[i] = part[window.target(i, window.horizons().get(horizon))];
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
