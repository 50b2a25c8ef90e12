// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/** A sequence as one vector, step after step as in a row of data; zeros behind a sample's end. */
final class SequenceFlattening implements Layer {
    private final Signal input;
    private final Signal output;
    private final Shape.Sequence shape;

    SequenceFlattening(Signal input, int mostRows, Storage storage) {
        this.input = input;
        shape = (Shape.Sequence) input.shape();
        output = Signal.of(new Shape.Vector(shape.size()), mostRows, storage);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        if (shape.ragged()) Arrays.fill(output.values(), 0, output.length(pass.rows()), 0f);
        else output.clearPadding(output.values(), pass.rows());
        int tiled = Kernels.tiled(pass.rows());
        for (int b = 0; b < pass.rows(); b++)
            for (int t = 0; t < steps(pass, b); t++)
                Lines.copy(
                        input.values(),
                        (t * tiled + b) * Kernels.PANEL,
                        shape.steps() * tiled * Kernels.PANEL,
                        0,
                        output.values(),
                        b * Kernels.PANEL,
                        tiled * Kernels.PANEL,
                        t * shape.features(),
                        shape.features());
    }

    @Override
    public void backward(Pass pass) {
        Arrays.fill(input.gradient(), 0, input.length(pass.rows()), 0f);
        int tiled = Kernels.tiled(pass.rows());
        for (int b = 0; b < pass.rows(); b++)
            for (int t = 0; t < steps(pass, b); t++)
                Lines.copy(
                        output.gradient(),
                        b * Kernels.PANEL,
                        tiled * Kernels.PANEL,
                        t * shape.features(),
                        input.gradient(),
                        (t * tiled + b) * Kernels.PANEL,
                        shape.steps() * tiled * Kernels.PANEL,
                        0,
                        shape.features());
    }

    private int steps(Pass pass, int sample) {
        return shape.ragged() ? pass.lengths[sample] : shape.steps();
    }
}
