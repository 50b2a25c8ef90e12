// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Kernels;
import dev.sextant.trainers.tensor.Matrix;

/**
 * What a {@link Network} takes up, in bytes, without one being made: its arrays, padding included. The few hundred
 * bytes of objects around them are left out.
 *
 * @param weights what is learnt or gathered, the copy that is kept of the best epoch, the gradient, and the room to
 *     transpose a layer in
 * @param optimizer its state
 * @param activations what a batch leaves in every layer, forward and backward
 */
public record Room(long weights, long optimizer, long activations) {
    /** The network's own parameters and their copy, and the gradient. */
    private static final int COPIES = 3;

    private static final int BATCH_NORM_COLUMNS = 6;

    /** @param mostRows as in {@link Network} */
    public static Room of(Architecture architecture, Updates updates, int mostRows) {
        long parameters = 0;
        long statistics = 0;
        long scratch = 0;
        long batch = Kernels.tiled(mostRows);
        long floats = 2 * batch * Matrix.padded(architecture.inputs());
        long octets = 0;
        for (int layer = 0; layer < architecture.layers(); layer++) {
            long in = Matrix.padded(architecture.fanIn(layer));
            long out = Matrix.padded(architecture.fanOut(layer));
            boolean hidden = layer < architecture.layers() - 1;
            parameters += in * out + Kernels.TILE * out;
            scratch = Math.max(scratch, in * out);
            // values and gradients, and the ones that sum columns
            floats += 2 * batch * out + batch * Kernels.PANEL;
            if (!hidden) continue;
            if (architecture.batchNorm()) {
                parameters += 2 * out;
                statistics += 2 * out;
                floats += batch * out + BATCH_NORM_COLUMNS * out;
            }
            floats += batch * out * afterwards(architecture);
            octets += architecture.fanOut(layer);
        }
        if (architecture.loss() == Loss.CROSS_ENTROPY) floats += Matrix.padded(architecture.outputs());
        return new Room(
                Float.BYTES * (COPIES * parameters + 2 * statistics + scratch),
                Float.BYTES * parameters * updates.optimizer().buffers(),
                Float.BYTES * floats + octets);
    }

    /** Arrays of a hidden layer's size that come after its sums: activation, watch and dropout. */
    private static int afterwards(Architecture architecture) {
        int activation = switch (architecture.activation()) {
            case IDENTITY -> 0;
            case RELU -> architecture.batchNorm() ? 1 : 0;
            case LEAKY_RELU, ELU, TANH, SIGMOID -> 1;
            case GELU, SILU, SOFTPLUS -> 2;
        };
        return activation + 1 + (architecture.dropout() > 0 ? 3 : 0);
    }

    public long bytes() {
        return weights + optimizer + activations;
    }
}
