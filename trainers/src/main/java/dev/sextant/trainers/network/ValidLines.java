// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;

/**
 * Which lines of a batch of sequences are steps of a sample: not those that fill up a tile, and not those beyond a
 * sample's end. One a network, since all its sequences have the same steps; every layer that asks finds them anew,
 * which costs a number a line.
 */
final class ValidLines {
    /** For layers that read no sequence. */
    static final ValidLines NONE = new ValidLines(new Shape.Vector(1), 0, Storage.counting());

    private final Shape input;
    /** The first {@link #count} are the valid lines, in rising order. */
    private final int[] lines;

    private int count;

    /** @param input what the network reads: a sequence or tokens, otherwise there are none */
    ValidLines(Shape input, int mostRows, Storage storage) {
        this.input = input;
        lines = storage.ints((long) steps() * mostRows);
    }

    private int steps() {
        return switch (input) {
            case Shape.Sequence sequence -> sequence.steps();
            case Shape.Tokens tokens -> tokens.steps();
            case Shape.Vector _, Shape.Image _ -> 0;
        };
    }

    /** Finds those of this batch; returns how many. */
    int find(Pass pass) {
        boolean ragged = input.columns() > input.size();
        int tiled = Kernels.tiled(pass.rows());
        int found = 0;
        for (int step = 0; step < steps(); step++)
            for (int row = 0; row < pass.rows(); row++)
                if (!ragged || step < pass.lengths[row]) lines[found++] = step * tiled + row;
        count = found;
        return found;
    }

    /** Of the last batch. */
    int count() {
        return count;
    }

    /** Whether the last batch has no other lines. */
    boolean all(Pass pass) {
        return count == steps() * Kernels.tiled(pass.rows());
    }

    /** To be read up to {@link #count}. */
    int[] lines() {
        return lines;
    }
}
