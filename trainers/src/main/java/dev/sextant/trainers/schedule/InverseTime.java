// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = η₀ / (1 + decayRate · t / decaySteps); as a staircase t / decaySteps is rounded down.
 *
 * <p>Source: Keras's InverseTimeDecay; PyTorch has none.
 *
 * @param decayRate at least 0
 * @param decaySteps epochs, at least 1
 * @param staircase whether the rate falls in steps, each decaySteps long
 */
public record InverseTime(double decayRate, int decaySteps, boolean staircase, Per per) implements TimedSchedule {
    private static final Schema.Interval RATE = Schema.Interval.atLeast(0);

    /** Ours: half the rate after 10 epochs. Keras has no default but for the staircase. */
    public static final InverseTime DEFAULT = new InverseTime(0.1, 1, false, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Divides the learning rate by a number that grows evenly.",
            List.of(
                    Schema.Key.real(
                            "decayRate", "Growth of the divisor in decaySteps epochs.", RATE, DEFAULT.decayRate),
                    Schema.Key.whole(
                            "decaySteps",
                            "Epochs in which the divisor grows by decayRate.",
                            Lengths.FROM_1,
                            DEFAULT.decaySteps),
                    new Schema.Key(
                            "staircase",
                            new Schema.Flag("Whether the learning rate falls in steps, each decaySteps epochs long."),
                            false,
                            BooleanNode.valueOf(DEFAULT.staircase)),
                    Per.SCHEMA_KEY));

    public InverseTime {
        RATE.require("decayRate", decayRate);
        Lengths.FROM_1.require("decaySteps", decaySteps);
    }

    static InverseTime read(JsonNode keys) {
        return new InverseTime(
                keys.get("decayRate").doubleValue(),
                keys.get("decaySteps").intValue(),
                keys.get("staircase").booleanValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        long length = (long) decaySteps * ticks;
        double passed = staircase ? (double) Math.floorDiv(tick, length) : (double) tick / length;
        return base / (1 + decayRate * passed);
    }
}
