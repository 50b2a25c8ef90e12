// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/**
 * A sequence as one vector of its steps (step, feature). Steps beyond a sample's end give 0, as in a row of data.
 *
 * <p>Cost: two passes over the values forward, two backward.
 */
final class SequenceFlattening implements Layer {
    private final Signal input;
    private final Signal output;
    private final Shape.Sequence sequence;

    SequenceFlattening(Signal input, int mostRows, Storage storage) {
        this.input = input;
        sequence = (Shape.Sequence) input.shape();
        output = Signal.of(new Shape.Vector(sequence.size()), mostRows, storage);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        Arrays.fill(output.values(), 0, output.length(pass.rows()), 0f);
        copy(pass, input.values(), output.values(), true);
    }

    @Override
    public void backward(Pass pass) {
        Arrays.fill(input.gradient(), 0, input.length(pass.rows()), 0f);
        copy(pass, output.gradient(), input.gradient(), false);
    }

    private void copy(Pass pass, float[] from, float[] to, boolean forward) {
        int tiled = Kernels.tiled(pass.rows());
        int lines = sequence.steps() * tiled;
        for (int b = 0; b < pass.rows(); b++)
            for (int t = 0; t < (sequence.ragged() ? pass.lengths[b] : sequence.steps()); t++)
                for (int f = 0; f < sequence.features(); ) {
                    int column = t * sequence.features() + f;
                    int step = (f / Kernels.PANEL * lines + t * tiled + b) * Kernels.PANEL + f % Kernels.PANEL;
                    int flat = Signal.at(b, column, pass.rows());
                    // as far as neither panel ends
                    int count = Math.min(
                            sequence.features() - f,
                            Kernels.PANEL - Math.max(f % Kernels.PANEL, column % Kernels.PANEL));
                    System.arraycopy(from, forward ? step : flat, to, forward ? flat : step, count);
                    f += count;
                }
    }
}
