// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.Arrays;

/**
 * The vector twins: what {@link ConvolutionVectorLoops} or {@link WideConvolutionVectorLoops} do for four filters or
 * channels, and {@link PoolingVectorLoops} for half a plane, over all of them.
 */
final class VectorConvolutions implements ConvolutionKernels {
    static final VectorConvolutions NARROW = new VectorConvolutions(false);
    static final VectorConvolutions WIDE = new VectorConvolutions(true);

    private static final int LANES = Kernels.PANEL;
    private static final int TILE = Kernels.TILE;
    private static final int HALF = PoolingVectorLoops.WIDTH;

    private final boolean wide;

    private VectorConvolutions(boolean wide) {
        this.wide = wide;
    }

    static VectorConvolutions besides(VectorKernels kernels) {
        return kernels == VectorKernels.WIDE ? WIDE : NARROW;
    }

    boolean wide() {
        return wide;
    }

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
        int filters = Kernels.tiled(stencil.filters());
        for (int f = 0; f < filters; f++) Arrays.fill(scratch, f * LANES, (f + 1) * LANES, w[biasAt + f]);
        for (int group = 0; group < groups; group++)
            for (int f = 0; f < filters; f += TILE)
                products(
                        stencil.corners,
                        stencil.pixels,
                        stencil.taps,
                        stencil.rows,
                        0,
                        stencil.pixels.length,
                        TILE - 1,
                        x,
                        group * stencil.inputGroup(),
                        w,
                        wAt + f * stencil.depth(),
                        1,
                        scratch,
                        f * LANES,
                        LANES,
                        0,
                        floor,
                        y,
                        group * stencil.outputGroup() + f * stencil.outputPlane(),
                        stencil.outputPlane());
    }

    @Override
    public void inputGradient(
            int groups, Stencil stencil, float[] dy, float[] w, int wAt, float[] scratch, float[] dx) {
        int plane = stencil.inputPlane();
        int kernel = stencil.kernel();
        int block = stencil.block();
        for (int group = 0; group < groups; group++) {
            int to = group * stencil.inputGroup();
            Arrays.fill(dx, to, to + stencil.channels() * plane, 0f);
            for (int p = 0; p < stencil.pixels.length; p += block) {
                int end = Math.min(p + block, stencil.pixels.length);
                // side by side, since planes at a power of two from each other would drive each other from the cache
                for (int f = 0; f < stencil.filters(); f++)
                    System.arraycopy(
                            dy,
                            group * stencil.outputGroup() + stencil.planes[f] + p * LANES,
                            scratch,
                            f * block * LANES,
                            (end - p) * LANES);
                for (int c = 0; c < stencil.channels(); c += TILE)
                    for (int tap = c * kernel; tap < (c + 1) * kernel; tap++)
                        products(
                                stencil.pixels,
                                stencil.corners,
                                stencil.blocks,
                                stencil.columns,
                                p,
                                end,
                                Math.min(TILE, stencil.channels() - c) - 1,
                                scratch,
                                -p * LANES,
                                w,
                                wAt + tap * TILE,
                                kernel * TILE,
                                dx,
                                to + stencil.taps[tap],
                                plane,
                                1,
                                Float.NaN,
                                dx,
                                to + stencil.taps[tap],
                                plane);
            }
        }
    }

    private void products(
            int[] from,
            int[] to,
            int[] taps,
            int[] columns,
            int first,
            int end,
            int last,
            float[] x,
            int x0,
            float[] w,
            int w0,
            int wStep,
            float[] init,
            int init0,
            int initStep,
            int moving,
            float floor,
            float[] y,
            int y0,
            int yStep) {
        if (wide)
            WideConvolutionVectorLoops.products(
                    from, to, taps, columns, first, end, last, x, x0, w, w0, wStep, init, init0, initStep, moving,
                    floor, y, y0, yStep);
        else
            ConvolutionVectorLoops.products(
                    from, to, taps, columns, first, end, last, x, x0, w, w0, wStep, init, init0, initStep, moving,
                    floor, y, y0, yStep);
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
        int plane = stencil.outputPlane();
        int biases = Kernels.tiled(depth) * TILE * LANES;
        for (int f = 0; f < stencil.filters(); f += TILE) {
            int real = Math.min(TILE, stencil.filters() - f);
            Arrays.fill(scratch, 0, biases + TILE * LANES, 0f);
            for (int group = 0; group < groups; group++) {
                int from = group * stencil.inputGroup();
                int at = group * stencil.outputGroup() + f * plane;
                for (int p = 0; p < stencil.pixels.length; p += BLOCK) {
                    int end = Math.min(p + BLOCK, stencil.pixels.length);
                    for (int j = 0; j < real; j++) {
                        int first = at + j * plane + p * LANES;
                        int past = at + j * plane + end * LANES;
                        if (floor == 0) PoolingVectorLoops.rectify(first, past, y, dy);
                        PoolingVectorLoops.lanes(first, past, dy, scratch, biases + j * LANES);
                    }
                    gradients(stencil, p, end, x, from, dy, at, scratch);
                }
            }
            int to = wAt + f * depth;
            for (int i = 0; i < depth * TILE; i++)
                gradient[to + i] = i % TILE < real ? ScalarConvolutions.tree(scratch, i * LANES) : 0f;
            for (int j = 0; j < TILE; j++)
                gradient[biasAt + f + j] = j < real ? ScalarConvolutions.tree(scratch, biases + j * LANES) : 0f;
        }
    }

    /** For four filters, and all taps. */
    private void gradients(Stencil stencil, int first, int end, float[] x, int from, float[] dy, int at, float[] sums) {
        int[] taps = stencil.taps;
        int last = taps.length - 1;
        int plane = stencil.outputPlane();
        if (wide)
            for (int k = 0; k <= last; k += TILE)
                WideConvolutionVectorLoops.gradients(
                        stencil.corners,
                        stencil.pixels,
                        first,
                        end,
                        x,
                        from + taps[k],
                        from + taps[Math.min(k + 1, last)],
                        from + taps[Math.min(k + 2, last)],
                        from + taps[Math.min(k + 3, last)],
                        dy,
                        at,
                        plane,
                        sums,
                        k * TILE * LANES);
        else
            for (int k = 0; k <= last; k += 2)
                for (int half = 0; half < LANES; half += HALF)
                    ConvolutionVectorLoops.gradients(
                            stencil.corners,
                            stencil.pixels,
                            first,
                            end,
                            x,
                            from + taps[k] + half,
                            from + taps[Math.min(k + 1, last)] + half,
                            dy,
                            at + half,
                            plane,
                            sums,
                            k * TILE * LANES + half);
    }

    @Override
    public void greatest(int groups, int channels, Stencil stencil, float[] x, float[] y) {
        for (int group = 0; group < groups; group++)
            for (int i = 0; i < 2 * channels; i++)
                PoolingVectorLoops.greatest(
                        stencil.corners,
                        stencil.pixels,
                        stencil.taps,
                        x,
                        read(stencil, group, i),
                        y,
                        given(stencil, group, i));
    }

    @Override
    public void greatestGradient(
            int groups, int channels, Stencil stencil, float[] x, float[] y, float[] dy, float[] dx) {
        boolean overlapping = stencil.overlapping();
        for (int group = 0; group < groups; group++) {
            clear(group, channels, stencil, dx);
            for (int i = 0; i < 2 * channels; i++)
                PoolingVectorLoops.greatestGradient(
                        stencil.corners,
                        stencil.pixels,
                        stencil.taps,
                        overlapping,
                        x,
                        dx,
                        read(stencil, group, i),
                        y,
                        dy,
                        given(stencil, group, i));
        }
    }

    @Override
    public void sum(int groups, int channels, Stencil stencil, float factor, float[] x, float[] y) {
        for (int group = 0; group < groups; group++)
            for (int i = 0; i < 2 * channels; i++)
                PoolingVectorLoops.sum(
                        stencil.corners,
                        stencil.pixels,
                        stencil.taps,
                        factor,
                        x,
                        read(stencil, group, i),
                        y,
                        given(stencil, group, i));
    }

    @Override
    public void sumGradient(int groups, int channels, Stencil stencil, float factor, float[] dy, float[] dx) {
        for (int group = 0; group < groups; group++) {
            int from = group * stencil.inputGroup();
            Arrays.fill(dx, from, from + channels * stencil.inputPlane(), 0f);
            for (int i = 0; i < 2 * channels; i++)
                PoolingVectorLoops.sumGradient(
                        stencil.corners,
                        stencil.pixels,
                        stencil.taps,
                        factor,
                        dx,
                        read(stencil, group, i),
                        dy,
                        given(stencil, group, i));
        }
    }

    /** Windows that lie side by side and leave nothing out write every value themselves. */
    private static void clear(int group, int channels, Stencil stencil, float[] dx) {
        if (stencil.covering() && !stencil.overlapping()) return;
        int from = group * stencil.inputGroup();
        Arrays.fill(dx, from, from + channels * stencil.inputPlane(), 0f);
    }

    /** Where half i of all planes begins in the image read. */
    private static int read(Stencil stencil, int group, int i) {
        return group * stencil.inputGroup() + (i >> 1) * stencil.inputPlane() + (i & 1) * HALF;
    }

    /** Where it begins in the image given. */
    private static int given(Stencil stencil, int group, int i) {
        return group * stencil.outputGroup() + (i >> 1) * stencil.outputPlane() + (i & 1) * HALF;
    }
}
