// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ · gamma^⌊t / stepSize⌋.
 *
 * @param stepSize epochs between two changes, at least 1
 * @param gamma factor of each change, above 0
 */
public record Step(int stepSize, double gamma) implements TimedSchedule {
    /** gamma is PyTorch's StepLR; PyTorch has no default for the step size. */
    public static final Step DEFAULT = new Step(10, 0.1);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Multiplies the learning rate by gamma every stepSize epochs.",
            List.of(
                    Schema.Key.whole("stepSize", "Epochs between two changes.", Lengths.FROM_1, DEFAULT.stepSize),
                    Schema.Key.real("gamma", "Factor of each change.", Schema.Interval.POSITIVE, DEFAULT.gamma)));

    public Step {
        Lengths.FROM_1.require("stepSize", stepSize);
        Schema.Interval.POSITIVE.require("gamma", gamma);
    }

    static Step read(JsonNode keys) {
        return new Step(keys.get("stepSize").intValue(), keys.get("gamma").doubleValue());
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        long changes = tick / stepSize;
        return base * StrictMath.pow(gamma, (double) changes);
    }
}
