// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ · (1 − min(T, t) / T)^power, T = totalIters; 0 from epoch T on.
 *
 * @param totalIters epochs until the rate is 0, at least 1
 * @param power above 0; 1 is a straight line
 */
public record Polynomial(int totalIters, double power) implements EpochSchedule {
    /** PyTorch's PolynomialLR. */
    public static final Polynomial DEFAULT = new Polynomial(5, 1);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Lowers the learning rate to 0 along a power of the time left.",
            List.of(
                    Schema.Key.whole(
                            "totalIters", "Epochs until the learning rate is 0.", Lengths.FROM_1, DEFAULT.totalIters),
                    Schema.Key.real("power", "1 is a straight line.", Schema.Interval.POSITIVE, DEFAULT.power)));

    public Polynomial {
        Lengths.FROM_1.require("totalIters", totalIters);
        Schema.Interval.POSITIVE.require("power", power);
    }

    static Polynomial read(JsonNode keys) {
        return new Polynomial(
                keys.get("totalIters").intValue(), keys.get("power").doubleValue());
    }

    @Override
    public double rate(double base, int finished) {
        return base * StrictMath.pow(1 - (double) Math.min(totalIters, finished) / totalIters, power);
    }
}
