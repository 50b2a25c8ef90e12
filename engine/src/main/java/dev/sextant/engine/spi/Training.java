// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

/** One running training; used by one thread at a time. */
public interface Training extends AutoCloseable {
    /**
     * Runs one slice: an epoch, at most about a second. Cancelling takes effect between slices. Not called after Done.
     */
    Progress step() throws TrainingException;

    /** Lets go of what the training holds. May be called at any time between slices, more than once. */
    @Override
    void close();
}
