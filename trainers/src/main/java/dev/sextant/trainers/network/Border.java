// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Stencil;
import java.util.Arrays;

/**
 * The image that a window slides over: what a layer reads, or a copy of it with a border, so that the loops know no
 * borders. A group's copy begins where the one before it ends.
 */
final class Border {
    private final Shape.Image inside;
    private final int padding;
    private final Signal input;
    private final float[] values;
    private final float[] gradient;

    /** @param passes whether the gradient is wanted, and needs room */
    Border(Signal input, int padding, boolean passes, int mostRows, Storage storage) {
        this.input = input;
        this.padding = padding;
        inside = (Shape.Image) input.shape();
        long room = padding == 0 ? 0 : (long) Signal.groups(mostRows) * group();
        values = padding == 0 ? input.values() : storage.floats(room);
        gradient = padding == 0 ? input.gradient() : storage.floats(passes ? room : 0);
    }

    int height() {
        return inside.height() + 2 * padding;
    }

    int width() {
        return inside.width() + 2 * padding;
    }

    /** Floats from one group to the next. */
    int group() {
        return padding == 0
                ? Signal.height(inside) * Kernels.PANEL
                : Math.multiplyExact(inside.channels(), height() * width() * Kernels.PANEL);
    }

    /** What a window gives that is laid on each channel. */
    Shape.Image slide(int rows, int columns, int stride) {
        return new Shape.Image(inside.channels(), (height() - rows) / stride + 1, (width() - columns) / stride + 1);
    }

    /** The same as a stencil: of one channel, which is laid on each in turn. */
    Stencil stencil(int rows, int columns, int stride, Shape.Image given, Storage storage) {
        return new Stencil(
                1,
                height(),
                width(),
                1,
                rows,
                columns,
                stride,
                group(),
                Signal.height(given) * Kernels.PANEL,
                storage::ints);
    }

    /** Sets the values of the border, which nothing else writes. */
    void surround(float value) {
        if (padding > 0) Arrays.fill(values, value);
    }

    /** The values with their border, as they were last filled in. */
    float[] values() {
        return values;
    }

    /** Fills in the values of a batch, and gives them with their border. */
    float[] values(int groups) {
        if (padding > 0) copy(groups, true, input.values(), values);
        return values;
    }

    /** Where the gradient is to go, border included. */
    float[] gradient() {
        return gradient;
    }

    /** Brings what the layers before may see of the gradient to where they see it. */
    void passOn(int groups) {
        if (padding > 0) copy(groups, false, gradient, input.gradient());
    }

    private void copy(int groups, boolean inwards, float[] from, float[] to) {
        int line = inside.width() * Kernels.PANEL;
        for (int group = 0; group < groups; group++)
            for (int row = 0; row < inside.channels() * inside.height(); row++) {
                int open = group * Signal.height(inside) * Kernels.PANEL + row * line;
                int framed = group * group() + place(row);
                System.arraycopy(from, inwards ? open : framed, to, inwards ? framed : open, line);
            }
    }

    /** Where a row of a channel begins in its group's copy. */
    private int place(int row) {
        int down = row / inside.height() * height() + padding + row % inside.height();
        return (down * width() + padding) * Kernels.PANEL;
    }
}
