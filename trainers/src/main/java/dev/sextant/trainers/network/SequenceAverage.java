// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/**
 * The mean of each feature over a sample's own steps: a sequence becomes a vector of its features.
 *
 * <p>Cost: a pass over the values forward, one backward.
 */
final class SequenceAverage implements Layer {
    private final Signal input;
    private final Signal output;
    private final Shape.Sequence sequence;

    SequenceAverage(Signal input, int mostRows, Storage storage) {
        this.input = input;
        sequence = (Shape.Sequence) input.shape();
        output = Signal.of(new Shape.Vector(sequence.features()), mostRows, storage);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        Arrays.fill(output.values(), 0, output.length(pass.rows()), 0f);
        int tiled = Kernels.tiled(pass.rows());
        for (int panel = 0; panel < output.panels(); panel++)
            for (int b = 0; b < pass.rows(); b++) {
                int to = (panel * tiled + b) * Kernels.PANEL;
                int steps = steps(pass, b);
                for (int t = 0; t < steps; t++) add(input.values(), step(panel, t, b, tiled), output.values(), to);
                scale(output.values(), to, 1f / steps, output.values(), to);
            }
        output.clearPadding(output.values(), pass.rows());
    }

    @Override
    public void backward(Pass pass) {
        Arrays.fill(input.gradient(), 0, input.length(pass.rows()), 0f);
        int tiled = Kernels.tiled(pass.rows());
        for (int panel = 0; panel < output.panels(); panel++)
            for (int b = 0; b < pass.rows(); b++) {
                int from = (panel * tiled + b) * Kernels.PANEL;
                int steps = steps(pass, b);
                for (int t = 0; t < steps; t++)
                    scale(output.gradient(), from, 1f / steps, input.gradient(), step(panel, t, b, tiled));
            }
    }

    private int steps(Pass pass, int row) {
        return sequence.ragged() ? pass.lengths[row] : sequence.steps();
    }

    /** Where the features of a panel stand at one step of a sample. */
    private int step(int panel, int step, int row, int tiled) {
        return ((panel * sequence.steps() + step) * tiled + row) * Kernels.PANEL;
    }

    private static void add(float[] from, int at, float[] to, int begin) {
        for (int i = 0; i < Kernels.PANEL; i++) to[begin + i] += from[at + i];
    }

    private static void scale(float[] from, int at, float factor, float[] to, int begin) {
        for (int i = 0; i < Kernels.PANEL; i++) to[begin + i] = factor * from[at + i];
    }
}
