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
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table as a network reads it: empty cells filled, categories one-hot, numbers scaled, what does not vary
 * left out. A row is a sample, or a step of one.
 */
final class RowEncoding {
    /** One number of a row, as a network reads it. */
    private sealed interface Input {
        /** (number − offset) / divisor, or of fill where there is no number. */
        record Scaled(Feature feature, double offset, double divisor, double fill) implements Input {}

        /**
         * 1 where the cell is this category, else 0.
         *
         * @param empty whether an empty cell counts as this category
         */
        record Indicator(Feature feature, String category, boolean empty) implements Input {}

        /** 1 where the cell is empty, else 0. */
        record Absence(Feature feature) implements Input {}
    }

    private final DataSpec spec;
    private final Table table;
    private final List<Input> inputs = new ArrayList<>();

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
                inputs.add(new Input.Absence(feature));
        }
    }

    /** Numbers of a row; 0 where nothing varies. */
    int size() {
        return inputs.size();
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
        for (String category : counts.keySet())
            inputs.add(new Input.Indicator(feature, category, category.equals(mode)));
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
        inputs.add(new Input.Scaled(feature, scale.middle(), scale.spread(), fill));
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
        Matrix matrix = Matrix.zeros(rows.length, inputs.size());
        for (int j = 0; j < inputs.size(); j++) {
            switch (inputs.get(j)) {
                case Input.Scaled scaled -> {
                    float[] values = matrix.values();
                    for (int i = 0; i < rows.length; i++) values[i * matrix.stride() + j] = value(scaled, rows[i]);
                }
                case Input.Indicator indicator -> {
                    for (int i = 0; i < rows.length; i++) if (holds(indicator, rows[i])) matrix.set(i, j, 1f);
                }
                case Input.Absence absence -> {
                    for (int i = 0; i < rows.length; i++)
                        if (absence.feature().cells().missing(rows[i])) matrix.set(i, j, 1f);
                }
            }
        }
        return matrix;
    }

    /** Writes the numbers of one row of the table from {@code to[at]} on. */
    void write(int row, float[] to, int at) throws TrainingException {
        for (int j = 0; j < inputs.size(); j++)
            to[at + j] = switch (inputs.get(j)) {
                case Input.Scaled scaled -> value(scaled, row);
                case Input.Indicator indicator -> holds(indicator, row) ? 1f : 0f;
                case Input.Absence absence -> absence.feature().cells().missing(row) ? 1f : 0f;
            };
    }

    private static boolean holds(Input.Indicator indicator, int row) {
        String category = indicator.feature().cells().category(row);
        return category == null ? indicator.empty() : category.equals(indicator.category());
    }

    private float value(Input.Scaled input, int row) throws TrainingException {
        Column cells = input.feature().cells();
        double number = cells.missing(row) ? input.fill() : cells.number(row);
        float value = (float) ((number - input.offset()) / input.divisor());
        if (!Float.isFinite(value))
            throw new TrainingException(
                    spec.source().key(),
                    "%s: column %s is %s, too far from the training rows to be scaled (mean or least %s, spread %s)"
                            .formatted(
                                    table.places().of(row, input.feature().column()),
                                    cells.name(),
                                    number,
                                    input.offset(),
                                    input.divisor()),
                    "correct it, or leave the column out with \"drop\"");
        return value;
    }

    /** As {@link Encoding#unseen}, of rows of the table. */
    Encoding.@Nullable Unseen unseen(Feature feature, int[] rows) {
        TreeSet<String> known = new TreeSet<>();
        for (Input input : inputs)
            if (input instanceof Input.Indicator indicator
                    && indicator.feature().equals(feature)) known.add(indicator.category());
        if (known.isEmpty()) return null;
        int count = 0;
        String example = "";
        for (int row : rows) {
            String category = feature.cells().category(row);
            if (category == null || known.contains(category)) continue;
            if (count++ == 0) example = category;
        }
        return count == 0 ? null : new Encoding.Unseen(count, rows.length, example);
    }
}
