// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import org.jspecify.annotations.Nullable;

/** One running training; used by one thread at a time. */
public interface Training extends AutoCloseable {
    /**
     * Runs one slice: an epoch, at most about a second. Cancelling takes effect between slices. Not called after Done.
     *
     * @return what it brought: nothing yet, an epoch, or the outcome
     * @throws TrainingException where the training cannot go on; the trial fails in these words
     */
    Progress step() throws TrainingException;

    /**
     * What another training of the same assignment needs to go on from here, so that it comes to the same, bit for bit:
     * it begins with the next epoch. Asked on the training's thread, between slices, right after
     * {@link Progress.Epoch}.
     *
     * @return null where nothing can be kept; then an attempt begins from the beginning
     */
    default byte @Nullable [] checkpoint() {
        return null;
    }

    /** Lets go of what the training holds. May be called at any time between slices, more than once. */
    @Override
    void close();
}
