// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Stencil;

/**
 * Two-dimensional convolution: out[b, f, y, x] = bias[f] + sum over (c, i, j) of in[b, c, s y + i − p, s x + j − p]
 * w[f, c, i, j], with 0 outside the image; s is the stride, p the padding. The kernel is not turned round, as
 * everywhere in networks. Rectified where the rectifier follows at once, which then costs nothing.
 *
 * <p>Cost: 2 rows × filters × pixels given × inputs of a kernel floating-point operations forward, twice that backward.
 */
final class Convolution implements Layer {
    private final Signal output;
    private final Border border;
    private final Stencil stencil;
    private final Tensor weights;
    private final Tensor biases;
    private final boolean rectified;
    private final boolean learns;
    private final boolean passes;

    /**
     * @param number of its kind, from 1
     * @param learns whether its parameters do, and their gradient is wanted
     * @param passes whether something before it learns, and the gradient at the input is wanted
     */
    Convolution(
            int number,
            Signal input,
            LayerSpec.Conv conv,
            boolean rectified,
            boolean learns,
            boolean passes,
            TensorLayout layout,
            int mostRows,
            Storage storage) {
        this.rectified = rectified;
        this.learns = learns;
        this.passes = passes;
        Shape.Image image = (Shape.Image) input.shape();
        border = new Border(input, conv.border(), passes, mostRows, storage);
        Shape.Image given = new Shape.Image(
                conv.filters(),
                (border.height() - conv.kernel()) / conv.stride() + 1,
                (border.width() - conv.kernel()) / conv.stride() + 1);
        output = Signal.of(given, mostRows, storage);
        stencil = new Stencil(
                image.channels(),
                border.height(),
                border.width(),
                conv.filters(),
                conv.kernel(),
                conv.kernel(),
                conv.stride(),
                border.group(),
                Signal.height(given) * Kernels.PANEL,
                storage::ints);
        layout.scratch(stencil.scratch());
        weights = layout.filters("conv%d.weight".formatted(number), conv.filters(), image.channels(), conv.kernel());
        biases = layout.columns("conv%d.bias".formatted(number), conv.filters());
    }

    @Override
    public void reset(Pass pass) {
        stencil.fill();
    }

    @Override
    public Signal output() {
        return output;
    }

    /** 0 rectifies, NaN leaves everything as it is. */
    private float floor() {
        return rectified ? 0f : Float.NaN;
    }

    @Override
    public void forward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        pass.convolutions()
                .convolve(
                        groups,
                        stencil,
                        border.values(groups),
                        pass.parameters,
                        weights.at(),
                        biases.at(),
                        floor(),
                        pass.scratch,
                        output.values());
    }

    @Override
    public void backward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        float[] delta = output.gradient();
        if (learns)
            pass.convolutions()
                    .weightGradient(
                            groups,
                            stencil,
                            border.values(),
                            output.values(),
                            floor(),
                            delta,
                            pass.scratch,
                            pass.gradient,
                            weights.at(),
                            biases.at());
        else if (rectified) rectify(output.values(), delta, output.length(pass.rows()));
        if (!passes) return;
        pass.convolutions()
                .inputGradient(groups, stencil, delta, pass.parameters, weights.at(), pass.scratch, border.gradient());
        border.passOn(groups);
    }

    /** A rectified value is never negative, so its sign is 0 or 1. */
    private static void rectify(float[] values, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= Math.signum(values[i]);
    }
}
