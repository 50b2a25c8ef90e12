// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Stencil;

/**
 * The largest value of each window, channel by channel. Backward, the gradient goes to the first of several equal ones,
 * by rows, as in PyTorch; where windows overlap, gradients add up. Padding never wins.
 *
 * <p>Cost: a comparison for every value of every window, forward and backward.
 */
final class MaxPooling implements Layer {
    private final Signal output;
    private final Border border;
    private final Stencil stencil;
    private final int channels;

    MaxPooling(Signal input, LayerSpec.Pool pool, int mostRows, Storage storage) {
        Shape.Image image = (Shape.Image) input.shape();
        channels = image.channels();
        border = new Border(input, pool.padding(), true, mostRows, storage);
        Shape.Image given = border.slide(pool.size(), pool.size(), pool.stride());
        output = Signal.of(given, mostRows, storage);
        stencil = border.stencil(pool.size(), pool.size(), pool.stride(), given, storage);
    }

    @Override
    public void reset(Pass pass) {
        stencil.fill();
        border.surround(Float.NEGATIVE_INFINITY);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        pass.convolutions().greatest(groups, channels, stencil, border.values(groups), output.values());
    }

    @Override
    public void backward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        pass.convolutions()
                .greatestGradient(
                        groups,
                        channels,
                        stencil,
                        border.values(),
                        output.values(),
                        output.gradient(),
                        border.gradient());
        border.passOn(groups);
    }
}
