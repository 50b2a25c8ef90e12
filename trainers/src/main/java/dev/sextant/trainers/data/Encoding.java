// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * From cells to what a network reads: empty cells filled, categories one-hot, numbers scaled, what does not vary left
 * out. Every constant of it is fitted on the training part alone, so no other row can change a training row.
 */
final class Encoding {
    /** One column of the network's input. */
    private sealed interface Input {
        /** (number − offset) / divisor, or fill where there is no number. */
        record Scaled(Dataset.Feature feature, double offset, double divisor, double fill) implements Input {}

        /** 1 where the cell is this category, else 0. */
        record Indicator(Dataset.Feature feature, String category) implements Input {}
    }

    private final Dataset dataset;
    private final List<Input> inputs = new ArrayList<>();
    private final Statistics target;

    /** @param training rows of the dataset */
    Encoding(Dataset dataset, int[] training) throws TrainingException {
        this.dataset = dataset;
        int[] rows = dataset.tableRows(training);
        for (Dataset.Feature feature : dataset.features()) {
            if (Dataset.constant(feature, rows)) continue;
            if (feature.categorical()) {
                TreeSet<String> categories = new TreeSet<>();
                for (int row : rows) {
                    String category = feature.cells().category(row);
                    if (category != null) categories.add(category);
                }
                for (String category : categories) inputs.add(new Input.Indicator(feature, category));
            } else {
                inputs.add(scaled(feature, rows));
            }
        }
        if (inputs.isEmpty()) throw dataset.nothingVaries();
        boolean raw = dataset.task() == Task.CLASSIFICATION || dataset.spec().scaling() == Scaling.NONE;
        target = raw ? new Statistics(0, 1) : Statistics.standard(dataset.values(training));
    }

    private Input scaled(Dataset.Feature feature, int[] rows) {
        double[] present = new double[rows.length];
        int count = 0;
        for (int row : rows)
            if (!feature.cells().missing(row))
                present[count++] = feature.cells().number(row);
        present = Arrays.copyOf(present, count);
        double fill = switch (dataset.spec().missing()) {
            case MEAN -> Statistics.mean(present);
            case MEDIAN -> Statistics.median(present);
            case ERROR, DROP_ROW -> Double.NaN; // no cell is empty
        };
        double[] filled = new double[rows.length];
        for (int i = 0; i < rows.length; i++)
            filled[i] =
                    feature.cells().missing(rows[i]) ? fill : feature.cells().number(rows[i]);
        Statistics scale = switch (dataset.spec().scaling()) {
            case STANDARD -> Statistics.standard(filled);
            case MIN_MAX -> Statistics.range(filled);
            case NONE -> new Statistics(0, 1);
        };
        return new Input.Scaled(feature, scale.middle(), scale.spread(), fill);
    }

    /** Columns that a network reads. */
    int inputs() {
        return inputs.size();
    }

    /** The variance by which squared errors are multiplied to be in the target's own units; 1 for classes. */
    double targetVariance() {
        return target.spread() * target.spread();
    }

    /** @param part rows of the dataset */
    Matrix inputs(int[] part) throws TrainingException {
        if ((long) part.length * Matrix.padded(inputs.size()) > Limits.DEFAULT.cells())
            throw new TrainingException(
                    dataset.spec().source().key(),
                    "%d rows of %d inputs are more than the %d numbers that fit"
                            .formatted(part.length, inputs.size(), Limits.DEFAULT.cells()),
                    "use a sample of the rows, or leave columns out with \"drop\"");
        int[] rows = dataset.tableRows(part);
        Matrix matrix = Matrix.zeros(rows.length, inputs.size());
        for (int j = 0; j < inputs.size(); j++) {
            switch (inputs.get(j)) {
                case Input.Scaled scaled -> {
                    float[] values = matrix.values();
                    for (int i = 0; i < rows.length; i++) values[i * matrix.stride() + j] = value(scaled, rows[i]);
                }
                case Input.Indicator indicator -> {
                    for (int i = 0; i < rows.length; i++)
                        if (indicator
                                .category()
                                .equals(indicator.feature().cells().category(rows[i]))) matrix.set(i, j, 1f);
                }
            }
        }
        return matrix;
    }

    private float value(Input.Scaled input, int row) throws TrainingException {
        Column cells = input.feature().cells();
        double number = cells.missing(row) ? input.fill() : cells.number(row);
        float value = (float) ((number - input.offset()) / input.divisor());
        if (!Float.isFinite(value))
            throw new TrainingException(
                    dataset.spec().source().key(),
                    "%s: column %s is %s, too far from the training rows to be scaled (mean or least %s, spread %s)"
                            .formatted(
                                    dataset.table()
                                            .places()
                                            .of(row, input.feature().column()),
                                    cells.name(),
                                    number,
                                    input.offset(),
                                    input.divisor()),
                    "correct it, or leave the column out with \"drop\"");
        return value;
    }

    /** @param part rows of the dataset */
    Targets targets(int[] part) {
        return switch (dataset.task()) {
            case CLASSIFICATION ->
                new Targets.Classes(dataset.labels(part), dataset.classes().size());
            case REGRESSION -> {
                double[] values = dataset.values(part);
                Matrix matrix = Matrix.zeros(values.length, 1);
                for (int i = 0; i < values.length; i++)
                    matrix.set(i, 0, (float) ((values[i] - target.middle()) / target.spread()));
                yield new Targets.Values(matrix);
            }
        };
    }
}
