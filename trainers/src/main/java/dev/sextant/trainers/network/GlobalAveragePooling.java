// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * The mean of each channel over all pixels: an image becomes a vector of its channels. Lin, Chen and Yan 2014, section
 * 3.2.
 */
final class GlobalAveragePooling implements Layer {
    private final AveragePooling means;
    private final ImageFlattening vector;

    GlobalAveragePooling(Signal input, TensorLayout layout, int mostRows, Storage storage) {
        Shape.Image image = (Shape.Image) input.shape();
        means = new AveragePooling(input, image.height(), image.width(), 1, 0, mostRows, storage);
        vector = new ImageFlattening(means.output(), layout, mostRows, storage);
    }

    @Override
    public void reset(Pass pass) {
        means.reset(pass);
    }

    @Override
    public Signal output() {
        return vector.output();
    }

    @Override
    public void forward(Pass pass) {
        means.forward(pass);
        vector.forward(pass);
    }

    @Override
    public void backward(Pass pass) {
        vector.backward(pass);
        means.backward(pass);
    }
}
