// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.TrainingException;

/** Where the steps of sequences stand in a table. */
sealed interface StepRows permits LongSteps, WideSteps {
    int count();

    String key();

    JsonNode key(int sample);

    /** As in {@link Samples#row}. */
    int row(int sample);

    /** A column that messages name. */
    int place();

    /** Steps of a sequence, at least 1. */
    int length(int sample) throws TrainingException;

    /** Writes the numbers of one step from {@code to[at]} on, where there are zeros. */
    void write(int sample, int step, float[] to, int at) throws TrainingException;
}
