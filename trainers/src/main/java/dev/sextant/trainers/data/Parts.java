// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Targets;
import dev.sextant.trainers.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/** A dataset divided and encoded, ready to train on. Read-only and shared between threads. */
public final class Parts {
    /**
     * Rows of one part.
     *
     * @param rows 0 … rows − 1: all of them, in order
     */
    public record Part(Matrix inputs, Targets targets, int[] rows) {}

    private final Dataset dataset;
    private final Split split;
    private final Encoding encoding;
    private final Part training;
    private final Part validation;

    Parts(Dataset dataset, Seeds seeds) throws TrainingException {
        this.dataset = dataset;
        split = dataset.split(seeds);
        encoding = new Encoding(dataset, split.training());
        training = part(split.training());
        validation = part(split.validation());
    }

    private Part part(int[] rows) throws TrainingException {
        int[] all = new int[rows.length];
        for (int i = 0; i < all.length; i++) all[i] = i;
        return new Part(encoding.inputs(rows), encoding.targets(rows), all);
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

    /** Columns that a network reads. */
    public int inputs() {
        return encoding.inputs();
    }

    /** What a loss on these targets is multiplied by to be in the target's own units. */
    public double lossScale() {
        return encoding.targetVariance();
    }

    Split split() {
        return split;
    }
}
