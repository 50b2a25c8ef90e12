// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * One climb from η₀ / divFactor to η₀ and one fall to η₀ / (divFactor · finalDivFactor), while the momentum falls and
 * climbs. With N ticks the peak is at tick pctStart · N − 1 and the end at tick N − 1. In three phases the fall is the
 * mirror image of the climb, to tick 2 · pctStart · N − 2, and what is left goes to the end.
 *
 * <p>Source: PyTorch's OneCycleLR (Smith and Topin 2018). Departures: beyond the last tick, where PyTorch raises an
 * error, the rate stays; a climb without a tick is passed over instead of giving NaN.
 *
 * @param totalSteps epochs, at least 1
 * @param pctStart share of the climb, in [0, 1]; in three phases at most 0.5
 * @param divFactor at least 1
 * @param finalDivFactor at least 1
 * @param cycleMomentum whether the momentum moves too
 * @param baseMomentum momentum at the peak, in [0, 1)
 * @param maxMomentum momentum at both ends, in [0, 1)
 */
public record OneCycle(
        int totalSteps,
        double pctStart,
        Anneal anneal,
        boolean threePhase,
        double divFactor,
        double finalDivFactor,
        boolean cycleMomentum,
        double baseMomentum,
        double maxMomentum,
        Per per)
        implements TimedSchedule {
    /** The line between two phases' ends. */
    public enum Anneal {
        COSINE("cosine"),
        LINEAR("linear");

        private final String text;

        Anneal(String text) {
            this.text = text;
        }

        private static Anneal read(JsonNode written) {
            for (Anneal anneal : values()) if (anneal.text.equals(written.textValue())) return anneal;
            throw new IllegalArgumentException("anneal must be \"cosine\" or \"linear\", got " + written);
        }
    }

    private static final Schema.Interval FACTOR = Schema.Interval.atLeast(1);
    private static final Schema.Interval MOMENTUM = Schema.Interval.halfOpen(0, 1);
    private static final double MOST_IN_THREE_PHASES = 0.5;

    /** PyTorch's OneCycleLR, but for totalSteps: where it is not written it is the training's epochs. */
    public static final OneCycle DEFAULT =
            new OneCycle(1, 0.3, Anneal.COSINE, false, 25, 1e4, true, 0.85, 0.95, Per.DEFAULT);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Raises the learning rate to learningRate, which is the peak, and lowers it to almost nothing.",
            List.of(
                    Lengths.ofTraining(Lengths.TOTAL_STEPS, "Epochs of the cycle"),
                    Schema.Key.real(
                            "pctStart",
                            "Share of the climb; in three phases at most 0.5.",
                            Schema.Interval.UNIT,
                            DEFAULT.pctStart),
                    new Schema.Key(
                            "anneal",
                            new Schema.Text(
                                    "The form of climb and fall.", List.of(Anneal.COSINE.text, Anneal.LINEAR.text)),
                            false,
                            JsonNodeFactory.instance.textNode(DEFAULT.anneal.text)),
                    new Schema.Key(
                            "threePhase",
                            new Schema.Flag("Whether the fall first mirrors the climb, and then goes on to the end."),
                            false,
                            BooleanNode.valueOf(DEFAULT.threePhase)),
                    Schema.Key.real(
                            "divFactor", "The peak divided by the first learning rate.", FACTOR, DEFAULT.divFactor),
                    Schema.Key.real(
                            "finalDivFactor",
                            "The first learning rate divided by the last.",
                            FACTOR,
                            DEFAULT.finalDivFactor),
                    new Schema.Key(
                            "cycleMomentum",
                            new Schema.Flag("Whether momentum (or Adam's beta1) falls while the rate climbs."),
                            false,
                            BooleanNode.valueOf(DEFAULT.cycleMomentum)),
                    Schema.Key.real("baseMomentum", "Momentum at the peak.", MOMENTUM, DEFAULT.baseMomentum),
                    Schema.Key.real("maxMomentum", "Momentum at both ends.", MOMENTUM, DEFAULT.maxMomentum),
                    Per.SCHEMA_KEY));

    public OneCycle {
        Lengths.FROM_1.require("totalSteps", totalSteps);
        Schema.Interval.UNIT.require("pctStart", pctStart);
        if (threePhase && pctStart > MOST_IN_THREE_PHASES)
            throw new IllegalArgumentException(
                    "pctStart (%s) must be at most 0.5 in three phases: climb and fall take the same time each"
                            .formatted(pctStart));
        FACTOR.require("divFactor", divFactor);
        FACTOR.require("finalDivFactor", finalDivFactor);
        MOMENTUM.require("baseMomentum", baseMomentum);
        MOMENTUM.require("maxMomentum", maxMomentum);
    }

    static OneCycle read(JsonNode keys, int epochs) {
        return new OneCycle(
                keys.has("totalSteps") ? keys.get("totalSteps").intValue() : epochs,
                keys.get("pctStart").doubleValue(),
                Anneal.read(keys.get("anneal")),
                keys.get("threePhase").booleanValue(),
                keys.get("divFactor").doubleValue(),
                keys.get("finalDivFactor").doubleValue(),
                keys.get("cycleMomentum").booleanValue(),
                keys.get("baseMomentum").doubleValue(),
                keys.get("maxMomentum").doubleValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        double first = base / divFactor;
        return at(tick, ticks, first, base, first / finalDivFactor);
    }

    @Override
    public double momentum(long tick, int ticks) {
        return cycleMomentum ? at(tick, ticks, maxMomentum, baseMomentum, maxMomentum) : Double.NaN;
    }

    private double at(long tick, int ticks, double first, double peak, double last) {
        double end = (double) totalSteps * ticks - 1;
        double up = pctStart * ((double) totalSteps * ticks) - 1;
        if (tick <= up) return between(first, peak, tick, 0, up);
        if (!threePhase) return between(peak, last, tick, up, end);
        double down = 2 * pctStart * ((double) totalSteps * ticks) - 2;
        return tick <= down ? between(peak, first, tick, up, down) : between(first, last, tick, down, end);
    }

    private double between(double from, double to, long tick, double begin, double end) {
        double share = end > begin ? Math.min((tick - begin) / (end - begin), 1) : 1;
        return switch (anneal) {
            case COSINE -> Curves.cosine(from, to, share, 1);
            case LINEAR -> from + (to - from) * share;
        };
    }
}
