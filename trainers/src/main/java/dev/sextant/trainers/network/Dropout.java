// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.tensor.Kernels;

/**
 * Inverted dropout: in training each value becomes 0 with probability p, and is divided by 1 − p otherwise; evaluation
 * changes nothing. Srivastava et al. 2014.
 *
 * <p>Randomness: each step takes two words of the layer's own keyed stream, and each value a hash of them and of which
 * value of which sample it is; so neither the batch's padding nor the width of vectors nor any other layer touches the
 * mask. The hash is a Weyl sequence through two rounds of multiplication and shift, with the constants that Wellons
 * found by search ("lowbias32", 2018) and the second word put in between, so that no two steps' masks are pieces of one
 * sequence.
 */
final class Dropout implements Layer {
    /** 2^32 / golden ratio, odd: a sequence of its multiples fills 32 bits evenly. */
    private static final int WEYL = 0x9E3779B9;

    private static final int FIRST = 0x7FEB352D;
    private static final int SECOND = 0x846CA68B;

    /** Another odd multiplier, from the second of Philox's key schedule: keeps the panels' sequences apart. */
    private static final int PANEL_STEP = 0xBB67AE85;

    /** And the steps' apart, from the last round of MurmurHash3's 32 bits. */
    private static final int TIME_STEP = 0xC2B2AE35;

    private final Signal input;
    private final Signal output;
    /** 0 or 1 / (1 − p), for the last training batch. */
    private final float[] mask;

    /** What the hash of each element begins with, the step's word aside; computed in the loop, it would slow that. */
    private final int[] places;

    private int placedRows;
    private final DrawSequence keys;
    /** p in units of 2^-31. */
    private final int threshold;

    private final float scale;

    /** @param number of its kind, from 1 */
    Dropout(int number, Signal input, double probability, Draws draws, int mostRows, Storage storage) {
        this.input = input;
        output = input.elementwise(mostRows, storage);
        mask = storage.floats(Signal.length(input.shape(), mostRows));
        places = storage.ints(Signal.length(input.shape(), mostRows));
        keys = draws.of("dropout", number - 1);
        threshold = (int) Math.min(Integer.MAX_VALUE, Math.round(probability * 0x1p31));
        scale = (float) (1 / (1 - probability));
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        if (!pass.training()) {
            System.arraycopy(input.values(), 0, output.values(), 0, output.length(pass.rows()));
            return;
        }
        place(pass.rows());
        int first = keys.word();
        int second = keys.word();
        int length = output.length(pass.rows());
        drop(input.values(), output.values(), mask, places, length, first, second, threshold, scale);
    }

    /** Finds each element's place in the Weyl sequence for batches of this many rows. */
    private void place(int rows) {
        if (rows == placedRows) return;
        placedRows = rows;
        switch (output.shape()) {
            case Shape.Vector _ -> placePanels(output.panels(), Kernels.tiled(rows) * Kernels.PANEL);
            case Shape.Image image -> placePanels(Signal.groups(rows), Signal.height(image) * Kernels.PANEL);
            case Shape.Sequence sequence -> placeSteps(sequence.steps(), Kernels.tiled(rows) * Kernels.PANEL);
            case Shape.Tokens _ -> throw new IllegalStateException("tokens have no numbers");
        }
    }

    private void placePanels(int panels, int height) {
        for (int panel = 0; panel < panels; panel++)
            for (int i = 0; i < height; i++) places[panel * height + i] = panel * PANEL_STEP + i * WEYL;
    }

    private void placeSteps(int steps, int height) {
        for (int panel = 0; panel < output.panels(); panel++)
            for (int step = 0; step < steps; step++)
                for (int i = 0; i < height; i++)
                    places[(panel * steps + step) * height + i] = panel * PANEL_STEP + step * TIME_STEP + i * WEYL;
    }

    private static void drop(
            float[] x,
            float[] y,
            float[] mask,
            int[] places,
            int length,
            int first,
            int second,
            int threshold,
            float scale) {
        for (int i = 0; i < length; i++) {
            int hash = places[i] + first;
            hash = (hash ^ (hash >>> 16)) * FIRST;
            hash = (hash ^ (hash >>> 15) ^ second) * SECOND;
            hash ^= hash >>> 16;
            // -1 below the threshold, otherwise 0
            int dropped = ((hash >>> 1) - threshold) >> 31;
            float factor = (1 + dropped) * scale;
            mask[i] = factor;
            y[i] = x[i] * factor;
        }
    }

    @Override
    public void backward(Pass pass) {
        multiply(mask, output.gradient(), output.length(pass.rows()));
    }

    private static void multiply(float[] mask, float[] delta, int length) {
        for (int i = 0; i < length; i++) delta[i] *= mask[i];
    }

    /** Its masks follow from how far its stream is read. */
    @Override
    public void write(StateWriter out) {
        out.of("dropout").put(keys.position());
    }

    @Override
    public void read(StateReader in) throws StateFormatException {
        in.of("dropout");
        keys.moveTo(in.wide(DrawSequence.LENGTH - 1));
    }
}
