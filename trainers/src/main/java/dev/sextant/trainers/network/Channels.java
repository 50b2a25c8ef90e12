// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/**
 * The numbers of a batch by channel, as {@link BatchNorm} works on them: of a vector each number is a channel, of an
 * image each plane, of a sequence each feature. Channels are worked on block by block, so that what one pass over a
 * block has brought near is still there for the next.
 *
 * <p>Every sum leaves out what is beyond the batch and beyond a sample's end, and has the same bits whatever twin the
 * pass uses.
 */
sealed interface Channels permits VectorChannels, ImageChannels, SequenceChannels {
    /**
     * @param output the values given; its gradient is changed in place
     * @param rectified whether what is given is rectified at once; of images alone
     */
    static Channels of(Signal input, Signal output, boolean rectified, ValidLines lines, Storage storage) {
        return switch (input.shape()) {
            case Shape.Vector _ -> new VectorChannels(input, output);
            case Shape.Image image -> new ImageChannels(image, input, output, rectified, storage);
            case Shape.Sequence _ -> new SequenceChannels(input, output, lines);
            case Shape.Tokens _ -> throw new IllegalArgumentException("tokens have no numbers");
        };
    }

    int blocks();

    /** The first channel of a block; for the number of blocks, where the last one ends. */
    int first(int block);

    /** Numbers of each channel in this batch; asked before anything else of a pass, forward and backward. */
    int count(Pass pass);

    /** Overwrites the block's means and variances, the latter divided by the count. */
    void moments(Pass pass, int block, NormFigures figures);

    /** Overwrites the block's values given: (x − mean) inverse scale + shift. */
    void normalise(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt);

    /** Takes the rectifier back: the gradient becomes 0 where nothing was let through. */
    void gate(Pass pass, int block);

    /** Overwrites the block's gradients of scale and shift: the sums of dy x̂ and of dy. */
    void sums(Pass pass, int block, NormFigures figures, int scaleAt, int shiftAt);

    /** dy ← factor (dy − level − x̂ slope), and 0 where nothing is. */
    void centre(Pass pass, int block, NormFigures figures);
}
