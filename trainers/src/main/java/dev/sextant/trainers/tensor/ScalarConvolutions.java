// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.Arrays;

/** The plain Java twin: the reference for the bits. */
final class ScalarConvolutions implements ConvolutionKernels {
    static final ScalarConvolutions INSTANCE = new ScalarConvolutions();

    private static final int LANES = Kernels.PANEL;
    private static final int TILE = Kernels.TILE;
    private static final int HALF = LANES / 2;

    private ScalarConvolutions() {}

    @Override
    public void convolve(
            int groups,
            Stencil stencil,
            float[] x,
            float[] w,
            int wAt,
            int biasAt,
            float floor,
            float[] scratch,
            float[] y) {
        int depth = stencil.depth();
        for (int group = 0; group < groups; group++)
            for (int f = 0; f < Kernels.tiled(stencil.filters()); f++) {
                int from = group * stencil.inputGroup();
                int to = group * stencil.outputGroup() + f * stencil.outputPlane();
                int column = wAt + f / TILE * depth * TILE + f % TILE;
                Arrays.fill(y, to, to + stencil.outputPlane(), w[biasAt + f]);
                for (int p = 0; p < stencil.pixels.length; p++)
                    chains(
                            stencil.taps,
                            stencil.rows,
                            x,
                            from + stencil.corners[p],
                            w,
                            column,
                            y,
                            to + stencil.pixels[p]);
                for (int i = to; i < to + stencil.outputPlane(); i++) if (y[i] < floor) y[i] = 0f;
            }
    }

    /** Adds to a pixel's 16 sums. */
    private static void chains(
            int[] taps, int[] columns, float[] x, int from, float[] w, int column, float[] y, int to) {
        halfOfChains(taps, columns, x, from, w, column, y, to);
        halfOfChains(taps, columns, x, from + HALF, w, column, y, to + HALF);
    }

    /** Eight chains at once, which hide each other's latency and stay in registers. */
    private static void halfOfChains(
            int[] taps, int[] columns, float[] x, int from, float[] w, int column, float[] y, int to) {
        float s0 = y[to];
        float s1 = y[to + 1];
        float s2 = y[to + 2];
        float s3 = y[to + 3];
        float s4 = y[to + 4];
        float s5 = y[to + 5];
        float s6 = y[to + 6];
        float s7 = y[to + 7];
        for (int k = 0; k < taps.length; k++) {
            float weight = w[column + columns[k]];
            int at = from + taps[k];
            s0 = Math.fma(weight, x[at], s0);
            s1 = Math.fma(weight, x[at + 1], s1);
            s2 = Math.fma(weight, x[at + 2], s2);
            s3 = Math.fma(weight, x[at + 3], s3);
            s4 = Math.fma(weight, x[at + 4], s4);
            s5 = Math.fma(weight, x[at + 5], s5);
            s6 = Math.fma(weight, x[at + 6], s6);
            s7 = Math.fma(weight, x[at + 7], s7);
        }
        y[to] = s0;
        y[to + 1] = s1;
        y[to + 2] = s2;
        y[to + 3] = s3;
        y[to + 4] = s4;
        y[to + 5] = s5;
        y[to + 6] = s6;
        y[to + 7] = s7;
    }

    @Override
    public void inputGradient(
            int groups, Stencil stencil, float[] dy, float[] w, int wAt, float[] scratch, float[] dx) {
        for (int group = 0; group < groups; group++) {
            int from = group * stencil.outputGroup();
            int to = group * stencil.inputGroup();
            Arrays.fill(dx, to, to + stencil.channels() * stencil.inputPlane(), 0f);
            // the block is part of the order in which a value's products are added
            for (int first = 0; first < stencil.pixels.length; first += stencil.block()) {
                int end = Math.min(first + stencil.block(), stencil.pixels.length);
                for (int tap = 0; tap < stencil.depth(); tap++)
                    for (int p = first; p < end; p++)
                        chains(
                                stencil.planes,
                                stencil.columns,
                                dy,
                                from + stencil.pixels[p],
                                w,
                                wAt + tap * TILE,
                                dx,
                                to + stencil.taps[tap] + stencil.corners[p]);
            }
        }
    }

    @Override
    public void weightGradient(
            int groups,
            Stencil stencil,
            float[] x,
            float[] y,
            float floor,
            float[] dy,
            float[] scratch,
            float[] gradient,
            int wAt,
            int biasAt) {
        int depth = stencil.depth();
        for (int f = 0; f < Kernels.tiled(stencil.filters()); f++) {
            int column = wAt + f / TILE * depth * TILE + f % TILE;
            boolean real = f < stencil.filters();
            Arrays.fill(scratch, 0, (depth + 1) * LANES, 0f);
            for (int group = 0; real && group < groups; group++) {
                int from = group * stencil.inputGroup();
                int at = group * stencil.outputGroup() + f * stencil.outputPlane();
                for (int i = at; i < at + stencil.outputPlane(); i++) {
                    if (y[i] <= floor) dy[i] = 0f;
                    scratch[depth * LANES + i % LANES] += dy[i];
                }
                for (int tap = 0; tap < depth; tap++)
                    for (int half = 0; half < LANES; half += HALF)
                        products(
                                stencil,
                                x,
                                from + stencil.taps[tap] + half,
                                dy,
                                at + half,
                                scratch,
                                tap * LANES + half);
            }
            for (int tap = 0; tap < depth; tap++) gradient[column + tap * TILE] = tree(scratch, tap * LANES);
            gradient[biasAt + f] = tree(scratch, depth * LANES);
        }
    }

    private static void products(Stencil stencil, float[] x, int from, float[] dy, int dyAt, float[] sums, int to) {
        float s0 = sums[to];
        float s1 = sums[to + 1];
        float s2 = sums[to + 2];
        float s3 = sums[to + 3];
        float s4 = sums[to + 4];
        float s5 = sums[to + 5];
        float s6 = sums[to + 6];
        float s7 = sums[to + 7];
        for (int p = 0; p < stencil.pixels.length; p++) {
            int at = from + stencil.corners[p];
            int d = dyAt + stencil.pixels[p];
            s0 = Math.fma(x[at], dy[d], s0);
            s1 = Math.fma(x[at + 1], dy[d + 1], s1);
            s2 = Math.fma(x[at + 2], dy[d + 2], s2);
            s3 = Math.fma(x[at + 3], dy[d + 3], s3);
            s4 = Math.fma(x[at + 4], dy[d + 4], s4);
            s5 = Math.fma(x[at + 5], dy[d + 5], s5);
            s6 = Math.fma(x[at + 6], dy[d + 6], s6);
            s7 = Math.fma(x[at + 7], dy[d + 7], s7);
        }
        sums[to] = s0;
        sums[to + 1] = s1;
        sums[to + 2] = s2;
        sums[to + 3] = s3;
        sums[to + 4] = s4;
        sums[to + 5] = s5;
        sums[to + 6] = s6;
        sums[to + 7] = s7;
    }

    /** The sum of 16 lanes: halves onto each other until one is left. */
    static float tree(float[] sums, int at) {
        float a = (sums[at] + sums[at + 8]) + (sums[at + 4] + sums[at + 12]);
        float b = (sums[at + 1] + sums[at + 9]) + (sums[at + 5] + sums[at + 13]);
        float c = (sums[at + 2] + sums[at + 10]) + (sums[at + 6] + sums[at + 14]);
        float d = (sums[at + 3] + sums[at + 11]) + (sums[at + 7] + sums[at + 15]);
        return (a + c) + (b + d);
    }

    @Override
    public void greatest(int groups, int channels, Stencil stencil, float[] x, float[] y) {
        for (int group = 0; group < groups; group++)
            for (int c = 0; c < channels; c++)
                for (int p = 0; p < stencil.pixels.length; p++)
                    for (int l = 0; l < LANES; l++) {
                        int from = group * stencil.inputGroup() + c * stencil.inputPlane() + stencil.corners[p] + l;
                        float most = x[from];
                        for (int tap : stencil.taps) most = x[from + tap] <= most ? most : x[from + tap];
                        y[group * stencil.outputGroup() + c * stencil.outputPlane() + stencil.pixels[p] + l] = most;
                    }
    }

    @Override
    public void greatestGradient(
            int groups, int channels, Stencil stencil, float[] x, float[] y, float[] dy, float[] dx) {
        for (int group = 0; group < groups; group++)
            for (int c = 0; c < channels; c++) {
                int plane = group * stencil.inputGroup() + c * stencil.inputPlane();
                Arrays.fill(dx, plane, plane + stencil.inputPlane(), 0f);
                for (int p = 0; p < stencil.pixels.length; p++)
                    for (int l = 0; l < LANES; l++) {
                        int from = plane + stencil.corners[p] + l;
                        int at = group * stencil.outputGroup() + c * stencil.outputPlane() + stencil.pixels[p] + l;
                        float rest = dy[at];
                        for (int tap : stencil.taps) {
                            boolean found = x[from + tap] == y[at];
                            dx[from + tap] += found ? rest : 0f;
                            rest = found ? 0f : rest;
                        }
                    }
            }
    }

    @Override
    public void sum(int groups, int channels, Stencil stencil, float factor, float[] x, float[] y) {
        for (int group = 0; group < groups; group++)
            for (int c = 0; c < channels; c++)
                for (int p = 0; p < stencil.pixels.length; p++)
                    for (int l = 0; l < LANES; l++) {
                        int from = group * stencil.inputGroup() + c * stencil.inputPlane() + stencil.corners[p] + l;
                        float sum = 0;
                        for (int tap : stencil.taps) sum += x[from + tap];
                        y[group * stencil.outputGroup() + c * stencil.outputPlane() + stencil.pixels[p] + l] =
                                factor * sum;
                    }
    }

    @Override
    public void sumGradient(int groups, int channels, Stencil stencil, float factor, float[] dy, float[] dx) {
        for (int group = 0; group < groups; group++)
            for (int c = 0; c < channels; c++) {
                int plane = group * stencil.inputGroup() + c * stencil.inputPlane();
                Arrays.fill(dx, plane, plane + stencil.inputPlane(), 0f);
                for (int p = 0; p < stencil.pixels.length; p++)
                    for (int l = 0; l < LANES; l++) {
                        int from = plane + stencil.corners[p] + l;
                        int at = group * stencil.outputGroup() + c * stencil.outputPlane() + stencil.pixels[p] + l;
                        float share = factor * dy[at];
                        for (int tap : stencil.taps) dx[from + tap] += share;
                    }
            }
    }
}
