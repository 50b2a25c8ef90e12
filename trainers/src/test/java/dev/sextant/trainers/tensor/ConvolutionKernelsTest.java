// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three twins on images that need cut tiles of every kind, against each other and against sums in doubles. */
class ConvolutionKernelsTest {
    private static final int LANES = Kernels.PANEL;
    private static final float NOTHING = Float.NaN;

    @ParameterizedTest(name = "{0} groups of {1} x {2} x {3}, {4} filters of {5} x {6}, stride {7}")
    @CsvSource({
        "1, 1, 3, 3, 1, 1, 1, 1",
        "2, 3, 5, 7, 6, 3, 2, 1",
        "1, 5, 9, 9, 4, 5, 5, 2",
        "3, 2, 4, 3, 10, 4, 3, 1",
        "1, 6, 12, 10, 7, 2, 3, 3",
        "2, 4, 11, 9, 5, 1, 1, 2",
        "1, 3, 12, 12, 20, 5, 5, 1"
    })
    void everyTwinHasTheBitsOfThePlainOneAndThatIsRight(
            int groups, int channels, int height, int width, int filters, int rows, int columns, int stride) {
        Case is = new Case(groups, channels, height, width, filters, rows, columns, stride);
        for (float floor : new float[] {0f, NOTHING}) {
            float[][] plain = is.results(ScalarConvolutions.INSTANCE, floor);
            for (Kernels kernels : Kernels.twins()) {
                float[][] other = is.results(ConvolutionKernels.besides(kernels), floor);
                for (int r = 0; r < plain.length; r++) assertArrayEquals(plain[r], other[r], kernels + ", array " + r);
            }
            is.assertRight(plain, floor);
        }
    }

    @ParameterizedTest(name = "{0} groups of {1} x {2} x {3}, windows of {4} x {5}, stride {6}")
    @CsvSource({
        "1, 1, 2, 2, 2, 2, 2",
        "2, 3, 8, 6, 2, 2, 2",
        "1, 5, 9, 7, 3, 3, 2",
        "2, 2, 7, 7, 2, 2, 3",
        "1, 4, 5, 5, 3, 2, 1",
        "3, 2, 3, 4, 3, 4, 1"
    })
    void everyTwinPoolsAlike(int groups, int channels, int height, int width, int rows, int columns, int stride) {
        Case is = new Case(groups, 1, height, width, 1, rows, columns, stride, channels);
        float[][] plain = is.pooled(ScalarConvolutions.INSTANCE);
        for (Kernels kernels : Kernels.twins()) {
            float[][] other = is.pooled(ConvolutionKernels.besides(kernels));
            for (int r = 0; r < plain.length; r++) assertArrayEquals(plain[r], other[r], kernels + ", array " + r);
        }
        is.assertPooled(plain);
    }

    /** Images in the shape of a case, with room between their groups that nothing may touch. */
    private static final class Case {
        final int groups;
        final int planes;
        final int height;
        final int width;
        final int filters;
        final int rows;
        final int columns;
        final int stride;
        final int high;
        final int wide;
        final int read;
        final int given;
        final Stencil stencil;
        final float[] x;
        final float[] w;
        final float[] dy;

        Case(int groups, int channels, int height, int width, int filters, int rows, int columns, int stride) {
            this(groups, channels, height, width, filters, rows, columns, stride, channels);
        }

        Case(
                int groups,
                int channels,
                int height,
                int width,
                int filters,
                int rows,
                int columns,
                int stride,
                int planes) {
            this.groups = groups;
            this.planes = planes;
            this.height = height;
            this.width = width;
            this.filters = filters;
            this.rows = rows;
            this.columns = columns;
            this.stride = stride;
            high = (height - rows) / stride + 1;
            wide = (width - columns) / stride + 1;
            read = (planes * height * width + 1) * LANES;
            given = (Math.max(planes, Kernels.tiled(filters)) * high * wide + 2) * LANES;
            stencil = new Stencil(channels, height, width, filters, rows, columns, stride, read, given, int[]::new);
            stencil.fill();
            x = normal("x", groups * read);
            w = normal("w", stencil.weights() + Kernels.tiled(filters));
            dy = normal("dy", groups * given);
            for (int f = filters; f < Kernels.tiled(filters); f++) {
                for (int k = 0; k < stencil.depth(); k++) w[weight(f, k)] = 0f;
                w[stencil.weights() + f] = 0f;
            }
        }

        int weight(int filter, int tap) {
            return (filter / 4 * stencil.depth() + tap) * 4 + filter % 4;
        }

        /** Where a value read stands, for a window's place and a tap of all channels. */
        int from(int group, int row, int column, int tap) {
            int inside = tap % (rows * columns);
            return group * read
                    + ((tap / (rows * columns) * height + row * stride + inside / columns) * width
                                    + column * stride
                                    + inside % columns)
                            * LANES;
        }

        int to(int group, int channel, int row, int column) {
            return group * given + ((channel * high + row) * wide + column) * LANES;
        }

        /** y, dy masked, the gradients of weights and biases, and dx. */
        float[][] results(ConvolutionKernels kernels, float floor) {
            float[] y = normal("rubbish", dy.length);
            float[] masked = dy.clone();
            float[] gradient = normal("rubbish", w.length);
            float[] dx = normal("rubbish", x.length);
            float[] scratch = normal("rubbish", stencil.scratch());
            kernels.convolve(groups, stencil, x, w, 0, stencil.weights(), floor, scratch, y);
            kernels.weightGradient(groups, stencil, x, y, floor, masked, scratch, gradient, 0, stencil.weights());
            kernels.inputGradient(groups, stencil, masked, w, 0, scratch, dx);
            return new float[][] {y, masked, gradient, dx};
        }

        void assertRight(float[][] results, float floor) {
            double[] gradient = new double[w.length];
            double[] dx = new double[x.length];
            for (int group = 0; group < groups; group++)
                for (int f = 0; f < filters; f++)
                    for (int at = 0; at < high * wide * LANES; at++) {
                        int pixel = at / LANES;
                        int to = to(group, f, 0, 0) + at;
                        double sum = w[stencil.weights() + f];
                        for (int k = 0; k < stencil.depth(); k++) {
                            int from = from(group, pixel / wide, pixel % wide, k) + at % LANES;
                            sum += (double) x[from] * w[weight(f, k)];
                            gradient[weight(f, k)] += (double) x[from] * results[1][to];
                            dx[from] += (double) results[1][to] * w[weight(f, k)];
                        }
                        gradient[stencil.weights() + f] += results[1][to];
                        boolean cut = floor == 0 && sum < 0;
                        assertEquals(cut ? 0 : sum, results[0][to], 1e-4);
                        assertEquals(cut ? 0 : dy[to], results[1][to]);
                    }
            for (int i = 0; i < gradient.length; i++) assertEquals(gradient[i], results[2][i], 2e-3, "gradient " + i);
            for (int group = 0; group < groups; group++)
                for (int i = group * read; i < (group + 1) * read - LANES; i++)
                    assertEquals(dx[i], results[3][i], 1e-3, "dx " + i);
        }

        /** The greatest and its gradient, the mean and its. */
        float[][] pooled(ConvolutionKernels kernels) {
            float[] most = normal("rubbish", dy.length);
            float[] mean = most.clone();
            float[] dMost = normal("rubbish", x.length);
            float[] dMean = dMost.clone();
            kernels.greatest(groups, planes, stencil, levels(), most);
            kernels.greatestGradient(groups, planes, stencil, levels(), most, dy, dMost);
            kernels.sum(groups, planes, stencil, 1f / stencil.depth(), x, mean);
            kernels.sumGradient(groups, planes, stencil, 1f / stencil.depth(), dy, dMean);
            return new float[][] {most, dMost, mean, dMean};
        }

        /** Few different values, so that windows have several greatest ones. */
        float[] levels() {
            float[] levels = x.clone();
            for (int i = 0; i < levels.length; i++) levels[i] = Math.max(-1f, Math.round(levels[i]));
            return levels;
        }

        void assertPooled(float[][] results) {
            float[] levels = levels();
            double[] dMost = new double[x.length];
            double[] dMean = new double[x.length];
            for (int group = 0; group < groups; group++)
                for (int c = 0; c < planes; c++)
                    for (int at = 0; at < high * wide * LANES; at++) {
                        int row = at / LANES / wide;
                        int column = at / LANES % wide;
                        int to = to(group, c, 0, 0) + at;
                        double sum = 0;
                        int found = -1;
                        for (int k = 0; k < stencil.depth(); k++) {
                            int from = from(group, row, column, c * stencil.depth() + k) + at % LANES;
                            if (found < 0 || levels[from] > levels[found]) found = from;
                            sum += x[from] / (double) stencil.depth();
                            dMean[from] += dy[to] / (double) stencil.depth();
                        }
                        dMost[found] += dy[to];
                        assertEquals(levels[found], results[0][to]);
                        assertEquals(sum, results[2][to], 1e-5);
                    }
            for (int group = 0; group < groups; group++)
                for (int i = group * read; i < (group + 1) * read - LANES; i++) {
                    assertEquals(dMost[i], results[1][i], 1e-4, "gradient of the greatest at " + i);
                    assertEquals(dMean[i], results[3][i], 1e-4, "gradient of the mean at " + i);
                }
        }
    }

    private static float[] normal(String purpose, int length) {
        DrawSequence draws = new Draws(9, 1).of(purpose);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) draws.normal();
        return values;
    }
}
