// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/** The end of the chain: what {@link Loss} names, forward and backward in one call. */
sealed interface LossFunction permits CrossEntropy, BinaryCrossEntropy, SquaredError, AbsoluteError, Huber {
    /**
     * Compares the outputs for the rows order[from …] with their targets.
     *
     * @param outputs logits, or predicted values; the gradient is overwritten, padding included, with that of the
     *     batch's mean loss
     * @return the sum of the rows' losses
     * @throws IllegalArgumentException if the targets are of the wrong kind or width
     */
    double compare(Pass pass, Signal outputs, Targets targets, int[] order, int from);

    static LossFunction of(Loss loss, int outputs) {
        return switch (loss) {
            case CROSS_ENTROPY -> new CrossEntropy(outputs);
            case BINARY_CROSS_ENTROPY -> new BinaryCrossEntropy();
            case MEAN_SQUARED_ERROR -> new SquaredError();
            case MEAN_ABSOLUTE_ERROR -> new AbsoluteError();
            case HUBER -> new Huber();
        };
    }

    /** The targets as one number an output. */
    static Matrix values(Targets targets, Signal outputs) {
        return switch (targets) {
            case Targets.Values(Matrix values) -> {
                if (values.columns() != outputs.width())
                    throw new IllegalArgumentException(
                            "targets of %d columns for %d outputs".formatted(values.columns(), outputs.width()));
                yield values;
            }
            case Targets.Classes classes ->
                throw new IllegalArgumentException("this loss compares values, the targets are classes");
        };
    }
}
