// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ · (endFactor + (1 − endFactor) · (1 − min(T, t) / T)^power), T = totalIters.
 *
 * @param totalIters epochs until the lowest rate, at least 1
 * @param power above 0; 1 is a straight line
 * @param endFactor factor from T on, in [0, 1]
 */
public record Polynomial(int totalIters, double power, double endFactor, Per per) implements TimedSchedule {
    /** PyTorch's PolynomialLR, which ends at 0. */
    public static final Polynomial DEFAULT = new Polynomial(5, 1, 0, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Lowers the learning rate along a power of the time left.",
            List.of(
                    Schema.Key.whole(
                            "totalIters", "Epochs until the lowest learning rate.", Lengths.FROM_1, DEFAULT.totalIters),
                    Schema.Key.real("power", "1 is a straight line.", Schema.Interval.POSITIVE, DEFAULT.power),
                    Schema.Key.real(
                            "endFactor",
                            "The lowest learning rate as a share of learningRate.",
                            Schema.Interval.UNIT,
                            DEFAULT.endFactor),
                    Per.SCHEMA_KEY));

    public Polynomial {
        Lengths.FROM_1.require("totalIters", totalIters);
        Schema.Interval.POSITIVE.require("power", power);
        Schema.Interval.UNIT.require("endFactor", endFactor);
    }

    static Polynomial read(JsonNode keys) {
        return new Polynomial(
                keys.get("totalIters").intValue(),
                keys.get("power").doubleValue(),
                keys.get("endFactor").doubleValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        long length = (long) totalIters * ticks;
        double left = 1 - (double) Math.min(length, tick) / length;
        return base * (endFactor + (1 - endFactor) * Curves.power(left, power, ticks));
    }
}
