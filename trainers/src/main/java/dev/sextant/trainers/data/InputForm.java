// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.trainers.network.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become what a network reads: {@link Encoding} as it was fitted on the training part, with the
 * table's columns by their names. Nothing in it refers to the data that it was fitted on.
 */
public sealed interface InputForm {
    /** What a sample is, as whose {@link Shape#columns} its floats are read. */
    Shape shape();

    /** The columns that a table must have, each once. */
    List<String> columns();

    /** Each row is a sample. */
    record Rows(RowForm row) implements InputForm {
        @Override
        public Shape shape() {
            return new Shape.Vector(row.width());
        }

        @Override
        public List<String> columns() {
            return row.columns();
        }
    }

    /**
     * A sample is so many rows that follow one another, the oldest first: [step][number].
     *
     * @param length rows of a sample
     * @param horizons how many rows after its last one those stand that are foretold, ascending
     * @param time column that orders the rows, or null for the table's order
     */
    record Series(
            RowForm row,
            int length,
            List<Integer> horizons,
            @Nullable String time) implements InputForm {
        public Series {
            horizons = List.copyOf(horizons);
        }

        @Override
        public Shape shape() {
            return new Shape.Sequence(length, row.width(), false);
        }

        @Override
        public List<String> columns() {
            return with(row.columns(), time);
        }
    }

    /**
     * Each row is an image, read as [channel][row][column].
     *
     * @param columns the pixels' columns in the order in which a row has them
     * @param channelsLast whether that order is [row][column][channel] rather than [channel][row][column]
     * @param scales one a channel
     */
    record Images(
            List<String> columns, int channels, int height, int width, boolean channelsLast, List<PixelScale> scales)
            implements InputForm {
        public Images {
            columns = List.copyOf(columns);
            scales = List.copyOf(scales);
            if ((long) channels * height * width != columns.size())
                throw new IllegalArgumentException("an image of %d×%d×%d has other than %d numbers"
                        .formatted(channels, height, width, columns.size()));
            if (scales.size() != channels)
                throw new IllegalArgumentException("%d scales for %d channels".formatted(scales.size(), channels));
        }

        @Override
        public Shape shape() {
            return new Shape.Image(channels, height, width);
        }
    }

    /**
     * Each row is a sequence, [step][feature]; steps of empty cells at its end are none. Of longer ones the last
     * {@code steps} are read.
     *
     * @param columns in the order of the table, those of the first step first
     * @param features what one step's columns are called in {@code step}; a feature each
     * @param steps of the longest sequence that the network reads
     * @param ragged whether sequences may be shorter; their lengths are then the last number of a row
     */
    record WideSequences(List<String> columns, List<String> features, StepForm step, int steps, boolean ragged)
            implements InputForm {
        public WideSequences {
            columns = List.copyOf(columns);
            features = List.copyOf(features);
            if (features.isEmpty() || columns.size() % features.size() != 0)
                throw new IllegalArgumentException(
                        "%d columns are not steps of %d".formatted(columns.size(), features.size()));
        }

        @Override
        public Shape shape() {
            return sequence(step, steps, ragged);
        }
    }

    /**
     * The rows of one id are a sequence, each row a step. Of longer ones the last {@code steps} are read.
     *
     * @param by the column of the ids
     * @param time column that orders the steps, or null for the table's order
     * @param steps as in {@link WideSequences}
     * @param ragged as in {@link WideSequences}
     */
    record LongSequences(String by, @Nullable String time, StepForm step, int steps, boolean ragged)
            implements InputForm {
        @Override
        public Shape shape() {
            return sequence(step, steps, ragged);
        }

        @Override
        public List<String> columns() {
            return with(with(step.columns(), time), by);
        }
    }

    private static Shape sequence(StepForm step, int steps, boolean ragged) {
        return switch (step) {
            case StepForm.Numbers(RowForm row) -> new Shape.Sequence(steps, row.width(), ragged);
            case StepForm.NumberedTokens(String _, int size) -> new Shape.Tokens(steps, size, ragged);
            case StepForm.TextTokens(String _, List<String> texts) -> new Shape.Tokens(steps, texts.size() + 1, ragged);
        };
    }

    private static List<String> with(List<String> columns, @Nullable String another) {
        if (another == null || columns.contains(another)) return columns;
        List<String> all = new ArrayList<>(columns);
        all.add(another);
        return all;
    }
}
