// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.PixelScale;
import dev.sextant.trainers.table.Column;
import dev.sextant.trainers.tensor.Matrix;

/** Each row is an image. */
final class ImageSamples implements Samples {
    private final NamedColumns columns;
    /** The column of each number of [channel][row][column], and how it is read. */
    private final int[] places;

    private final PixelScale[] scales;

    ImageSamples(InputForm.Images form, NamedColumns columns) {
        this.columns = columns;
        int area = form.height() * form.width();
        places = new int[form.columns().size()];
        scales = new PixelScale[places.length];
        for (int at = 0; at < places.length; at++) {
            int column = form.channelsLast() ? at % area * form.channels() + at / area : at;
            places[at] = columns.place(form.columns().get(column));
            scales[at] = form.scales().get(at / area);
        }
    }

    @Override
    public int count() {
        return columns.table().rows();
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
        Matrix matrix = Matrix.zeros(count, places.length);
        for (int at = 0; at < places.length; at++) {
            Column cells = columns.table().columns().get(places[at]);
            PixelScale scale = scales[at];
            for (int i = 0; i < count; i++) {
                float value = scale.scaled(cells.number(from + i));
                if (!Float.isFinite(value)) throw refused(from + i, places[at], scale);
                if (cells.text(from + i) != null) throw columns.text(from + i, places[at], "a pixel is a number");
                matrix.values()[i * matrix.stride() + at] = value;
            }
        }
        return matrix;
    }

    private TrainingException refused(int row, int column, PixelScale scale) {
        Column cells = columns.table().columns().get(column);
        if (cells.text(row) != null) return columns.text(row, column, "a pixel is a number");
        if (cells.missing(row)) return columns.empty(row, column);
        return columns.tooFar(row, column, scale.offset(), scale.divisor());
    }
}
