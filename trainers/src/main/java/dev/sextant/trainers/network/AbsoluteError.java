// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/** |output − target|, mean over the outputs. */
final class AbsoluteError implements LossFunction {
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
                gradient[at] = scale * Math.signum(difference);
                sum += Math.abs(difference);
            }
        outputs.clearPadding(gradient, rows);
        return sum / width;
    }
}
