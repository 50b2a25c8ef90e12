// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.table.Table;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples that are sequences: of which steps each of them consists, the oldest first. A step is a row of a table of its
 * own, which in the long form is the table that was read.
 *
 * @param table what the samples' targets stand in, by {@code samples}
 * @param samples the row of {@code table} that stands for each sample
 * @param steps the table of the steps
 * @param features what is learnt from, columns of {@code steps}
 * @param order the rows of {@code steps} in the samples' order, or null where they stand in it
 * @param first the place in that order where each sample begins
 * @param lengths the steps of each sample, at least 1
 * @param cut how many samples had more steps than are kept
 */
record Sequences(
        Table table,
        int[] samples,
        Table steps,
        List<Feature> features,
        int @Nullable [] order,
        int[] first,
        int[] lengths,
        int cut) {
    /** Writes what a network reads of one step. */
    interface StepWriter {
        /**
         * @param row of the table of steps
         * @param at where in {@code to} the step begins
         */
        void write(int row, float[] to, int at) throws TrainingException;
    }

    Sequences {
        features = List.copyOf(features);
    }

    static Sequences of(Table table, DataSpec spec, SequenceSpec asked, Roles roles) throws TrainingException {
        return asked.wide()
                ? new WideRows(table, spec, asked, roles).sequences()
                : new LongRows(table, spec, asked, roles).sequences();
    }

    /** Steps of the longest sample. */
    int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    int shortest() {
        return Arrays.stream(lengths).min().orElse(0);
    }

    /** Whether samples differ in their lengths. */
    boolean ragged() {
        return shortest() < longest();
    }

    /** What a sample is to a network. */
    Shape shape(int features) {
        return new Shape.Sequence(longest(), features, ragged());
    }

    /** What a sample is to a network, each step being a token. */
    Shape shapeOfTokens(int vocabulary) {
        return new Shape.Tokens(longest(), vocabulary, ragged());
    }

    private int row(int sample, int step) {
        int at = first[sample] + step;
        return order == null ? at : order[at];
    }

    /** The steps of a part, rows of the table of steps, sample by sample. */
    int[] rows(int[] part) {
        int count = 0;
        for (int sample : part) count += lengths[sample];
        int[] rows = new int[count];
        int at = 0;
        for (int sample : part) for (int step = 0; step < lengths[sample]; step++) rows[at++] = row(sample, step);
        return rows;
    }

    /** All rows of one sample, those that are cut off included. */
    int[] allRows(int sample) {
        // what is cut off stands between the end of the one before and its own first step
        int begin = sample == 0 ? 0 : first[sample - 1] + lengths[sample - 1];
        int[] rows = new int[first[sample] + lengths[sample] - begin];
        for (int i = 0; i < rows.length; i++) rows[i] = order == null ? begin + i : order[begin + i];
        return rows;
    }

    /** All steps, sample by sample. */
    int[] rows() {
        int[] all = new int[lengths.length];
        for (int i = 0; i < all.length; i++) all[i] = i;
        return rows(all);
    }

    /**
     * A row for each sample of the part, [step][number], zeros behind its end; where samples are ragged its length as
     * the last column.
     *
     * @param shape what a sample is to a network
     * @param width numbers of a step
     */
    Matrix matrix(int[] part, Shape shape, int width, StepWriter writer) throws TrainingException {
        Matrix matrix = Matrix.zeros(part.length, shape.columns());
        boolean ragged = ragged();
        for (int i = 0; i < part.length; i++) {
            int sample = part[i];
            for (int step = 0; step < lengths[sample]; step++)
                writer.write(row(sample, step), matrix.values(), i * matrix.stride() + step * width);
            if (ragged) matrix.set(i, matrix.columns() - 1, lengths[sample]);
        }
        return matrix;
    }

    /** Bytes beside those of the samples' table. */
    long bytes() {
        long bytes = order == null ? steps.bytes() : 0;
        return bytes + (long) Integer.BYTES * (first.length + lengths.length + (order == null ? 0 : order.length));
    }

    /** For people: {@code 3 … 29 steps}. */
    String text() {
        String lengths = ragged() ? shortest() + " … " + longest() : Integer.toString(longest());
        return "%s %s%s"
                .formatted(
                        lengths,
                        longest() == 1 ? "step" : "steps",
                        cut == 0 ? "" : ", the last ones of %d longer %s".formatted(cut, cut == 1 ? "one" : "ones"));
    }
}
