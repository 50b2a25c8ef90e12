// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.cluster;

import dev.sextant.engine.checkpoint.Checkpoints;
import dev.sextant.engine.spi.Trainer;
import dev.sextant.engine.wire.Addresses;
import java.util.function.Supplier;

/** Makes a worker's machine ready for a study. */
public interface WorkerStudies {
    /**
     * A study that this machine can train.
     *
     * @param trainer prepared
     * @param checkpoints where those of the trials are kept
     * @param close called once nobody trains it any more, off event loops
     */
    record Opened(String name, Trainer trainer, Checkpoints checkpoints, Runnable close) {}

    /**
     * Fetches what the study needs and prepares it. Takes as long as that does; called on a thread of its own.
     *
     * @param parcel its digest, see {@link dev.sextant.engine.wire.Welcome}
     * @param coordinator where it listens, by now: another may take over at any time
     * @throws UnfitStudyException where this machine cannot train it
     */
    Opened open(String parcel, Supplier<Addresses> coordinator) throws UnfitStudyException, InterruptedException;
}
