// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;

/** Each number of a vector: one block of columns. */
record VectorChannels(Signal input, Signal output) implements Channels {
    @Override
    public int blocks() {
        return 1;
    }

    @Override
    public int first(int block) {
        return block * input.panels() * Kernels.PANEL;
    }

    @Override
    public int count(Pass pass) {
        return pass.rows();
    }

    @Override
    public void moments(Pass pass, int block, NormFigures figures) {
        pass.columns().moments(pass.rows(), input.panels(), input.values(), figures.mean, figures.variance);
    }

    @Override
    public void normalise(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        pass.columns()
                .normalise(
                        pass.rows(),
                        input.panels(),
                        input.values(),
                        figures.mean,
                        figures.inverse,
                        pass.parameters,
                        scaleAt,
                        shiftAt,
                        output.values());
    }

    @Override
    public void gate(Pass pass, int block) {}

    @Override
    public void sums(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        pass.columns()
                .sums(
                        pass.rows(),
                        input.panels(),
                        output.gradient(),
                        input.values(),
                        figures.mean,
                        figures.inverse,
                        pass.gradient,
                        scaleAt,
                        shiftAt);
    }

    @Override
    public void centre(Pass pass, int block, NormFigures figures) {
        pass.columns()
                .centre(
                        pass.rows(),
                        input.panels(),
                        output.gradient(),
                        input.values(),
                        figures.mean,
                        figures.inverse,
                        figures.factor,
                        figures.level,
                        figures.slope);
    }
}
