// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * η(t) = etaMin + (η₀ − etaMin) · (1 + cos(π t / tMax)) / 2. No restart: after tMax the rate rises again along the same
 * curve.
 *
 * @param tMax epochs until the lowest rate, at least 1
 * @param etaMin the lowest rate, at least 0
 */
public record Cosine(int tMax, double etaMin, Per per) implements TimedSchedule {
    /** PyTorch's CosineAnnealingLR. tMax has no constant: where it is not written it is the training's epochs. */
    public static final double DEFAULT_ETA_MIN = 0;

    private static final Schema.Interval ETA_MIN = Schema.Interval.atLeast(0);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Lowers the learning rate along half a cosine.",
            List.of(
                    Lengths.ofTraining(Lengths.T_MAX, "Epochs until the lowest learning rate"),
                    Schema.Key.real("etaMin", "The lowest learning rate.", ETA_MIN, DEFAULT_ETA_MIN),
                    Per.SCHEMA_KEY));

    public Cosine {
        Lengths.FROM_1.require("tMax", tMax);
        ETA_MIN.require("etaMin", etaMin);
    }

    static Cosine read(JsonNode keys, int epochs) {
        return new Cosine(
                keys.has("tMax") ? keys.get("tMax").intValue() : epochs,
                keys.get("etaMin").doubleValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        return Curves.cosine(base, etaMin, (double) tick, (double) tMax * ticks);
    }
}
