// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ · (startFactor + (endFactor − startFactor) · min(T, t) / T), T = totalIters.
 *
 * @param startFactor factor of the first epoch, in (0, 1]
 * @param endFactor factor from epoch T on, in [0, 1]
 * @param totalIters epochs from one to the other, at least 1
 */
public record Linear(double startFactor, double endFactor, int totalIters, Per per) implements TimedSchedule {
    private static final Schema.Interval START = new Schema.Interval(0, true, 1, false);

    /** PyTorch's LinearLR. */
    public static final Linear DEFAULT = new Linear(1.0 / 3, 1, 5, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Moves the learning rate in a straight line from one factor to another, then leaves it there.",
            List.of(
                    Schema.Key.real("startFactor", "Factor of the first epoch.", START, DEFAULT.startFactor),
                    Schema.Key.real(
                            "endFactor", "Factor at the end of the line.", Schema.Interval.UNIT, DEFAULT.endFactor),
                    Schema.Key.whole(
                            "totalIters", "Epochs from one factor to the other.", Lengths.FROM_1, DEFAULT.totalIters),
                    Per.SCHEMA_KEY));

    public Linear {
        START.require("startFactor", startFactor);
        Schema.Interval.UNIT.require("endFactor", endFactor);
        Lengths.FROM_1.require("totalIters", totalIters);
    }

    static Linear read(JsonNode keys) {
        return new Linear(
                keys.get("startFactor").doubleValue(),
                keys.get("endFactor").doubleValue(),
                keys.get("totalIters").intValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        long length = (long) totalIters * ticks;
        double share = (double) Math.min(length, tick) / length;
        return base * (startFactor + (endFactor - startFactor) * share);
    }
}
