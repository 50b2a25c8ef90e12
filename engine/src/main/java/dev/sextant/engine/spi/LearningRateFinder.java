// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.sweep.LearningRateSweep;
import dev.sextant.engine.sweep.SweepRange;

/**
 * What a {@link Trainer} may be, too: one that can sweep its learning rate.
 *
 * <ol>
 *   <li>The sweep is a function of its arguments: never of the thread, the machine, the time, or what ran before.
 *   <li>It trains what a training of the document would train, on the rows of its training part alone, from the same
 *       initial weights; the document's learning rate and schedule do not count.
 *   <li>Any number of threads may call.
 * </ol>
 */
public interface LearningRateFinder {
    /**
     * Trains for a moment while the learning rate rises.
     *
     * @param document with nothing left to vary
     * @param seeds whose initial weights and division of the data are taken
     * @param range the rates, and in how many steps
     * @return the loss at each of them
     * @throws TrainingException where nothing can be trained like this
     */
    LearningRateSweep sweep(ObjectNode document, Seeds seeds, SweepRange range) throws TrainingException;
}
