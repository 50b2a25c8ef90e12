// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.tensor.Matrix;

/** Brings rows of data to where the first layer reads them. Allocates nothing. */
sealed interface Intake {
    static Intake of(Shape shape, int mostRows, Storage storage) {
        return switch (shape) {
            case Shape.Vector _ -> new Vectors(Signal.of(shape, mostRows, storage));
            default -> throw new UnsupportedOperationException(shape.text());
        };
    }

    /** What the first layer reads. */
    Signal signal();

    /**
     * Overwrites the signal's values, and the pass's lengths where samples differ in length.
     *
     * @param order the rows order[from], order[from + 1], …: as many as the pass has
     */
    void read(Pass pass, Matrix inputs, int[] order, int from);

    /** Rows as they are. */
    record Vectors(Signal signal) implements Intake {
        @Override
        public void read(Pass pass, Matrix inputs, int[] order, int from) {
            pass.kernels().gather(pass.rows(), inputs, order, from, signal.values());
        }
    }
}
