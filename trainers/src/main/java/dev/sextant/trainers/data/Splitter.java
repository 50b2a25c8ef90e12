// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.data;

import dev.sextant.engine.spi.Seeds;
import java.util.List;

/**
 * Divides the rows of one data set. A function of the seeds, and of what stands in the columns that it divides by: the
 * test rows of the study's seed, so that every trial, every replicate and every fold has the same ones.
 *
 * <p>Threads: any number may call.
 */
sealed interface Splitter permits StratifiedSplitter, GroupSplitter, TimeSplitter {
    /** One division, or one for each fold; all have the same test rows. */
    List<Split> split(Seeds seeds);

    /** The most rows that the training part of a division may have. */
    int mostTrainingRows();
}
