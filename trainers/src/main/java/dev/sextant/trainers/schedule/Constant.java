// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import dev.sextant.engine.spi.Schema;
import java.util.List;

/** η(t) = η₀. */
public record Constant() implements TimedSchedule {
    public static final Constant DEFAULT = new Constant();

    static final Schema.Section SCHEMA = new Schema.Section("The same learning rate in every epoch.", List.of());

    @Override
    public double rate(double base, long tick, int ticks) {
        return base;
    }
}
