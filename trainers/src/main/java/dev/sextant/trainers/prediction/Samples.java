// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.data.InputForm;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;

/** What a network is asked about: the samples that the rows of a table make, encoded piece by piece. */
sealed interface Samples permits ImageSamples, RowSamples, SequenceSamples, SeriesSamples {
    /** A row that the table does not have. */
    int NONE = -1;

    /** @throws TrainingException where the table lacks columns, or its rows make no samples */
    static Samples of(InputForm form, NamedColumns columns) throws TrainingException {
        columns.require(form.columns());
        return switch (form) {
            case InputForm.Rows rows -> new RowSamples(rows, columns);
            case InputForm.Series series -> new SeriesSamples(series, columns);
            case InputForm.Images images -> new ImageSamples(images, columns);
            case InputForm.WideSequences wide -> new SequenceSamples(wide, columns);
            case InputForm.LongSequences rows -> new SequenceSamples(rows, columns);
        };
    }

    int count();

    /** What the samples are told apart by: a column's name. */
    default String key() {
        return "row";
    }

    /** Which one this is: the number of its row, from 1, unless said otherwise. */
    JsonNode key(int sample);

    /** The row of the table that stands for a sample: of several its last. */
    int row(int sample);

    /**
     * The row that holds what is to be told of a sample, or {@link #NONE}.
     *
     * @param horizon which one of a series' horizons, from 0
     */
    default int targetRow(int sample, int horizon) {
        return row(sample);
    }

    /**
     * A row of floats for each of these samples, as the network reads them.
     *
     * @param from the first, from 0
     */
    Matrix inputs(int from, int count) throws TrainingException;

    /** What a person should know of those that were encoded. */
    default List<String> notes() {
        return List.of();
    }
}
