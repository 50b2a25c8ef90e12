// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.data.StepForm;
import dev.sextant.trainers.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences: each row one, or the rows of one id. Of those that are longer than any that was learnt from the last steps
 * are read, as a study with {@code steps} does it.
 */
final class SequenceSamples implements Samples {
    private final NamedColumns columns;
    private final StepRows rows;
    private final StepReader reader;
    private final int steps;
    private final boolean ragged;
    private final int width;
    private long cut;

    SequenceSamples(InputForm.WideSequences form, NamedColumns columns) throws TrainingException {
        this.columns = columns;
        reader = StepReader.of(form.step(), columns, form.features());
        rows = new WideSteps(form, columns, reader);
        steps = form.steps();
        ragged = form.ragged();
        width = form.step().width();
    }

    SequenceSamples(InputForm.LongSequences form, NamedColumns columns) throws TrainingException {
        this.columns = columns;
        StepForm step = form.step();
        reader = StepReader.of(step, columns, step.columns());
        rows = new LongSteps(form, columns, reader);
        steps = form.steps();
        ragged = form.ragged();
        width = step.width();
    }

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public String key() {
        return rows.key();
    }

    @Override
    public JsonNode key(int sample) {
        return rows.key(sample);
    }

    @Override
    public int row(int sample) {
        return rows.row(sample);
    }

    @Override
    public Matrix inputs(int from, int count) throws TrainingException {
        Matrix matrix = Matrix.zeros(count, Math.multiplyExact(steps, width) + (ragged ? 1 : 0));
        for (int i = 0; i < count; i++) {
            int sample = from + i;
            int length = rows.length(sample);
            int kept = Math.min(length, steps);
            if (kept < length) cut++;
            if (kept < steps && !ragged)
                throw new TrainingException(
                        "",
                        "%s: this sequence has %d steps, the network learnt from sequences of %d steps each"
                                .formatted(columns.where(rows.row(sample), rows.place()), length, steps),
                        "give it sequences of %d steps".formatted(steps));
            for (int step = 0; step < kept; step++)
                rows.write(sample, length - kept + step, matrix.values(), i * matrix.stride() + step * width);
            if (ragged) matrix.set(i, matrix.columns() - 1, kept);
        }
        return matrix;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(reader.notes());
        if (cut > 0)
            notes.add("%d %s longer than the %d steps that the network reads: the last ones were read"
                    .formatted(cut, cut == 1 ? "sequence is" : "sequences are", steps));
        return notes;
    }
}
