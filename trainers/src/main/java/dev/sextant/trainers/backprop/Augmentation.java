// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import dev.sextant.engine.spi.TrainingException;
import dev.sextant.trainers.network.Shape;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much images are changed by chance before they are trained on. Each change is drawn uniformly for each image and
 * epoch, but for the noise, which is normal; an image is mirrored, scaled, turned and moved, in this order, about its
 * middle.
 *
 * @param shift pixels that it is moved by at most, in both directions; a real number, or a whole one up to it
 * @param wholePixels whether it is moved by whole pixels
 * @param rotate degrees that it is turned by at most, either way
 * @param scale a factor in [1 − scale, 1 + scale] by which it grows, in [0, 1)
 * @param noise standard deviation in the units that a network reads
 */
record Augmentation(double shift, boolean wholePixels, double rotate, Flip flip, double scale, double noise) {
    /** How images are mirrored, each with probability one half. */
    enum Flip {
        NONE(false, false),
        /** Left and right. */
        HORIZONTAL(true, false),
        /** Top and bottom. */
        VERTICAL(false, true),
        /** Each by a chance of its own. */
        BOTH(true, true);

        private final boolean horizontal;
        private final boolean vertical;

        Flip(boolean horizontal, boolean vertical) {
            this.horizontal = horizontal;
            this.vertical = vertical;
        }

        boolean horizontal() {
            return horizontal;
        }

        boolean vertical() {
            return vertical;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Null where nothing is written.
     *
     * @param document a network's, its defaults filled in
     */
    static @Nullable Augmentation read(Keys document) throws TrainingException {
        if (!document.has(AugmentSchema.NAME)) return null;
        Keys keys = document.below(AugmentSchema.NAME);
        return new Augmentation(
                keys.number("shift", AugmentSchema.SHIFT),
                keys.flag("wholePixels"),
                keys.number("rotate", AugmentSchema.ROTATE),
                keys.one("flip", Flip.values(), Flip::text),
                keys.number("scale", AugmentSchema.SCALE),
                keys.number("noise", AugmentSchema.NOISE));
    }

    /**
     * Refuses rows that are no images, and images smaller than they are to be moved.
     *
     * @param sample what a row of data is
     */
    void checkSuits(Shape sample) throws TrainingException {
        if (!(sample instanceof Shape.Image(int channels, int height, int width)))
            throw new TrainingException(
                    AugmentSchema.NAME,
                    "augment changes images, but the rows of this data are none",
                    "write \"image\" in data where a row's columns are pixels, or leave augment out");
        int side = Math.min(height, width);
        if (reach() >= side)
            throw new TrainingException(
                    AugmentSchema.NAME + ".shift",
                    "images of %d×%d×%d are to be moved by up to %s pixels, nothing might be left of them"
                            .formatted(
                                    channels,
                                    height,
                                    width,
                                    BigDecimal.valueOf(reach())
                                            .stripTrailingZeros()
                                            .toPlainString()),
                    "write a number below %d".formatted(side));
    }

    /** Pixels that an image is moved by at most. */
    double reach() {
        return wholePixels ? Math.floor(shift) : shift;
    }

    /** Whether pixels change their places. */
    boolean moves() {
        return reach() > 0 || rotate > 0 || flip != Flip.NONE || scale > 0;
    }

    /** Whether images stay as they are. */
    boolean nothing() {
        return !moves() && noise == 0;
    }
}
