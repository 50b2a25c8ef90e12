// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ · gamma^t.
 *
 * @param gamma factor of each epoch, above 0
 */
public record Exponential(double gamma, Per per) implements TimedSchedule {
    /** Ours: a decade in 45 epochs. PyTorch has no default. */
    public static final Exponential DEFAULT = new Exponential(0.95, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Multiplies the learning rate by gamma after every epoch.",
            List.of(
                    Schema.Key.real("gamma", "Factor of each epoch.", Schema.Interval.POSITIVE, DEFAULT.gamma),
                    Per.SCHEMA_KEY));

    public Exponential {
        Schema.Interval.POSITIVE.require("gamma", gamma);
    }

    static Exponential read(JsonNode keys) {
        return new Exponential(keys.get("gamma").doubleValue(), Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        return base * Curves.power(gamma, (double) tick / ticks, ticks);
    }
}
