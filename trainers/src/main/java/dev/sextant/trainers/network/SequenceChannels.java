// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/**
 * Each feature of a sequence, over the steps of all samples: one block of columns a panel. Where every line is a step
 * of a sample, the kernels for columns do it; otherwise the same operations in the same order over those lines alone.
 */
record SequenceChannels(Signal input, Signal output, ValidLines lines) implements Channels {
    private static final int PANEL = Kernels.PANEL;

    @Override
    public int blocks() {
        return 1;
    }

    @Override
    public int first(int block) {
        return block * input.panels() * PANEL;
    }

    @Override
    public int count(Pass pass) {
        return lines.find(pass);
    }

    private int panel(Pass pass) {
        return input.lines(pass.rows()) * PANEL;
    }

    @Override
    public void moments(Pass pass, int block, NormFigures figures) {
        float[] x = input.values();
        if (lines.all(pass)) {
            pass.columns().moments(lines.count(), input.panels(), x, figures.mean, figures.variance);
            return;
        }
        Arrays.fill(figures.mean, 0f);
        Arrays.fill(figures.variance, 0f);
        float share = 1f / lines.count();
        for (int panel = 0; panel < input.panels(); panel++) {
            int first = panel * PANEL;
            int at = panel * panel(pass);
            addLines(lines.lines(), lines.count(), x, at, figures.mean, first);
            for (int j = first; j < first + PANEL; j++) figures.mean[j] *= share;
            addSquares(lines.lines(), lines.count(), x, at, figures.mean, figures.variance, first);
            for (int j = first; j < first + PANEL; j++) figures.variance[j] *= share;
        }
    }

    private static void addLines(int[] lines, int count, float[] x, int from, float[] sums, int first) {
        for (int i = 0; i < count; i++) {
            int at = from + lines[i] * PANEL;
            for (int j = 0; j < PANEL; j++) sums[first + j] += x[at + j];
        }
    }

    private static void addSquares(int[] lines, int count, float[] x, int from, float[] mean, float[] sums, int first) {
        for (int i = 0; i < count; i++) {
            int at = from + lines[i] * PANEL;
            for (int j = 0; j < PANEL; j++) {
                float d = x[at + j] - mean[first + j];
                sums[first + j] = Math.fma(d, d, sums[first + j]);
            }
        }
    }

    /** Lines that are no steps are normalised like the others. */
    @Override
    public void normalise(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        pass.columns()
                .normalise(
                        input.lines(pass.rows()),
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

    /** Where no step is, the gradient is 0 and adds nothing. */
    @Override
    public void sums(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt) {
        pass.columns()
                .sums(
                        input.lines(pass.rows()),
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
        float[] delta = output.gradient();
        if (lines.all(pass)) {
            pass.columns()
                    .centre(
                            lines.count(),
                            input.panels(),
                            delta,
                            input.values(),
                            figures.mean,
                            figures.inverse,
                            figures.factor,
                            figures.level,
                            figures.slope);
            return;
        }
        for (int panel = 0; panel < input.panels(); panel++)
            centre(lines.lines(), lines.count(), delta, input.values(), panel * panel(pass), figures, panel * PANEL);
    }

    private static void centre(
            int[] lines, int count, float[] delta, float[] x, int from, NormFigures figures, int first) {
        for (int i = 0; i < count; i++) {
            int at = from + lines[i] * PANEL;
            for (int j = 0; j < PANEL; j++) {
                int column = first + j;
                float normal = (x[at + j] - figures.mean[column]) * figures.inverse[column];
                delta[at + j] = (delta[at + j] - figures.level[column] - normal * figures.slope[column])
                        * figures.factor[column];
            }
        }
    }
}
