// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;
import java.util.Arrays;

/** Softmax cross-entropy from logits: log(sum of e^z) − z of the row's class. */
final class CrossEntropy implements LossFunction {
    /** Negative infinity in the output's padding: no class stands there. */
    private final float[] penalty;

    CrossEntropy(int outputs) {
        penalty = new float[Matrix.padded(outputs)];
        Arrays.fill(penalty, outputs, penalty.length, Float.NEGATIVE_INFINITY);
    }

    @Override
    public double compare(Pass pass, Signal outputs, Targets targets, int[] order, int from) {
        return switch (targets) {
            case Targets.Classes classes -> {
                if (classes.count() != outputs.width())
                    throw new IllegalArgumentException(
                            "targets of %d classes for %d outputs".formatted(classes.count(), outputs.width()));
                yield pass.kernels()
                        .softmaxCrossEntropy(
                                pass.rows(),
                                outputs.panels(),
                                outputs.values(),
                                outputs.gradient(),
                                penalty,
                                classes.labels(),
                                order,
                                from);
            }
            case Targets.Values values ->
                throw new IllegalArgumentException("cross-entropy compares classes, the targets are values");
        };
    }
}
