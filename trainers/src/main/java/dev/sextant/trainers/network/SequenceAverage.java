// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/** The mean of each feature over a sample's own steps. */
final class SequenceAverage implements Layer {
    private final Signal input;
    private final Signal output;
    private final Shape.Sequence shape;

    SequenceAverage(Signal input, int mostRows, Storage storage) {
        this.input = input;
        shape = (Shape.Sequence) input.shape();
        output = Signal.of(new Shape.Vector(shape.features()), mostRows, storage);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        float[] x = input.values();
        float[] y = output.values();
        Arrays.fill(y, 0, output.length(pass.rows()), 0f);
        int run = Kernels.tiled(pass.rows()) * Kernels.PANEL;
        int panel = shape.steps() * run;
        for (int p = 0; p < input.panels(); p++)
            for (int b = 0; b < pass.rows(); b++) {
                int to = p * run + b * Kernels.PANEL;
                int steps = steps(pass, b);
                for (int t = 0; t < steps; t++) add(x, p * panel + t * run + b * Kernels.PANEL, 1f, y, to);
                for (int j = to; j < to + Kernels.PANEL; j++) y[j] *= 1f / steps;
            }
        output.clearPadding(y, pass.rows());
    }

    @Override
    public void backward(Pass pass) {
        float[] dx = input.gradient();
        float[] dy = output.gradient();
        Arrays.fill(dx, 0, input.length(pass.rows()), 0f);
        int run = Kernels.tiled(pass.rows()) * Kernels.PANEL;
        int panel = shape.steps() * run;
        for (int p = 0; p < input.panels(); p++)
            for (int b = 0; b < pass.rows(); b++) {
                int steps = steps(pass, b);
                for (int t = 0; t < steps; t++)
                    add(dy, p * run + b * Kernels.PANEL, 1f / steps, dx, p * panel + t * run + b * Kernels.PANEL);
            }
    }

    private int steps(Pass pass, int sample) {
        return shape.ragged() ? pass.lengths[sample] : shape.steps();
    }

    /** Of one panel's row. */
    private static void add(float[] from, int at, float factor, float[] to, int into) {
        for (int j = 0; j < Kernels.PANEL; j++) to[into + j] = Math.fma(factor, from[at + j], to[into + j]);
    }
}
