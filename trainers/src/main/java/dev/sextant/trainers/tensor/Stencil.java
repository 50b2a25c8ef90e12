// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.tensor;

import java.util.function.IntFunction;

/**
 * Which values of an image go into each value of the image that a convolution or a pooling gives: a window of taps,
 * laid at a stride. The tables hold offsets in floats, so that a kernel's loops have one index and know neither strides
 * nor borders: where an image is padded, the stencil is that of a padded copy.
 *
 * <p>Images hold the batch in their lanes: samples in groups of 16; a channel is a plane of 16 floats a pixel, row
 * after row, one sample each.
 *
 * <p>Threads: once filled it does not change; any number may read it.
 */
public final class Stencil {
    private static final int LANES = Kernels.PANEL;

    /** Pixels of one filter that stay in the nearest cache, other operands beside them. */
    private static final int NEAR = 256;

    /** Where each tap stands in a group's image, from the window's corner on: by rising (channel, row, column). */
    final int[] taps;
    /** For each tap, where its weight stands in four filters' weights. */
    final int[] rows;
    /** For each pixel given, by rising (row, column), where its window's corner stands. */
    final int[] corners;
    /** For each pixel given, where it stands in its plane. */
    final int[] pixels;
    /** For each filter, where its plane begins in the image given. */
    final int[] planes;
    /** For each filter, where its plane begins in a block of pixels. */
    final int[] blocks;
    /** For each filter, where its weight of the first tap stands in weights packed by fours of filters. */
    final int[] columns;

    private final int channels;
    private final int height;
    private final int width;
    private final int filters;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int stride;
    private final int inputGroup;
    private final int outputGroup;

    /**
     * Not to be used before {@link #fill}.
     *
     * @param channels in the image read
     * @param height of the image read, its padding included
     * @param filters channels of the image given
     * @param kernelHeight rows of the window, no more than the image has
     * @param inputGroup floats from one group's image read to the next
     * @param outputGroup floats from one group's image given to the next
     * @param tables gives arrays of a length
     */
    public Stencil(
            int channels,
            int height,
            int width,
            int filters,
            int kernelHeight,
            int kernelWidth,
            int stride,
            int inputGroup,
            int outputGroup,
            IntFunction<int[]> tables) {
        if (kernelHeight < 1 || kernelHeight > height || kernelWidth < 1 || kernelWidth > width || stride < 1)
            throw new IllegalArgumentException("a window of %d x %d at stride %d does not fit into %d x %d"
                    .formatted(kernelHeight, kernelWidth, stride, height, width));
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.filters = filters;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.stride = stride;
        this.inputGroup = inputGroup;
        this.outputGroup = outputGroup;
        taps = tables.apply(depth());
        rows = tables.apply(depth());
        corners = tables.apply(given());
        pixels = tables.apply(given());
        planes = tables.apply(filters);
        blocks = tables.apply(filters);
        columns = tables.apply(filters);
    }

    /** Writes the tables. */
    public void fill() {
        for (int k = 0; k < taps.length; k++) {
            int inside = k % kernel();
            taps[k] = k / kernel() * inputPlane() + (inside / kernelWidth * width + inside % kernelWidth) * LANES;
            rows[k] = k * Kernels.TILE;
        }
        int across = (width - kernelWidth) / stride + 1;
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = p * LANES;
            corners[p] = (p / across * width + p % across) * stride * LANES;
        }
        for (int f = 0; f < filters; f++) {
            planes[f] = f * outputPlane();
            blocks[f] = f * block() * LANES;
            columns[f] = f / Kernels.TILE * taps.length * Kernels.TILE + f % Kernels.TILE;
        }
    }

    int channels() {
        return channels;
    }

    int filters() {
        return filters;
    }

    /** Pixels of a channel given. */
    private int given() {
        return ((height - kernelHeight) / stride + 1) * ((width - kernelWidth) / stride + 1);
    }

    /** Taps in one channel. */
    int kernel() {
        return kernelHeight * kernelWidth;
    }

    /** Taps in all channels. */
    public int depth() {
        return Math.multiplyExact(channels, kernel());
    }

    /** Floats of a channel read. */
    int inputPlane() {
        return height * width * LANES;
    }

    /** Floats of a channel given. */
    int outputPlane() {
        return given() * LANES;
    }

    int inputGroup() {
        return inputGroup;
    }

    int outputGroup() {
        return outputGroup;
    }

    /** Pixels, all filters of which take up some 16 KiB. */
    int block() {
        return Math.max(Kernels.TILE, NEAR / filters & -Kernels.TILE);
    }

    /** Whether a value may belong to more than one window. */
    boolean overlapping() {
        return stride < Math.max(kernelHeight, kernelWidth);
    }

    /** Whether every value belongs to a window. */
    boolean covering() {
        return stride <= Math.min(kernelHeight, kernelWidth)
                && (height - kernelHeight) % stride == 0
                && (width - kernelWidth) % stride == 0;
    }

    /** Floats that the weights take up, packed: by fours of filters, then by taps, the four side by side. */
    public int weights() {
        return Math.multiplyExact(Kernels.tiled(filters), depth());
    }

    /** Floats of scratch that the convolution kernels need. */
    public int scratch() {
        int sums = (Kernels.tiled(depth()) + 1) * Kernels.TILE;
        return Math.multiplyExact(Math.max(Math.max(Kernels.tiled(filters), filters * block()), sums), LANES);
    }
}
