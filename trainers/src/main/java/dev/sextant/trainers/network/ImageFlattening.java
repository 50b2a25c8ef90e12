// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/**
 * An image as one vector of its pixels (channel, row, column): from samples in the lanes to a row a sample, 16 samples
 * at a time, and back.
 *
 * <p>Cost: two passes over the values forward, two backward.
 */
final class ImageFlattening implements Layer {
    private final Signal input;
    private final Signal output;
    /** Floats from one group of the image to the next. */
    private final int group;

    ImageFlattening(Signal input, TensorLayout layout, int mostRows, Storage storage) {
        this.input = input;
        group = Signal.height((Shape.Image) input.shape()) * Kernels.PANEL;
        output = Signal.of(new Shape.Vector(input.shape().size()), mostRows, storage);
        layout.scratch(output.panels() * Kernels.SQUARE);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        int tiled = Kernels.tiled(pass.rows());
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            pass.kernels().transpose(output.panels(), 1, input.values(), g * group, pass.scratch, 0);
            int first = g * Kernels.PANEL;
            int count = Math.min(Kernels.PANEL, tiled - first) * Kernels.PANEL;
            for (int panel = 0; panel < output.panels(); panel++)
                System.arraycopy(
                        pass.scratch,
                        panel * Kernels.SQUARE,
                        output.values(),
                        (panel * tiled + first) * Kernels.PANEL,
                        count);
        }
        output.clearPadding(output.values(), pass.rows());
    }

    @Override
    public void backward(Pass pass) {
        int tiled = Kernels.tiled(pass.rows());
        for (int g = 0; g < Signal.groups(pass.rows()); g++) {
            int first = g * Kernels.PANEL;
            int count = Math.min(Kernels.PANEL, pass.rows() - first) * Kernels.PANEL;
            for (int panel = 0; panel < output.panels(); panel++) {
                int square = panel * Kernels.SQUARE;
                System.arraycopy(
                        output.gradient(), (panel * tiled + first) * Kernels.PANEL, pass.scratch, square, count);
                // rows beyond the batch hold anything, lanes beyond it must hold 0
                Arrays.fill(pass.scratch, square + count, square + Kernels.SQUARE, 0f);
            }
            pass.kernels().transpose(1, output.panels(), pass.scratch, 0, input.gradient(), g * group);
        }
    }
}
