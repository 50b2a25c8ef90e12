// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.engine.spi.Schema;
import java.util.List;

/** How many epochs a schedule's parts may have. */
final class Lengths {
    private static final int MOST_EPOCHS = 1_000_000;

    static final Schema.Interval FROM_0 = Schema.Interval.closed(0, MOST_EPOCHS);
    static final Schema.Interval FROM_1 = Schema.Interval.closed(1, MOST_EPOCHS);

    static final String T_MAX = "tMax";
    static final String TOTAL_STEPS = "totalSteps";

    /** The keys that {@link #ofTraining} makes. */
    static final List<String> OF_TRAINING = List.of(T_MAX, TOTAL_STEPS);

    private Lengths() {}

    /** The key of a length that is, where it is not written, all the epochs that the schedule has. */
    static Schema.Key ofTraining(String name, String description) {
        return new Schema.Key(
                name, new Schema.Whole(description + "; default: the training's epochs.", FROM_1), false, null);
    }
}
