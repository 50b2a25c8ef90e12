// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;

/** Each row is a sample. */
final class RowSamples implements Samples {
    private final int rows;
    private final RowReader reader;
    private final RowReader.Places places;

    RowSamples(InputForm.Rows form, NamedColumns columns) {
        rows = columns.table().rows();
        reader = new RowReader(columns, form.row());
        places = reader.places();
    }

    @Override
    public int count() {
        return rows;
    }

    @Override
    public JsonNode key(int sample) {
        return IntNode.valueOf(sample + 1);
    }

    @Override
    public int row(int sample) {
        return sample;
    }

    @Override
    public Matrix inputs(int from, int count) throws TrainingException {
        Matrix matrix = Matrix.zeros(count, reader.form().width());
        for (int i = 0; i < count; i++) reader.write(places, from + i, matrix.values(), i * matrix.stride());
        return matrix;
    }

    @Override
    public List<String> notes() {
        return reader.notes();
    }
}
