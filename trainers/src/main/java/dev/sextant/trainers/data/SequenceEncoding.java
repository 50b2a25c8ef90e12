// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Limits;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sequences: [step][number], each step encoded as a row of a table is, with constants fitted on all steps of the
 * training part, or one token a step; zeros behind the end, and where sequences differ in their lengths the length as
 * the last column.
 */
final class SequenceEncoding implements Encoding {
    private final Dataset dataset;
    private final Sequences sequences;
    private final Sequences.StepWriter writer;
    /** Numbers of a step. */
    private final int width;
    /** Null where a step is a token. */
    private final @Nullable RowEncoding step;
    /** Null where a step is numbers. */
    private final @Nullable Vocabulary vocabulary;

    /** @param training samples of the dataset */
    SequenceEncoding(Dataset dataset, Sequences sequences, int[] training) throws TrainingException {
        this.dataset = dataset;
        this.sequences = sequences;
        int[] rows = sequences.rows(training);
        if (dataset.spec().tokens()) {
            Vocabulary tokens = Vocabulary.of(dataset.spec(), sequences, rows);
            vocabulary = tokens;
            step = null;
            width = 1;
            writer = (row, to, at) -> to[at] = tokens.index(row);
        } else {
            RowEncoding numbers = new RowEncoding(dataset.spec(), sequences.steps(), sequences.features(), rows);
            if (numbers.size() == 0) throw dataset.nothingVaries();
            vocabulary = null;
            step = numbers;
            width = numbers.size();
            writer = numbers::write;
        }
    }

    @Override
    public InputForm form() {
        StepForm one = vocabulary != null
                ? vocabulary.form()
                : new StepForm.Numbers(Objects.requireNonNull(step).form());
        Roles roles = dataset.roles();
        List<String> names = dataset.table().names();
        if (roles.by() != Roles.NONE)
            return new InputForm.LongSequences(
                    names.get(roles.by()), dataset.timeName(), one, sequences.longest(), sequences.ragged());
        return new InputForm.WideSequences(
                roles.inputs().stream().map(names::get).toList(),
                sequences.steps().names(),
                one,
                sequences.longest(),
                sequences.ragged());
    }

    @Override
    public int inputs() {
        return shape().columns();
    }

    @Override
    public Shape shape() {
        return vocabulary == null ? sequences.shape(width) : sequences.shapeOfTokens(vocabulary.size());
    }

    /** How many tokens there are; 0 where a step is numbers. */
    int vocabulary() {
        return vocabulary == null ? 0 : vocabulary.size();
    }

    @Override
    public Matrix inputs(int[] part) throws TrainingException {
        long cells = (long) part.length * Matrix.padded(inputs());
        if (cells * dataset.spec().foldCount() > Limits.DEFAULT.cells())
            throw new TrainingException(
                    dataset.spec().source().key(),
                    "%d sequences of up to %d steps of %d %s are more than the %d numbers that fit"
                            .formatted(
                                    part.length,
                                    sequences.longest(),
                                    width,
                                    width == 1 ? "number" : "numbers",
                                    Limits.DEFAULT.cells()),
                    "keep fewer steps with \"steps\", leave columns out with \"drop\", or use a sample");
        return sequences.matrix(part, shape(), width, writer);
    }

    @Override
    public @Nullable Unseen unseen(Feature feature, int[] part) {
        int[] rows = sequences.rows(part);
        if (vocabulary != null) return vocabulary.unseen(rows);
        return step == null ? null : step.unseen(feature, rows);
    }
}
