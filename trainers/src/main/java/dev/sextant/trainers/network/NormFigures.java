// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** What a batch norm works with, a number a channel. */
final class NormFigures {
    /** What the last batch was normalised by. */
    final float[] mean;

    final float[] variance;
    /** 1 / √(variance + ε). */
    final float[] inverse;
    /** Backward: scale × inverse, and the means of dy and of dy x̂; zeros where mean and variance were constants. */
    final float[] factor;

    final float[] level;
    final float[] slope;

    NormFigures(int channels, Storage storage) {
        mean = storage.floats(channels);
        variance = storage.floats(channels);
        inverse = storage.floats(channels);
        factor = storage.floats(channels);
        level = storage.floats(channels);
        slope = storage.floats(channels);
    }
}
