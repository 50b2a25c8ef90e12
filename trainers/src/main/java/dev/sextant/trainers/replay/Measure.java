// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.replay;

import java.util.List;

/**
 * One metric, and the columns that it is read from.
 *
 * @param columns at least one; of a curve one for each epoch
 */
record Measure(String metric, Kind kind, List<String> columns) {
    /** How several columns make one value. */
    enum Kind {
        /** They are repetitions, of which a trial draws one. */
        DRAWN,
        /** They are repetitions, whose mean counts. */
        MEAN,
        /** They are the values after one epoch after the other. */
        CURVE
    }

    Measure {
        columns = List.copyOf(columns);
    }

    int epochs() {
        return kind == Kind.CURVE ? columns.size() : 1;
    }
}
