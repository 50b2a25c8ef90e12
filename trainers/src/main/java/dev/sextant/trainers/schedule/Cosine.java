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
public record Cosine(int tMax, double etaMin) implements EpochSchedule {
    /** PyTorch's CosineAnnealingLR. tMax has no constant: where it is not written it is the training's epochs. */
    public static final double DEFAULT_ETA_MIN = 0;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Lowers the learning rate along half a cosine.",
            List.of(
                    new Schema.Key(
                            "tMax",
                            new Schema.Whole(
                                    "Epochs until the lowest learning rate; default: the training's epochs.",
                                    Lengths.FROM_1),
                            false,
                            null),
                    Schema.Key.real(
                            "etaMin", "The lowest learning rate.", Schema.Interval.atLeast(0), DEFAULT_ETA_MIN)));

    public Cosine {
        Lengths.FROM_1.require("tMax", tMax);
        Schema.Interval.atLeast(0).require("etaMin", etaMin);
    }

    static Cosine read(JsonNode keys, int epochs) {
        return new Cosine(
                keys.has("tMax") ? keys.get("tMax").intValue() : epochs,
                keys.get("etaMin").doubleValue());
    }

    @Override
    public double rate(double base, int finished) {
        return etaMin + (base - etaMin) * (1 + StrictMath.cos(StrictMath.PI * finished / tMax)) / 2;
    }
}
