// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.backprop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.spi.Schema.Interval;
import java.util.Arrays;
import java.util.List;

/** The keys of {@code augment}, with their ranges; whatever is not written does nothing. */
final class AugmentSchema {
    static final String NAME = "augment";

    static final Interval SHIFT = Interval.closed(0, 10_000);
    static final Interval ROTATE = Interval.closed(0, 180);
    /** A factor of nothing would leave one grey value. */
    static final Interval SCALE = Interval.halfOpen(0, 1);

    static final Interval NOISE = Interval.closed(0, 1_000);

    /** The value of the key {@code augment}. */
    static final Schema.Section SECTION = new Schema.Section(
            "Images that are trained on are changed a little by chance, anew in each epoch; those of validation and"
                    + " test are not. Beyond an edge lies the channel's background: the median of the outermost pixels of"
                    + " the training images.",
            List.of(
                    Schema.Key.real(
                            "shift", "By how many pixels an image is moved, at most, across and along.", SHIFT, 0),
                    Schema.Key.flag("wholePixels", "Whether it is moved by whole pixels, which keeps it sharp.", false),
                    Schema.Key.real("rotate", "By how many degrees it is turned, at most, either way.", ROTATE, 0),
                    new Schema.Key(
                            "flip",
                            new Schema.Text(
                                    "Whether every other image is mirrored: left and right (horizontal), top and bottom"
                                            + " (vertical), or both, each by a chance of its own.",
                                    Arrays.stream(Augmentation.Flip.values())
                                            .map(Augmentation.Flip::text)
                                            .toList()),
                            false,
                            JsonNodeFactory.instance.textNode(Augmentation.Flip.NONE.text())),
                    Schema.Key.real(
                            "scale",
                            "By what share it is made larger or smaller, at most: 0.1 for 0.9 … 1.1.",
                            SCALE,
                            0),
                    Schema.Key.real(
                            "noise",
                            "The deviation of normal noise on every number, in the units that the network reads.",
                            NOISE,
                            0)));

    /** The key of a network's document. */
    static final Schema.Key KEY = new Schema.Key(NAME, SECTION, false, null);

    private AugmentSchema() {}
}
