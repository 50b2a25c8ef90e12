// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * How a loss answers to learning rate and momentum: what counts is the rate times 1 / (1 - momentum), so that the
 * valley runs along a diagonal; beside it training does not move, and above it, it diverges.
 *
 * <p>With a = lg rate - lg(1 - momentum) the value is 0.25 + 1.5 (1 - exp(-(a + 1)² / (2 · 0.7²))) + 0.02 (lg(1 -
 * momentum) + 1)², diverged where a is above 0.4; 0.25 at rate 0.01 and momentum 0.9. Ours. Made for rates in [1e-6,
 * 10] and momentum in [0, 0.999].
 */
final class LearningRateMomentum implements TestFunction {
    static final double MINIMUM = 0.25;

    /** By how many decades the shift moves the learning rate at most. */
    static final double DECADES = 0.6;

    private static final double VALLEY = -1;
    private static final double WIDTH = 0.7;
    private static final double CLIFF = 1.4;

    @Override
    public Schema.Section schema() {
        return new Schema.Section(
                "A valley along learning rate / (1 - momentum), with divergence above it.",
                List.of(
                        new Schema.Key(
                                "learningRate",
                                new Schema.Real("In [1e-6, 10].", Schema.Interval.POSITIVE),
                                true,
                                null),
                        new Schema.Key(
                                "momentum",
                                new Schema.Real("In [0, 0.999].", Schema.Interval.halfOpen(0, 1)),
                                true,
                                null)));
    }

    @Override
    public double minimum(ObjectNode arguments) {
        return MINIMUM;
    }

    @Override
    public double at(ObjectNode arguments, Shift shift, int epoch) {
        double damping = StrictMath.log10(1 - arguments.path("momentum").doubleValue());
        double across = StrictMath.log10(arguments.path("learningRate").doubleValue())
                - damping
                - shift.along(0, DECADES)
                - VALLEY;
        if (across > CLIFF) return Double.NaN;
        return MINIMUM
                + 1.5 * (1 - StrictMath.exp(-across * across / (2 * WIDTH * WIDTH)))
                + 0.02 * (damping + 1) * (damping + 1);
    }
}
