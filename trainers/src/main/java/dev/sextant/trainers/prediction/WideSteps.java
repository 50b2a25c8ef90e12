// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;

/** Each row is a sequence, [step][feature]; steps of empty cells at its end are none. */
final class WideSteps implements StepRows {
    private final NamedColumns columns;
    private final StepReader reader;
    /** The columns of each step, by feature. */
    private final int[][] features;

    private final RowReader.Places[] places;

    WideSteps(InputForm.WideSequences form, NamedColumns columns, StepReader reader) {
        this.columns = columns;
        this.reader = reader;
        int width = form.features().size();
        features = new int[form.columns().size() / width][width];
        places = new RowReader.Places[features.length];
        for (int step = 0; step < features.length; step++) {
            for (int j = 0; j < width; j++)
                features[step][j] = columns.place(form.columns().get(step * width + j));
            places[step] = reader.places(features[step]);
        }
    }

    @Override
    public int count() {
        return columns.table().rows();
    }

    @Override
    public String key() {
        return "row";
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
    public int place() {
        return features[0][0];
    }

    @Override
    public int length(int sample) throws TrainingException {
        int length = features.length;
        while (length > 0 && empty(sample, length - 1)) length--;
        if (length == 0)
            throw new TrainingException(
                    "",
                    "%s: the sequence of this row has no step, its cells are all empty"
                            .formatted(columns.where(sample, place())),
                    "fill them in, or leave the row out");
        return length;
    }

    private boolean empty(int row, int step) {
        for (int column : features[step])
            if (!columns.table().columns().get(column).missing(row)) return false;
        return true;
    }

    @Override
    public void write(int sample, int step, float[] to, int at) throws TrainingException {
        reader.write(places[step], sample, to, at);
    }
}
