// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.network.Recurrence.Passing;
import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;
import java.util.Locale;

/**
 * A recurrent layer: one cell that reads the sequence forwards, and where it is bidirectional (Schuster and Paliwal
 * 1997) another with weights of its own that reads it backwards; their states stand side by side. It gives the states
 * of all steps, or the last one of each: forwards that at the sample's own last step, backwards that at the first.
 *
 * <p>Backwards a sample begins at its own last step, as if what fills it up did not exist.
 */
final class Recurrent implements Layer {
    private final Signal output;
    private final Direction[] directions;
    private final int units;
    private final boolean all;
    /** Whether the only direction's states are what the layer gives. */
    private final boolean shared;

    private final int steps;
    private final boolean ragged;

    /**
     * @param number of its kind, from 1
     * @param remembers see {@link Lstm}
     * @param learns whether its parameters do, and their gradient is wanted
     * @param passes whether something before it learns, and the gradient at the input is wanted
     */
    Recurrent(
            int number,
            Signal input,
            LayerSpec.Recurrent asked,
            boolean remembers,
            boolean learns,
            boolean passes,
            TensorLayout layout,
            int mostRows,
            Storage storage) {
        Shape.Sequence shape = (Shape.Sequence) input.shape();
        units = asked.units();
        all = asked.all();
        steps = shape.steps();
        ragged = shape.ragged();
        int count = asked.bidirectional() ? 2 : 1;
        shared = all && count == 1;
        int width = Math.multiplyExact(count, units);
        output = Signal.of(all ? new Shape.Sequence(steps, width, ragged) : new Shape.Vector(width), mostRows, storage);
        directions = new Direction[count];
        String name = asked.cell().name().toLowerCase(Locale.ROOT) + number;
        for (int d = 0; d < count; d++) {
            Signal states = shared ? output : Signal.of(new Shape.Sequence(steps, units, ragged), mostRows, storage);
            Passing passing = !passes ? Passing.NONE : d == 0 ? Passing.OVERWRITES : Passing.ADDS;
            Recurrence.Part part =
                    new Recurrence.Part(d == 0 ? name : name + ".reverse", input, states, d == 1, learns, passing);
            directions[d] = switch (asked.cell()) {
                case RNN -> new Rnn(part, layout, mostRows, storage);
                case LSTM -> new Lstm(part, remembers, layout, mostRows, storage);
                case GRU -> new Gru(part, layout, mostRows, storage);
            };
        }
    }

    @Override
    public void reset(Pass pass) {
        for (Direction direction : directions) direction.reset(pass);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void forward(Pass pass) {
        for (Direction direction : directions) direction.forward(pass);
        if (shared) return;
        output.clearPadding(output.values(), pass.rows());
        for (int d = 0; d < directions.length; d++)
            gather(pass, directions[d].states().values(), d);
    }

    private void gather(Pass pass, float[] states, int direction) {
        int height = steps * Kernels.tiled(pass.rows()) * Kernels.PANEL;
        int lines = output.lines(pass.rows());
        int to = Kernels.tiled(lines) * Kernels.PANEL;
        for (int line = 0; line < lines; line++)
            Lines.copy(
                    states,
                    (all ? line : last(pass, line, direction)) * Kernels.PANEL,
                    height,
                    0,
                    output.values(),
                    line * Kernels.PANEL,
                    to,
                    direction * units,
                    units);
    }

    /** Which line of the states has a sample's last one. */
    private int last(Pass pass, int sample, int direction) {
        int step = direction == 1 ? 0 : ragged ? pass.lengths[sample] - 1 : steps - 1;
        return step * Kernels.tiled(pass.rows()) + sample;
    }

    @Override
    public void backward(Pass pass) {
        for (int d = 0; d < directions.length; d++) {
            if (!shared) spread(pass, directions[d].states(), d);
            directions[d].backward(pass);
        }
    }

    private void spread(Pass pass, Signal states, int direction) {
        Arrays.fill(states.gradient(), 0, states.length(pass.rows()), 0f);
        int height = steps * Kernels.tiled(pass.rows()) * Kernels.PANEL;
        int lines = output.lines(pass.rows());
        int from = Kernels.tiled(lines) * Kernels.PANEL;
        for (int line = 0; line < lines; line++)
            Lines.copy(
                    output.gradient(),
                    line * Kernels.PANEL,
                    from,
                    direction * units,
                    states.gradient(),
                    (all ? line : last(pass, line, direction)) * Kernels.PANEL,
                    height,
                    0,
                    units);
    }
}
