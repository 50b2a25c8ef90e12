// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;

/**
 * A function with known least value. Values are exact functions of the arguments, the shift and the epoch: StrictMath
 * and sums in a fixed order.
 */
interface TestFunction {
    /** Its arguments, as a document has them. */
    Schema.Section schema();

    /** How many values a training tells, one after the other. */
    default int epochs() {
        return 1;
    }

    /** The least value that the last epoch can have, whatever the shift. */
    double minimum(ObjectNode arguments);

    /**
     * The value without noise; NaN where a training would diverge.
     *
     * @param arguments checked by {@link #schema}
     * @param epoch from 1
     */
    double at(ObjectNode arguments, Shift shift, int epoch);
}
