// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.engine.random.Draws;
import dev.sextant.trainers.tensor.Matrix;
import java.util.List;

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

    /** Nothing is drawn where nothing is made. */
    private static final Draws UNUSED = new Draws(0, 0);

    /** @param mostRows as in {@link Network} */
    public static Room of(Blueprint blueprint, Updates updates, int mostRows) {
        TensorLayout layout = new TensorLayout();
        Storage storage = Storage.counting();
        Updates all = new Updates(updates.optimizer(), 0, 0, 0, List.of());
        new Assembly(blueprint, all, layout, mostRows, UNUSED, storage);
        long parameters = layout.parameters();
        long output =
                blueprint.loss() == Loss.CROSS_ENTROPY ? (long) Float.BYTES * Matrix.padded(blueprint.outputs()) : 0;
        return new Room(
                Float.BYTES * (COPIES * parameters + 2L * layout.statistics() + layout.scratch()),
                Float.BYTES * parameters * updates.optimizer().buffers(),
                storage.bytes() + output);
    }

    /** @param mostRows as in {@link Network} */
    public static Room of(Architecture architecture, Updates updates, int mostRows) {
        return of(architecture.blueprint(), updates, mostRows);
    }

    public long bytes() {
        return weights + optimizer + activations;
    }
}
