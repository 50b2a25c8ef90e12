// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import dev.sextant.trainers.state.Stateful;

/**
 * One link of the chain from the inputs to the outputs. It is made with the signal that it reads, and makes the one
 * that it gives; forward and backward stand together in one file a layer.
 *
 * <p>Neither allocates. Calls are made once a layer and batch, so what they cost is nothing beside the loops in them.
 */
sealed interface Layer extends Stateful
        permits Dense,
                BatchNorm,
                Elementwise,
                Dropout,
                Convolution,
                MaxPooling,
                AveragePooling,
                GlobalAveragePooling,
                ImageFlattening,
                Recurrent,
                SequenceFlattening,
                SequenceAverage,
                LayerNorm,
                ImageLayerNorm,
                Residual,
                Embedding {
    /** What it gives. */
    Signal output();

    /** Overwrites the output's values. */
    void forward(Pass pass);

    /**
     * From the output's gradient: overwrites the gradient of its own parameters, and of its input's values where
     * something before it learns. May change the output's gradient.
     */
    void backward(Pass pass);

    /** Sets what does not begin at 0, weights aside: constructors touch no element. */
    default void reset(Pass pass) {}

    /** Beside its tensors, which are the network's, a layer remembers nothing from batch to batch. */
    @Override
    default void write(StateWriter out) {}

    @Override
    default void read(StateReader in) throws StateFormatException {}
}
