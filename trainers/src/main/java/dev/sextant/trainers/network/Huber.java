// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/**
 * Half of (output − target)² where that is below 1, and |output − target| − ½ beyond; mean over the outputs. Huber
 * 1964, with δ = 1.
 */
final class Huber implements LossFunction {
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
                float difference = values[at] - wanted.get(order[from + i], j);
                float bounded = Math.max(-1f, Math.min(1f, difference));
                gradient[at] = scale * bounded;
                sum += bounded * (difference - 0.5 * bounded);
            }
        outputs.clearPadding(gradient, rows);
        return sum / width;
    }
}
