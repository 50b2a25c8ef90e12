// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

/** The vector twin: what {@link ColumnVectorLoops} does to half a panel, over all of them. */
final class VectorColumns implements ColumnKernels {
    static final VectorColumns INSTANCE = new VectorColumns();

    private static final int PANEL = Kernels.PANEL;
    private static final int HALF = ColumnVectorLoops.WIDTH;

    private VectorColumns() {}

    @Override
    public void moments(int rows, int panels, float[] x, float[] mean, float[] variance) {
        int height = Kernels.tiled(rows) * PANEL;
        float share = 1f / rows;
        for (int column = 0; column < panels * PANEL; column += HALF) {
            int from = from(column, height);
            ColumnVectorLoops.mean(from, from + rows * PANEL, x, share, mean, column);
            ColumnVectorLoops.variance(from, from + rows * PANEL, x, share, mean, variance, column);
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
        for (int column = 0; column < panels * PANEL; column += HALF) {
            int from = from(column, height);
            ColumnVectorLoops.normalise(
                    from, from + height, x, mean, inverse, column, parameters, scaleAt + column, shiftAt + column, y);
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
        for (int column = 0; column < panels * PANEL; column += HALF) {
            int from = from(column, height);
            ColumnVectorLoops.sums(
                    from,
                    from + rows * PANEL,
                    dy,
                    x,
                    mean,
                    inverse,
                    column,
                    gradient,
                    scaleAt + column,
                    shiftAt + column);
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
        for (int column = 0; column < panels * PANEL; column += HALF) {
            int from = from(column, height);
            ColumnVectorLoops.centre(from, from + height, dy, x, mean, inverse, factor, level, slope, column);
        }
    }

    /** Where a column's half of a panel begins. */
    private static int from(int column, int height) {
        return column / PANEL * height + column % PANEL;
    }
}
