// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.table.Column;
import java.util.ArrayList;
import java.util.List;

/** Reads one metric off the rows of a configuration. */
final class Readout {
    private final Measure measure;
    private final List<Column> columns = new ArrayList<>();

    Readout(Recording recording, Measure measure) throws TrainingException {
        this.measure = measure;
        for (String column : measure.columns())
            columns.add(recording.numbers(column, ReplaySchema.METRICS + "." + measure.metric()));
    }

    Measure measure() {
        return measure;
    }

    /**
     * The values after one epoch after the other; a single one where the metric is no curve. NaN where a training
     * diverged.
     *
     * @param rows of the configuration
     * @param draws choose among repetitions; metrics with as many of them get the same one
     */
    double[] values(int[] rows, Draws draws) {
        return switch (measure.kind()) {
            case DRAWN -> {
                int drawn = drawn(Math.multiplyExact(rows.length, columns.size()), draws);
                yield new double[] {columns.get(drawn % columns.size()).number(rows[drawn / columns.size()])};
            }
            case MEAN -> new double[] {mean(rows)};
            case CURVE -> curve(rows[drawn(rows.length, draws)]);
        };
    }

    /**
     * What a configuration is worth without chance: the mean over all its repetitions, a curve's best value being its
     * own. NaN where one of them diverged.
     */
    double worth(int[] rows, Direction direction) {
        if (measure.kind() != Measure.Kind.CURVE) return mean(rows);
        double sum = 0;
        for (int row : rows) {
            double best = Double.NaN;
            for (double value : curve(row)) {
                if (!Double.isFinite(value)) return Double.NaN;
                if (direction.better(value, best)) best = value;
            }
            sum += best;
        }
        return sum / rows.length;
    }

    private double mean(int[] rows) {
        double sum = 0;
        for (int row : rows) for (Column column : columns) sum += column.number(row);
        return sum / rows.length / columns.size();
    }

    private double[] curve(int row) {
        double[] values = new double[columns.size()];
        for (int epoch = 0; epoch < values.length; epoch++)
            values[epoch] = columns.get(epoch).number(row);
        return values;
    }

    private static int drawn(int repetitions, Draws draws) {
        return repetitions == 1 ? 0 : draws.of("repetition").below(repetitions);
    }
}
