// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Stencil;

/**
 * The mean of each window, channel by channel. Padding counts as zeros, and the divisor is the window's size
 * everywhere, as in PyTorch unless told otherwise.
 *
 * <p>Cost: an addition for every value of every window, forward and backward.
 */
final class AveragePooling implements Layer {
    private final Signal output;
    private final Border border;
    private final Stencil stencil;
    private final int channels;

    AveragePooling(Signal input, LayerSpec.Pool pool, int mostRows, Storage storage) {
        this(input, pool.size(), pool.size(), pool.stride(), pool.padding(), mostRows, storage);
    }

    AveragePooling(Signal input, int rows, int columns, int stride, int padding, int mostRows, Storage storage) {
        Shape.Image image = (Shape.Image) input.shape();
        channels = image.channels();
        border = new Border(input, padding, true, mostRows, storage);
        Shape.Image given = border.slide(rows, columns, stride);
        output = Signal.of(given, mostRows, storage);
        stencil = border.stencil(rows, columns, stride, given, storage);
    }

    @Override
    public void reset(Pass pass) {
        stencil.fill();
    }

    @Override
    public Signal output() {
        return output;
    }

    private float share() {
        return 1f / stencil.depth();
    }

    @Override
    public void forward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        pass.convolutions().sum(groups, channels, stencil, share(), border.values(groups), output.values());
    }

    @Override
    public void backward(Pass pass) {
        int groups = Signal.groups(pass.rows());
        pass.convolutions().sumGradient(groups, channels, stencil, share(), output.gradient(), border.gradient());
        border.passOn(groups);
    }
}
