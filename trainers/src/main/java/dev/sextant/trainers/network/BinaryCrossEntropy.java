// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Functions;
import dev.sextant.trainers.tensor.Matrix;

/**
 * Cross-entropy of a yes or no from its logit z, for a wanted probability y: max(z, 0) − zy + log(1 + e^−|z|), mean
 * over the outputs. Neither large nor small logits overflow.
 */
final class BinaryCrossEntropy implements LossFunction {
    @Override
    public double compare(Pass pass, Signal outputs, Targets targets, int[] order, int from) {
        Matrix wanted = LossFunction.values(targets, outputs);
        float[] values = outputs.values();
        float[] gradient = outputs.gradient();
        int width = outputs.width();
        int rows = pass.rows();
        float scale = 1f / ((float) rows * width);
        double sum = 0;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < width; j++) {
                int at = Signal.at(i, j, rows);
                float z = values[at];
                float y = wanted.get(order[from + i], j);
                gradient[at] = scale * (Functions.sigmoid(z) - y);
                sum += Math.max(z, 0.0) - (double) z * y + Functions.softplusTail(z);
            }
        outputs.clearPadding(gradient, rows);
        return sum / width;
    }
}
