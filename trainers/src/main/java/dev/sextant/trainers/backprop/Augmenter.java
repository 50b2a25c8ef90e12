// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.network.Shape;
import dev.sextant.trainers.tensor.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Makes the images of each batch. What becomes of an image follows from the trial, the epoch and its row in the
 * training part alone: neither the order of the rows, nor the batch, nor a training that is gone on with changes it. A
 * batch allocates nothing.
 *
 * <p>Randomness: "augment" in each epoch, of which every row has words of its own.
 *
 * <p>Threads: confined to one.
 */
final class Augmenter {
    private static final String PURPOSE = "augment";

    /** Words of a row: two for the noise and for each of four uniform numbers, one for the mirrors; whole blocks. */
    private static final int WORDS = 12;

    private final Augmentation augmentation;
    private final Draws draws;
    private final Warp warp;
    private final NormalTable normals;
    private final Matrix images;
    private final int[] order;
    private DrawSequence words;

    /**
     * @param background what lies beyond the edge, one number a channel
     * @param batch the most images that are made at once
     */
    Augmenter(Augmentation augmentation, Shape.Image image, float[] background, int batch, Draws draws) {
        this.augmentation = augmentation;
        this.draws = draws;
        warp = new Warp(image.channels(), image.height(), image.width(), background);
        normals = new NormalTable();
        images = Matrix.zeros(batch, image.size());
        order = new int[batch];
        for (int i = 0; i < batch; i++) order[i] = i;
        words = draws.of(PURPOSE);
    }

    /** Bytes of the one that {@link #of} makes; 0 where it makes none. */
    static long bytes(@Nullable Augmentation asked, Shape sample, int batch) {
        if (asked == null || asked.nothing() || !(sample instanceof Shape.Image image)) return 0;
        return bytes(image, batch);
    }

    /** Bytes of one, for batches of so many. */
    static long bytes(Shape.Image image, int batch) {
        long row = (long) Float.BYTES * Matrix.padded(image.size()) + Integer.BYTES;
        return batch * row + Warp.bytes(image.channels(), image.height(), image.width()) + NormalTable.bytes();
    }

    /**
     * Null where the document asks for nothing that would change an image.
     *
     * @param sample what a row of data is: an image where something is asked for
     */
    static @Nullable Augmenter of(
            @Nullable Augmentation asked, Shape sample, float[] background, int batch, Draws draws) {
        if (asked == null || asked.nothing() || !(sample instanceof Shape.Image image)) return null;
        return new Augmenter(asked, image, background, batch, draws);
    }

    /** @param epoch from 1 */
    void begin(int epoch) {
        words = draws.of(PURPOSE, epoch);
    }

    /**
     * Makes the images of rows rows[from … from + count): rows 0 … count − 1 of the result, which the next call
     * overwrites.
     */
    Matrix images(Matrix originals, int[] rows, int from, int count) {
        for (int i = 0; i < count; i++) make(originals, rows[from + i], i);
        return images;
    }

    /** 0, 1, …: the order of the images that were made. */
    int[] order() {
        return order;
    }

    /** Every draw has its place among the row's words, whatever is asked for: one change more leaves the others. */
    private void make(Matrix originals, int row, int to) {
        int from = row * originals.stride();
        int begin = to * images.stride();
        words.moveTo((long) row * WORDS);
        long seed = words.bits();
        if (augmentation.moves()) move(originals.values(), from, begin);
        else System.arraycopy(originals.values(), from, images.values(), begin, images.columns());
        if (augmentation.noise() > 0)
            normals.add(seed, (float) augmentation.noise(), images.values(), begin, images.columns());
    }

    private void move(float[] originals, int from, int to) {
        double right = distance(words.uniform());
        double down = distance(words.uniform());
        double degrees = augmentation.rotate() * (2 * words.uniform() - 1);
        double factor = 1 + augmentation.scale() * (2 * words.uniform() - 1);
        int mirrors = words.word();
        boolean mirrored = augmentation.flip().horizontal() && mirrors < 0;
        boolean upsideDown = augmentation.flip().vertical() && mirrors << 1 < 0;
        warp.draw(originals, from, images.values(), to, right, down, degrees, factor, mirrored, upsideDown);
    }

    private double distance(double uniform) {
        double reach = augmentation.reach();
        return augmentation.wholePixels() ? Math.floor((2 * reach + 1) * uniform) - reach : reach * (2 * uniform - 1);
    }
}
