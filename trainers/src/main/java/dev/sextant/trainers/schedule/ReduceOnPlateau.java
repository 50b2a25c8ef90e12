// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sextant.engine.spi.Schema;
import dev.sextant.engine.trial.Direction;
import dev.sextant.trainers.state.StateFormatException;
import dev.sextant.trainers.state.StateReader;
import dev.sextant.trainers.state.StateWriter;
import java.util.List;

/**
 * Multiplies the rate by factor once the watched metric has not improved for more than patience epochs.
 *
 * <p>Source: PyTorch's ReduceLROnPlateau. It fires when the bad epochs <em>exceed</em> patience (Keras: reach it); NaN
 * is a bad epoch and never becomes the best.
 *
 * @param factor in (0, 1)
 * @param patience bad epochs that are borne, at least 0
 * @param threshold how much better a value must be to count, at least 0
 * @param mode whether the threshold is a share of the best value or a difference to it
 * @param cooldown epochs after a reduction that count neither way, at least 0
 * @param minRate lowest rate, at least 0
 * @param epsilon reductions of at most this are not made, at least 0
 */
public record ReduceOnPlateau(
        double factor, int patience, double threshold, Mode mode, int cooldown, double minRate, double epsilon)
        implements Schedule {
    /** What a threshold is measured by. */
    public enum Mode {
        RELATIVE,
        ABSOLUTE
    }

    private static final Schema.Interval FACTOR = Schema.Interval.open(0, 1);
    private static final Schema.Interval AT_LEAST_0 = Schema.Interval.atLeast(0);

    /** PyTorch's ReduceLROnPlateau. */
    public static final ReduceOnPlateau DEFAULT = new ReduceOnPlateau(0.1, 10, 1e-4, Mode.RELATIVE, 0, 0, 1e-8);

    static final Schema.Section SCHEMA = new Schema.Section(
            "Multiplies the learning rate by factor when the objective has not improved for more than patience epochs.",
            List.of(
                    Schema.Key.real("factor", "Factor of each reduction.", FACTOR, DEFAULT.factor),
                    Schema.Key.whole(
                            "patience", "Epochs without improvement that are borne.", Lengths.FROM_0, DEFAULT.patience),
                    Schema.Key.real(
                            "threshold", "How much better a value must be to count.", AT_LEAST_0, DEFAULT.threshold),
                    new Schema.Key(
                            "thresholdMode",
                            new Schema.Text(
                                    "Whether threshold is a share of the best value or a difference to it.",
                                    List.of("rel", "abs")),
                            false,
                            JsonNodeFactory.instance.textNode("rel")),
                    Schema.Key.whole(
                            "cooldown",
                            "Epochs after a reduction that do not count.",
                            Lengths.FROM_0,
                            DEFAULT.cooldown),
                    Schema.Key.real("minRate", "The lowest learning rate.", AT_LEAST_0, DEFAULT.minRate),
                    Schema.Key.real(
                            "epsilon", "Reductions of at most this are not made.", AT_LEAST_0, DEFAULT.epsilon)));

    public ReduceOnPlateau {
        FACTOR.require("factor", factor);
        Lengths.FROM_0.require("patience", patience);
        AT_LEAST_0.require("threshold", threshold);
        Lengths.FROM_0.require("cooldown", cooldown);
        AT_LEAST_0.require("minRate", minRate);
        AT_LEAST_0.require("epsilon", epsilon);
    }

    static ReduceOnPlateau read(JsonNode keys) {
        String mode = keys.get("thresholdMode").asText();
        return new ReduceOnPlateau(
                keys.get("factor").doubleValue(),
                keys.get("patience").intValue(),
                keys.get("threshold").doubleValue(),
                switch (mode) {
                    case "rel" -> Mode.RELATIVE;
                    case "abs" -> Mode.ABSOLUTE;
                    default ->
                        throw new IllegalArgumentException(
                                "thresholdMode must be \"rel\" or \"abs\", got \"%s\"".formatted(mode));
                },
                keys.get("cooldown").intValue(),
                keys.get("minRate").doubleValue(),
                keys.get("epsilon").doubleValue());
    }

    @Override
    public Course start(double base, Direction direction, int batches) {
        Schema.Interval.POSITIVE.require("the learning rate", base);
        return new Watch(base, direction);
    }

    private final class Watch implements Course {
        private final Direction direction;
        private double rate;
        private double best;
        private int bad;
        private int cooling;

        private Watch(double base, Direction direction) {
            this.rate = base;
            this.direction = direction;
            this.best = switch (direction) {
                case MINIMIZE -> Double.POSITIVE_INFINITY;
                case MAXIMIZE -> Double.NEGATIVE_INFINITY;
            };
        }

        @Override
        public double rate() {
            return rate;
        }

        @Override
        public void advance(double metric) {
            if (improves(metric)) {
                best = metric;
                bad = 0;
            } else {
                bad++;
            }
            if (cooling > 0) {
                cooling--;
                bad = 0;
            }
            if (bad > patience) {
                double reduced = Math.max(rate * factor, minRate);
                if (rate - reduced > epsilon) rate = reduced;
                cooling = cooldown;
                bad = 0;
            }
        }

        /** False for NaN. */
        private boolean improves(double metric) {
            return switch (direction) {
                case MINIMIZE -> metric < (mode == Mode.RELATIVE ? best * (1 - threshold) : best - threshold);
                case MAXIMIZE -> metric > (mode == Mode.RELATIVE ? best * (1 + threshold) : best + threshold);
            };
        }

        @Override
        public void write(StateWriter out) {
            out.of("plateau").put(rate).put(best).put(bad).put(cooling);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("plateau");
            rate = in.real();
            best = in.real();
            bad = in.whole(Integer.MAX_VALUE);
            cooling = in.whole(Integer.MAX_VALUE);
        }
    }
}
