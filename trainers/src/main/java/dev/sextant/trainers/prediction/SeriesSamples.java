// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.TimeOrder;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;

/** A sample ends at each row that has enough rows before it, in the order of time; what follows it is foretold. */
final class SeriesSamples implements Samples {
    private final InputForm.Series form;
    private final RowReader reader;
    private final RowReader.Places places;
    private final int[] order;

    SeriesSamples(InputForm.Series form, NamedColumns columns) throws TrainingException {
        this.form = form;
        reader = new RowReader(columns, form.row());
        places = reader.places();
        int rows = columns.table().rows();
        if (rows < form.length())
            throw new TrainingException(
                    "",
                    "%s has %d rows, the network reads %d that follow one another"
                            .formatted(columns.table().name(), rows, form.length()),
                    "give it at least as many rows of the series as it reads at once");
        order = new int[rows];
        for (int i = 0; i < rows; i++) order[i] = i;
        String time = form.time();
        if (time != null) TimeOrder.sort(columns.table(), columns.place(time), order);
    }

    @Override
    public int count() {
        return order.length - form.length() + 1;
    }

    @Override
    public JsonNode key(int sample) {
        return IntNode.valueOf(row(sample) + 1);
    }

    @Override
    public int row(int sample) {
        return order[sample + form.length() - 1];
    }

    @Override
    public int targetRow(int sample, int horizon) {
        int at = sample + form.length() - 1 + form.horizons().get(horizon);
        return at < order.length ? order[at] : NONE;
    }

    @Override
    public Matrix inputs(int from, int count) throws TrainingException {
        int width = reader.form().width();
        Matrix matrix = Matrix.zeros(count, Math.multiplyExact(width, form.length()));
        float[] step = new float[width];
        // each row is encoded once, and stands in as many samples as it is near enough to
        for (int at = from; at < from + count + form.length() - 1; at++) {
            java.util.Arrays.fill(step, 0f);
            reader.write(places, order[at], step, 0);
            for (int i = Math.max(0, at - from - form.length() + 1); i < count && i <= at - from; i++)
                System.arraycopy(step, 0, matrix.values(), i * matrix.stride() + (at - from - i) * width, width);
        }
        return matrix;
    }

    @Override
    public List<String> notes() {
        return reader.notes();
    }
}
