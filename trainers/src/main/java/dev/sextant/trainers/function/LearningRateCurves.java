// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * Learning curves that cross: the best learning rate falls from 0.07 after one epoch to 0.005 after 81, so that whoever
 * judges early judges wrong, and large rates diverge late.
 *
 * <p>With x = lg rate the curve falls from 2.3 as 1 / (1 + 10^(x + 2) t) towards 0.2 + 0.1 (x + 2.7)² + 0.15 max(0, x +
 * 2.3); above x = -0.7 it diverges, the sooner the larger the rate. Ours. Made for rates in [1e-5, 1].
 */
final class LearningRateCurves implements TestFunction {
    static final int EPOCHS = 81;

    /** At x = -2.3, where the curve's end has a kink. */
    static final double MINIMUM = value(-2.3, EPOCHS);

    private static final double START = 2.3;
    private static final double CLIFF = -0.7;

    @Override
    public Schema.Section schema() {
        return new Schema.Section(
                "Learning curves of 81 epochs that cross: the best learning rate falls while they run.",
                List.of(new Schema.Key(
                        "learningRate", new Schema.Real("In [1e-5, 1].", Schema.Interval.POSITIVE), true, null)));
    }

    @Override
    public int epochs() {
        return EPOCHS;
    }

    @Override
    public double minimum(ObjectNode arguments) {
        return MINIMUM;
    }

    @Override
    public double at(ObjectNode arguments, Shift shift, int epoch) {
        return value(
                StrictMath.log10(arguments.path("learningRate").doubleValue())
                        - shift.along(0, LearningRateMomentum.DECADES),
                epoch);
    }

    private static double value(double x, int epoch) {
        if (x > CLIFF) {
            double last = StrictMath.ceil(EPOCHS * StrictMath.pow(10, -3 * (x - CLIFF)));
            if (epoch >= Math.max(1, last)) return Double.NaN;
        }
        double end = 0.2 + 0.1 * (x + 2.7) * (x + 2.7) + 0.15 * Math.max(0, x + 2.3);
        return end + (START - end) / (1 + StrictMath.pow(10, x + 2) * epoch);
    }
}
