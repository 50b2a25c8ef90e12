// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dataset divided and encoded, ready to train on. Read-only and shared between threads. */
public final class Parts {
    /**
     * Rows of one part.
     *
     * @param rows 0 … rows − 1: all of them, in order
     */
    public record Part(Matrix inputs, Targets targets, int[] rows) {
        /**
         * The targets as numbers: of two classes one column, 1 for the second class; of more classes one column each, 1
         * in that of the row's class. Made anew at each call.
         */
        public Targets.Values targetsAsValues() {
            return switch (targets) {
                case Targets.Values values -> values;
                case Targets.Classes(int[] labels, int count) -> {
                    Matrix matrix = Matrix.zeros(labels.length, count == 2 ? 1 : count);
                    for (int i = 0; i < labels.length; i++) {
                        if (count > 2) matrix.set(i, labels[i], 1f);
                        else if (labels[i] == 1) matrix.set(i, 0, 1f);
                    }
                    yield new Targets.Values(matrix);
                }
            };
        }
    }

    private final Dataset dataset;
    private final Split split;
    private final Encoding encoding;
    private final TargetEncoding answers;
    private final Part training;
    private final Part validation;

    /** @param split one of the dataset's own */
    Parts(Dataset dataset, Split split) throws TrainingException {
        this.dataset = dataset;
        this.split = split;
        dataset.checkClasses(split);
        encoding = Encoding.of(dataset, split.training());
        answers = new TargetEncoding(dataset, split.training());
        training = part(split.training());
        validation = part(split.validation());
    }

    /** The first fold, or the only division. */
    Parts(Dataset dataset, Seeds seeds) throws TrainingException {
        this(dataset, dataset.splits(seeds).getFirst());
    }

    private Part part(int[] rows) throws TrainingException {
        Matrix inputs = encoding.inputs(rows);
        int[] all = new int[inputs.rows()];
        for (int i = 0; i < all.length; i++) all[i] = i;
        return new Part(inputs, answers.targets(rows), all);
    }

    public Part training() {
        return training;
    }

    public Part validation() {
        return validation;
    }

    /** The locked rows, encoded when asked for, or null where there are none. */
    public @Nullable Part test() throws TrainingException {
        return split.test().length == 0 ? null : part(split.test());
    }

    public Task task() {
        return dataset.task();
    }

    /** Columns that a network reads. Another fold may have others. */
    public int inputs() {
        return encoding.inputs();
    }

    /** What a sample is to a network, as whose columns a row of inputs is read. Another fold may have another. */
    public Shape shape() {
        return encoding.shape();
    }

    /** What lies beyond an image's edge, scaled, one number a channel; empty where rows are no images. Made anew. */
    public float[] background() {
        return encoding instanceof ImageEncoding images ? images.background().clone() : new float[0];
    }

    /** Classes, or how many numbers are learnt. */
    public int outputs() {
        return dataset.outputs();
    }

    /**
     * What a squared error on these targets is multiplied by to be in the target's own units: the target's variance in
     * the training part. 1 for classes, for targets that are not scaled, and for several targets, which have no unit in
     * common: their loss stays in units of each one's own variance.
     */
    public double lossScale() {
        return answers.lossScale();
    }

    /** How a table's rows become {@link Part#inputs}, as it was fitted. */
    public InputForm inputForm() {
        return encoding.form();
    }

    /** What a network's outputs say, as it was fitted. */
    public AnswerForm answerForm() {
        return answers.form();
    }

    /** What was found out about the form of the table's file, by name. */
    public Map<String, String> reading() {
        return dataset.reading();
    }

    Split split() {
        return split;
    }

    Encoding encoding() {
        return encoding;
    }
}
