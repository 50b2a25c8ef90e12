// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table as a network reads it: empty cells filled, categories one-hot, numbers scaled, what does not vary
 * left out. A row is a sample, or a step of one.
 */
final class RowEncoding {
    private final DataSpec spec;
    private final Table table;
    private final List<RowForm.Part> parts = new ArrayList<>();
    /** The feature that each part reads. */
    private final List<Feature> features = new ArrayList<>();

    private final RowCoder coder;
    private final Column[] cells;

    /**
     * @param features columns of the table
     * @param rows of the table, which everything is fitted on
     */
    RowEncoding(DataSpec spec, Table table, List<Feature> features, int[] rows) {
        this.spec = spec;
        this.table = table;
        for (Feature feature : features) {
            if (feature.categorical()) addIndicators(feature, rows);
            else addNumber(feature, rows);
            int missing = feature.missing(rows);
            if (policy() == Missing.Policy.INDICATOR && missing > 0 && missing < rows.length)
                add(feature, new RowForm.Absence(feature.cells().name()));
        }
        boolean gaps = policy() != Missing.Policy.ERROR && policy() != Missing.Policy.DROP_ROW;
        coder = new RowCoder(new RowForm(parts, gaps), this::tooFar);
        cells = new Column[parts.size()];
        for (int p = 0; p < cells.length; p++) cells[p] = this.features.get(p).cells();
    }

    private void add(Feature feature, RowForm.Part part) {
        parts.add(part);
        features.add(feature);
    }

    /** Numbers of a row; 0 where nothing varies. */
    int size() {
        return form().width();
    }

    /** What was fitted. */
    RowForm form() {
        return coder.form();
    }

    private Missing policy() {
        return spec.missing();
    }

    private void addIndicators(Feature feature, int[] rows) {
        if (feature.constant(rows)) return;
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int row : rows) {
            String category = feature.cells().category(row);
            if (category != null) counts.merge(category, 1, Integer::sum);
        }
        String mode = policy() == Missing.Policy.MODE ? mostFrequent(counts) : null;
        if (mode != null && counts.size() == 1) return; // filled, all are this one
        add(feature, new RowForm.OneHot(feature.cells().name(), List.copyOf(counts.keySet()), mode));
    }

    /** The least of those that occur most often. */
    private static <T> T mostFrequent(SortedMap<T, Integer> counts) {
        T best = counts.firstKey();
        int most = 0;
        for (Map.Entry<T, Integer> entry : counts.entrySet())
            if (entry.getValue() > most) {
                most = entry.getValue();
                best = entry.getKey();
            }
        return best;
    }

    private void addNumber(Feature feature, int[] rows) {
        Column cells = feature.cells();
        int present = rows.length - feature.missing(rows);
        if (feature.constant(rows)) {
            // a constant that fills the gaps among equal numbers makes them differ
            boolean differs = 0 < present
                    && present < rows.length
                    && policy() instanceof Missing.Fill(double number)
                    && number != first(cells, rows);
            if (!differs) return;
        }
        double fill = switch (policy()) {
            case Missing.Policy.MEAN, Missing.Policy.INDICATOR -> mean(cells, rows, present);
            case Missing.Policy.MEDIAN -> Statistics.median(numbers(cells, rows, present));
            case Missing.Policy.MODE -> {
                TreeMap<Double, Integer> counts = new TreeMap<>();
                for (int row : rows) if (!cells.missing(row)) counts.merge(cells.number(row), 1, Integer::sum);
                yield mostFrequent(counts);
            }
            case Missing.Fill(double number) -> number;
            case Missing.Policy.ERROR, Missing.Policy.DROP_ROW -> Double.NaN; // no cell is empty
        };
        IntToDoubleFunction filled = i -> cells.missing(rows[i]) ? fill : cells.number(rows[i]);
        Statistics scale = switch (spec.scaling()) {
            case STANDARD -> Statistics.standard(rows.length, filled);
            case MIN_MAX -> Statistics.range(rows.length, filled);
            case NONE -> new Statistics(0, 1);
        };
        add(feature, new RowForm.Scaled(cells.name(), scale.middle(), scale.spread(), fill));
    }

    private static double first(Column cells, int[] rows) {
        for (int row : rows) if (!cells.missing(row)) return cells.number(row);
        return Double.NaN;
    }

    private static double mean(Column cells, int[] rows, int present) {
        double sum = 0;
        for (int row : rows) if (!cells.missing(row)) sum += cells.number(row);
        return sum / present;
    }

    private static double[] numbers(Column cells, int[] rows, int present) {
        double[] numbers = new double[present];
        int count = 0;
        for (int row : rows) if (!cells.missing(row)) numbers[count++] = cells.number(row);
        return numbers;
    }

    /** The numbers of these rows of the table. */
    Matrix matrix(int[] rows) throws TrainingException {
        Matrix matrix = Matrix.zeros(rows.length, size());
        for (int i = 0; i < rows.length; i++) write(rows[i], matrix.values(), i * matrix.stride());
        return matrix;
    }

    /** Writes the numbers of one row of the table from {@code to[at]} on, where there are zeros. */
    void write(int row, float[] to, int at) throws TrainingException {
        coder.write(cells, row, to, at);
    }

    private TrainingException tooFar(int row, int part, RowForm.Scaled scale, Column column) {
        return new TrainingException(
                spec.source().key(),
                "%s: column %s is %s, too far from the training rows to be scaled (mean or least %s, spread %s)"
                        .formatted(
                                table.places().of(row, features.get(part).column()),
                                column.name(),
                                column.missing(row) ? scale.fill() : column.number(row),
                                scale.offset(),
                                scale.divisor()),
                "correct it, or leave the column out with \"drop\"");
    }

    /** As {@link Encoding#unseen}, of rows of the table. */
    Encoding.@Nullable Unseen unseen(Feature feature, int[] rows) {
        int part = 0;
        while (part < cells.length
                && !(parts.get(part) instanceof RowForm.OneHot
                        && features.get(part).equals(feature))) part++;
        if (part == cells.length) return null;
        int count = 0;
        String example = "";
        for (int row : rows) {
            String category = feature.cells().category(row);
            if (category == null || !coder.unknown(part, category)) continue;
            if (count++ == 0) example = category;
        }
        return count == 0 ? null : new Encoding.Unseen(count, rows.length, example);
    }
}
