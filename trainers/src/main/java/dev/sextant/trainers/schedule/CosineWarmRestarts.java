// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * Half a cosine that begins again at η₀: η = etaMin + (η₀ − etaMin) · (1 + cos(π c / T)) / 2, c ticks into a period of
 * T. The first period has t0 epochs, every other tMult times as many as the one before.
 *
 * <p>Source: PyTorch's CosineAnnealingWarmRestarts (SGDR, Loshchilov and Hutter 2017).
 *
 * @param t0 epochs of the first period, at least 1
 * @param tMult at least 1
 * @param etaMin the rate that a period falls to, at least 0
 */
public record CosineWarmRestarts(int t0, int tMult, double etaMin, Per per) implements TimedSchedule {
    private static final Schema.Interval ETA_MIN = Schema.Interval.atLeast(0);

    /** tMult and etaMin are PyTorch's; it has no default for t0. */
    public static final CosineWarmRestarts DEFAULT = new CosineWarmRestarts(10, 1, 0, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Lowers the learning rate along half a cosine, again and again from the top.",
            List.of(
                    Schema.Key.whole("t0", "Epochs of the first period.", Lengths.FROM_1, DEFAULT.t0),
                    Schema.Key.whole(
                            "tMult",
                            "By how much each period is longer than the one before.",
                            Lengths.FROM_1,
                            DEFAULT.tMult),
                    Schema.Key.real("etaMin", "The lowest learning rate.", ETA_MIN, DEFAULT.etaMin),
                    Per.SCHEMA_KEY));

    public CosineWarmRestarts {
        Lengths.FROM_1.require("t0", t0);
        Lengths.FROM_1.require("tMult", tMult);
        ETA_MIN.require("etaMin", etaMin);
    }

    static CosineWarmRestarts read(JsonNode keys) {
        return new CosineWarmRestarts(
                keys.get("t0").intValue(),
                keys.get("tMult").intValue(),
                keys.get("etaMin").doubleValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        long period = (long) t0 * ticks;
        long since = tick;
        if (tMult == 1) {
            since %= period;
        } else {
            // Whole numbers: a logarithm would miss a restart by its rounding. A period that is begun has at most
            // tMult times as many ticks as there were, so that it cannot overflow.
            while (since >= period) {
                since -= period;
                period *= tMult;
            }
        }
        return Curves.cosine(base, etaMin, (double) since, (double) period);
    }
}
