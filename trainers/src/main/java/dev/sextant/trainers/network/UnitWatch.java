// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import java.util.Arrays;

/**
 * Watches which units of one hidden layer tell nothing about any row: those of the rectifier's family that never give
 * more than 0, those of sigmoid and tanh whose slope is always below 10^-4, and linear ones that always give 0. A unit
 * is a number of a vector, a channel of an image, or a feature of a sequence over the steps of its samples.
 *
 * <p>Cost: it looks at a unit's values one by one until one shows life, and then no more; in memory a flag a unit.
 */
final class UnitWatch {
    /** A saturated unit's slope. */
    private static final float FLAT = 1e-4f;

    private static final int PANEL = Kernels.PANEL;

    private final Activation activation;
    private final Signal signal;
    private final ValidLines lines;
    private final boolean[] alive;

    UnitWatch(Activation activation, Signal signal, ValidLines lines, Storage storage) {
        this.activation = activation;
        this.signal = signal;
        this.lines = lines;
        alive = storage.flags(Inference.channels(signal.shape()));
    }

    /** Forgets what it has seen. */
    void begin() {
        Arrays.fill(alive, false);
    }

    /** Looks at the batch that has just gone forward. */
    void see(Pass pass) {
        if (signal.shape() instanceof Shape.Sequence) lines.find(pass);
        for (int unit = 0; unit < alive.length; unit++) if (!alive[unit]) alive[unit] = lives(pass, unit);
    }

    private boolean lives(Pass pass, int unit) {
        float[] values = signal.values();
        int rows = pass.rows();
        switch (signal.shape()) {
            case Shape.Vector _ -> {
                int from = Signal.at(0, unit, rows);
                for (int row = 0; row < rows; row++) if (tells(values[from + row * PANEL])) return true;
            }
            case Shape.Sequence _ -> {
                int from = unit / PANEL * signal.lines(rows) * PANEL + unit % PANEL;
                for (int i = 0; i < lines.count(); i++) if (tells(values[from + lines.lines()[i] * PANEL])) return true;
            }
            case Shape.Image image -> {
                int plane = image.pixels() * PANEL;
                for (int row = 0; row < rows; row++) {
                    int from = row / PANEL * Signal.height(image) * PANEL + unit * plane + row % PANEL;
                    for (int at = from; at < from + plane; at += PANEL) if (tells(values[at])) return true;
                }
            }
            case Shape.Tokens _ -> throw new IllegalStateException("tokens have no units");
        }
        return false;
    }

    private boolean tells(float value) {
        return switch (activation) {
            case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS -> value > 0;
            case TANH -> Math.fma(-value, value, 1f) >= FLAT;
            case SIGMOID -> value * (1f - value) >= FLAT;
            case IDENTITY -> value != 0;
        };
    }

    /** How many units told nothing since {@link #begin}. */
    int dead() {
        int dead = 0;
        for (boolean lives : alive) if (!lives) dead++;
        return dead;
    }

    int units() {
        return alive.length;
    }
}
