// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;

/**
 * Watches which units of one hidden layer tell nothing about any row: those of the rectifier's family that never give
 * more than 0, those of sigmoid and tanh whose slope is always below 10^-4, and linear ones that always give 0.
 *
 * <p>Cost: one pass over the values of every batch.
 */
final class UnitWatch {
    /** A saturated unit's slope. */
    private static final float FLAT = 1e-4f;

    private final Activation activation;
    private final Signal signal;
    /** The liveliest that each element has been since the batches have had this many rows. */
    private final float[] peaks;

    /** Units seen alive in batches of other sizes. */
    private final boolean[] alive;

    private int rows;

    UnitWatch(Activation activation, Signal signal, int mostRows, Storage storage) {
        this.activation = activation;
        this.signal = signal;
        peaks = storage.floats(Signal.length(signal.shape(), mostRows));
        alive = storage.flags(signal.width());
    }

    /** Forgets what it has seen. */
    void begin() {
        java.util.Arrays.fill(alive, false);
        rows = 0;
    }

    /** Looks at the batch that has just gone forward. */
    void see(int batch) {
        if (batch != rows) {
            settle();
            java.util.Arrays.fill(peaks, 0f);
            rows = batch;
        }
        int length = signal.length(batch);
        switch (activation) {
            case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS -> raise(signal.values(), peaks, length);
            case TANH -> raiseByTanh(signal.values(), peaks, length);
            case SIGMOID -> raiseBySigmoid(signal.values(), peaks, length);
            case IDENTITY -> raiseBySize(signal.values(), peaks, length);
        }
    }

    private static void raise(float[] values, float[] peaks, int length) {
        for (int i = 0; i < length; i++) peaks[i] = Math.max(peaks[i], values[i]);
    }

    private static void raiseByTanh(float[] values, float[] peaks, int length) {
        for (int i = 0; i < length; i++) peaks[i] = Math.max(peaks[i], Math.fma(-values[i], values[i], 1f));
    }

    private static void raiseBySigmoid(float[] values, float[] peaks, int length) {
        for (int i = 0; i < length; i++) peaks[i] = Math.max(peaks[i], values[i] * (1f - values[i]));
    }

    private static void raiseBySize(float[] values, float[] peaks, int length) {
        for (int i = 0; i < length; i++) peaks[i] = Math.max(peaks[i], Math.abs(values[i]));
    }

    /** From elements to units; leaves out the rows that fill up a tile. */
    private void settle() {
        boolean bounded = activation == Activation.TANH || activation == Activation.SIGMOID;
        float least = bounded ? FLAT : Float.MIN_VALUE;
        int height = Kernels.tiled(rows) * Kernels.PANEL;
        for (int unit = 0; unit < alive.length; unit++) {
            int at = unit / Kernels.PANEL * height + unit % Kernels.PANEL;
            for (int row = 0; row < rows && !alive[unit]; row++) alive[unit] = peaks[at + row * Kernels.PANEL] >= least;
        }
    }

    /** How many units told nothing since {@link #begin}. */
    int dead() {
        settle();
        int dead = 0;
        for (boolean lives : alive) if (!lives) dead++;
        return dead;
    }

    int units() {
        return alive.length;
    }
}
