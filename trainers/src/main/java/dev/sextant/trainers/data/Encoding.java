// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * From cells to what a network reads, one row of floats a sample. Every constant of it is fitted on the training part
 * alone, so no other row can change a training row. What is learnt is encoded apart, by {@link TargetEncoding}.
 */
sealed interface Encoding permits ImageEncoding, SequenceEncoding, TableEncoding {
    /**
     * How many rows of a part hold a category, in one feature, that no training row holds.
     *
     * @param of how many rows there are: samples, or all their steps
     * @param example one of those categories
     */
    record Unseen(int rows, int of, String example) {}

    /** @param training rows of the dataset */
    static Encoding of(Dataset dataset, int[] training) throws TrainingException {
        ImageForm image = dataset.image();
        if (image != null) return new ImageEncoding(dataset, image, training);
        Sequences sequences = dataset.sequences();
        if (sequences != null) return new SequenceEncoding(dataset, sequences, training);
        return new TableEncoding(dataset, training);
    }

    /** What was fitted, with columns by their names. */
    InputForm form();

    /** Floats of a sample: columns that a network reads. */
    int inputs();

    /** What a sample is to a network, as whose {@link Shape#columns} its floats are read. */
    default Shape shape() {
        return new Shape.Vector(inputs());
    }

    /** @param part rows of the dataset */
    Matrix inputs(int[] part) throws TrainingException;

    /**
     * Null where every row's category is known, or the feature holds numbers.
     *
     * @param part rows of the dataset
     */
    default @Nullable Unseen unseen(Feature feature, int[] part) {
        return null;
    }
}
