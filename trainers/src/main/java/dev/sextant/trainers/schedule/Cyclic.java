// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up and down in straight lines: η(t) = baseRate + (η₀ − baseRate) · s · f, where s climbs from 0 to 1 in stepSizeUp
 * and falls back in stepSizeDown. η₀ is the largest rate.
 *
 * <p>Source: PyTorch's CyclicLR (Smith 2017). Departures: lengths are epochs, so that PyTorch's 2000 mini-batches are
 * no default here; momentum is left to the optimizer ({@link OneCycle} moves it); gamma is at most 1, so that a rate
 * never leaves the range between baseRate and η₀.
 *
 * @param baseRate the lowest rate, at least 0; null for a tenth of η₀. Above η₀ the cycle stands on its head
 * @param stepSizeUp epochs, at least 1
 * @param stepSizeDown epochs, at least 1
 * @param gamma factor of each epoch in {@link Mode#EXPONENTIAL_RANGE}, in (0, 1]; elsewhere it has no meaning
 */
public record Cyclic(@Nullable Double baseRate, int stepSizeUp, int stepSizeDown, Mode mode, double gamma, Per per)
        implements TimedSchedule {
    /** What becomes of the peaks: the factor f. */
    public enum Mode {
        /** f = 1. */
        TRIANGULAR("triangular"),
        /** f halves with every cycle. */
        TRIANGULAR2("triangular2"),
        /** f = gamma^t. */
        EXPONENTIAL_RANGE("exponentialRange");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        private static Mode read(JsonNode written) {
            for (Mode mode : values()) if (mode.text.equals(written.textValue())) return mode;
            throw new IllegalArgumentException(
                    "mode must be one of %s, got %s".formatted(String.join(", ", names()), written));
        }

        private static List<String> names() {
            return Arrays.stream(values()).map(mode -> mode.text).toList();
        }
    }

    private static final Schema.Interval RATE = Schema.Interval.atLeast(0);
    private static final Schema.Interval GAMMA = new Schema.Interval(0, true, 1, false);

    /** mode and gamma are PyTorch's. Half a cycle has 2 to 10 epochs in Smith's paper; the tenth is ours. */
    public static final Cyclic DEFAULT = new Cyclic(null, 5, 5, Mode.TRIANGULAR, 1, Per.DEFAULT);

    /** The lowest rate as a share of the largest, where it is not written. */
    public static final double DEFAULT_LOWEST = 0.1;

    static final Schema.Section SCHEMA = new Schema.Section(
            "Moves the learning rate up and down between baseRate and learningRate, which is the largest.",
            List.of(
                    new Schema.Key(
                            "baseRate",
                            new Schema.Real("The lowest learning rate; default: a tenth of learningRate.", RATE),
                            false,
                            null),
                    Schema.Key.whole("stepSizeUp", "Epochs from low to high.", Lengths.FROM_1, DEFAULT.stepSizeUp),
                    new Schema.Key(
                            "stepSizeDown",
                            new Schema.Whole("Epochs from high to low; default: stepSizeUp.", Lengths.FROM_1),
                            false,
                            null),
                    new Schema.Key(
                            "mode",
                            new Schema.Text(
                                    "Whether every peak is as high as the first, half as high as the one before, or"
                                            + " gamma lower with every epoch.",
                                    Mode.names()),
                            false,
                            JsonNodeFactory.instance.textNode(DEFAULT.mode.text)),
                    Schema.Key.real("gamma", "Factor of each epoch in exponentialRange.", GAMMA, DEFAULT.gamma),
                    Per.SCHEMA_KEY));

    public Cyclic {
        if (baseRate != null) RATE.require("baseRate", baseRate);
        Lengths.FROM_1.require("stepSizeUp", stepSizeUp);
        Lengths.FROM_1.require("stepSizeDown", stepSizeDown);
        GAMMA.require("gamma", gamma);
    }

    static Cyclic read(JsonNode keys) {
        int up = keys.get("stepSizeUp").intValue();
        return new Cyclic(
                keys.has("baseRate") ? keys.get("baseRate").doubleValue() : null,
                up,
                keys.has("stepSizeDown") ? keys.get("stepSizeDown").intValue() : up,
                Mode.read(keys.get("mode")),
                keys.get("gamma").doubleValue(),
                Per.read(keys));
    }

    @Override
    public double rate(double base, long tick, int ticks) {
        double lowest = baseRate == null ? DEFAULT_LOWEST * base : baseRate;
        long up = (long) stepSizeUp * ticks;
        long cycle = up + (long) stepSizeDown * ticks;
        long within = tick % cycle;
        double height = within <= up ? (double) within / up : (double) (cycle - within) / (cycle - up);
        double factor = switch (mode) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> Math.scalb(1.0, -(int) Math.min(Math.floorDiv(tick, cycle), 2000));
            case EXPONENTIAL_RANGE -> Curves.power(gamma, (double) tick / ticks, ticks);
        };
        return lowest + (base - lowest) * (height * factor);
    }
}
