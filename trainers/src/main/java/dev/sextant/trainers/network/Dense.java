// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;

/**
 * Fully connected: out[b, o] = bias[o] + sum over i of in[b, i] w[i, o], and rectified where the rectifier follows at
 * once, which then costs nothing. Of a sequence every step is a row.
 *
 * <p>Cost: 2 rows × weights floating-point operations forward, twice that backward.
 */
final class Dense implements Layer {
    private final Signal input;
    private final Signal output;
    private final Tensor weights;
    private final Tensor biases;
    private final boolean rectified;
    private final boolean learns;
    private final boolean passes;
    /** (rows, 16) with 1 in the first column: the left factor that sums columns. */
    private final float[] ones;

    /**
     * @param number of its kind, from 1
     * @param learns whether its parameters do, and their gradient is wanted
     * @param passes whether something before it learns, and the gradient at the input is wanted
     */
    Dense(
            int number,
            Signal input,
            int outputs,
            boolean rectified,
            boolean learns,
            boolean passes,
            TensorLayout layout,
            int mostRows,
            Storage storage) {
        this.input = input;
        this.rectified = rectified;
        this.learns = learns;
        this.passes = passes;
        output = Signal.of(
                input.shape() instanceof Shape.Sequence(int steps, int _, boolean ragged)
                        ? new Shape.Sequence(steps, outputs, ragged)
                        : new Shape.Vector(outputs),
                mostRows,
                storage);
        weights = layout.weights("dense%d.weight".formatted(number), input.width(), outputs);
        biases = layout.biases("dense%d.bias".formatted(number), outputs);
        ones = storage.floats((long) output.lines(Kernels.tiled(mostRows)) * Kernels.PANEL);
    }

    @Override
    public void reset(Pass pass) {
        for (int i = 0; i < ones.length; i += Kernels.PANEL) ones[i] = 1f;
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        pass.kernels()
                .product(
                        output.lines(pass.rows()),
                        output.panels(),
                        input.panels(),
                        input.values(),
                        0,
                        pass.parameters,
                        weights.at(),
                        pass.parameters,
                        biases.at(),
                        Kernels.TILE * Kernels.PANEL,
                        rectified ? 0.5f : 1f,
                        rectified ? 0.5f : 0f,
                        output.values());
    }

    @Override
    public void backward(Pass pass) {
        Kernels kernels = pass.kernels();
        int rows = output.lines(pass.rows());
        float[] delta = output.gradient();
        if (rectified) rectifyBackward(output.values(), delta, output.length(pass.rows()));
        if (learns) {
            int height = Matrix.padded(input.width()) * Kernels.PANEL;
            kernels.productTransposed(
                    input.width(), output.panels(), rows, input.values(), delta, pass.gradient, weights.at(), height);
            kernels.productTransposed(
                    1, output.panels(), rows, ones, delta, pass.gradient, biases.at(), Kernels.TILE * Kernels.PANEL);
        }
        if (passes)
            kernels.inputGradient(
                    rows,
                    input.panels(),
                    output.panels(),
                    delta,
                    pass.parameters,
                    weights.at(),
                    pass.scratch,
                    input.gradient());
    }

    /** A rectified value is never negative, so its sign is 0 or 1. */
    private static void rectifyBackward(float[] values, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.signum(values[i]);
    }
}
