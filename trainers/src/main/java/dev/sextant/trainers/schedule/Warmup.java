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
 * Climbs in a straight line to the rate with which another schedule begins, and then gives way to it: in the first W =
 * iters epochs η(t) = η₁ · (startFactor + (1 − startFactor) · t / W), where η₁ is the other's first rate. The other
 * starts afterwards, from its own epoch 0, and sees no metric of the warm-up.
 *
 * <p>Source: PyTorch's SequentialLR of a LinearLR and the other; the same where the other begins at η₀, as most do.
 *
 * @param iters epochs of the climb, at least 1
 * @param startFactor factor of the first epoch, in (0, 1]
 * @param per what the climb counts; the other schedule has its own
 */
public record Warmup(int iters, double startFactor, Per per, Schedule then) implements Schedule {
    static final String KEY = "warmup";

    /** Ours. */
    public static final double DEFAULT_START_FACTOR = 0.1;

    private static final Schema.Interval START = new Schema.Interval(0, true, 1, false);

    /** Stands in the section of every schedule. */
    static final Schema.Key SCHEMA_KEY = new Schema.Key(
            KEY,
            new Schema.AnyOf(
                    "Epochs in which the learning rate climbs before the schedule begins at its own epoch 0, or an"
                            + " object that says more.",
                    List.of(
                            new Schema.Whole("Epochs of the climb.", Lengths.FROM_0),
                            new Schema.Section(
                                    "A climb before the schedule begins.",
                                    List.of(
                                            new Schema.Key(
                                                    "iters",
                                                    new Schema.Whole("Epochs of the climb.", Lengths.FROM_0),
                                                    true,
                                                    null),
                                            Schema.Key.real(
                                                    "startFactor",
                                                    "The first learning rate as a share of that at the climb's end.",
                                                    START,
                                                    DEFAULT_START_FACTOR),
                                            Per.SCHEMA_KEY)))),
            false,
            JsonNodeFactory.instance.numberNode(0));

    public Warmup {
        Lengths.FROM_1.require("iters", iters);
        START.require("startFactor", startFactor);
    }

    /** The epochs that a schedule's keys set apart for its warm-up. */
    static int epochs(JsonNode keys) {
        JsonNode written = keys.path(KEY);
        int epochs = (written.isObject() ? written.path("iters") : written).asInt();
        Lengths.FROM_0.require(KEY, epochs);
        return epochs;
    }

    /** The schedule with the warm-up, if any, that its keys ask for. */
    static Schedule before(Schedule then, JsonNode keys) {
        int epochs = epochs(keys);
        if (epochs == 0) return then;
        JsonNode written = keys.get(KEY);
        return written.isObject()
                ? new Warmup(epochs, written.get("startFactor").doubleValue(), Per.read(written), then)
                : new Warmup(epochs, DEFAULT_START_FACTOR, Per.DEFAULT, then);
    }

    @Override
    public Course start(double base, Direction direction, int batches) {
        return new Climb(then.start(base, direction, batches), per.ticks(batches));
    }

    private final class Climb implements Course {
        private final Course after;
        private final int ticksPerEpoch;
        private final long length;
        private long epochs;
        private long tick;

        private Climb(Course after, int ticksPerEpoch) {
            this.after = after;
            this.ticksPerEpoch = ticksPerEpoch;
            length = (long) iters * ticksPerEpoch;
        }

        private boolean over() {
            return epochs >= iters;
        }

        @Override
        public double rate() {
            return over() ? after.rate() : after.rate() * (startFactor + (1 - startFactor) * tick / length);
        }

        @Override
        public double momentum() {
            return after.momentum();
        }

        @Override
        public void batch() {
            if (over()) after.batch();
            else if (tick + 1 < (epochs + 1) * ticksPerEpoch) tick++;
        }

        @Override
        public void advance(double metric) {
            if (over()) after.advance(metric);
            else tick = ++epochs * ticksPerEpoch;
        }

        @Override
        public void write(StateWriter out) {
            out.of("warmup").put(epochs).put(tick).put(after);
        }

        @Override
        public void read(StateReader in) throws StateFormatException {
            in.of("warmup");
            epochs = in.wide(Integer.MAX_VALUE);
            tick = in.wide((epochs + 1) * ticksPerEpoch);
            in.into(after);
        }
    }
}
