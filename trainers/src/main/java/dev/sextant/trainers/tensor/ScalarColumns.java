// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.Arrays;

/** The plain Java twin: the reference for the bits. */
final class ScalarColumns implements ColumnKernels {
    static final ScalarColumns INSTANCE = new ScalarColumns();

    private static final int PANEL = Kernels.PANEL;

    private ScalarColumns() {}

    @Override
    public void moments(int rows, int panels, float[] x, float[] mean, float[] variance) {
        int height = Kernels.tiled(rows) * PANEL;
        float share = 1f / rows;
        Arrays.fill(mean, 0, panels * PANEL, 0f);
        Arrays.fill(variance, 0, panels * PANEL, 0f);
        for (int panel = 0; panel < panels; panel++) {
            int first = panel * PANEL;
            for (int at = panel * height; at < panel * height + rows * PANEL; at += PANEL)
                for (int j = 0; j < PANEL; j++) mean[first + j] += x[at + j];
            for (int j = first; j < first + PANEL; j++) mean[j] *= share;
            for (int at = panel * height; at < panel * height + rows * PANEL; at += PANEL)
                for (int j = 0; j < PANEL; j++) {
                    float d = x[at + j] - mean[first + j];
                    variance[first + j] = Math.fma(d, d, variance[first + j]);
                }
            for (int j = first; j < first + PANEL; j++) variance[j] *= share;
        }
    }

    @Override
    public void normalise(
            int rows,
            int panels,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] parameters,
            int scaleAt,
            int shiftAt,
            float[] y) {
        int height = Kernels.tiled(rows) * PANEL;
        for (int panel = 0; panel < panels; panel++)
            for (int at = panel * height; at < (panel + 1) * height; at += PANEL)
                for (int j = 0; j < PANEL; j++) {
                    int column = panel * PANEL + j;
                    float normal = (x[at + j] - mean[column]) * inverse[column];
                    y[at + j] = Math.fma(normal, parameters[scaleAt + column], parameters[shiftAt + column]);
                }
    }

    @Override
    public void sums(
            int rows,
            int panels,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] gradient,
            int scaleAt,
            int shiftAt) {
        int height = Kernels.tiled(rows) * PANEL;
        Arrays.fill(gradient, scaleAt, scaleAt + panels * PANEL, 0f);
        Arrays.fill(gradient, shiftAt, shiftAt + panels * PANEL, 0f);
        for (int panel = 0; panel < panels; panel++)
            for (int at = panel * height; at < panel * height + rows * PANEL; at += PANEL)
                for (int j = 0; j < PANEL; j++) {
                    int column = panel * PANEL + j;
                    float normal = (x[at + j] - mean[column]) * inverse[column];
                    gradient[scaleAt + column] = Math.fma(dy[at + j], normal, gradient[scaleAt + column]);
                    gradient[shiftAt + column] += dy[at + j];
                }
    }

    @Override
    public void centre(
            int rows,
            int panels,
            float[] dy,
            float[] x,
            float[] mean,
            float[] inverse,
            float[] factor,
            float[] level,
            float[] slope) {
        int height = Kernels.tiled(rows) * PANEL;
        for (int panel = 0; panel < panels; panel++)
            for (int at = panel * height; at < (panel + 1) * height; at += PANEL)
                for (int j = 0; j < PANEL; j++) {
                    int column = panel * PANEL + j;
                    float normal = (x[at + j] - mean[column]) * inverse[column];
                    dy[at + j] = (dy[at + j] - level[column] - normal * slope[column]) * factor[column];
                }
    }
}
