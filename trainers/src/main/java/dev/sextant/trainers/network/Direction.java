// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

/** One reading of a sequence by a recurrent cell: from its first step on, or from its last one back. */
sealed interface Direction permits Rnn, Lstm, Gru {
    /** The state after every step, and the gradient at it: a sequence of the cell's units. */
    Signal states();

    /** Overwrites the states' values. */
    void forward(Pass pass);

    /**
     * From the gradient at the states, which it changes: overwrites the gradient of its parameters, and overwrites or
     * adds to the one at its input.
     */
    void backward(Pass pass);

    /** Sets what does not begin at 0, weights aside. */
    default void reset(Pass pass) {}
}
