// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/**
 * Branin's function of two arguments, published for x1 in [-5, 10] and x2 in [0, 15]: three valleys of equal depth, at
 * (-π, 12.275), (π, 2.275) and (3π, 2.475).
 *
 * <p>Source: Dixon and Szegő 1978, "The global optimisation problem: an introduction", in Towards Global Optimisation
 * 2.
 */
final class Branin implements TestFunction {
    /** At each of the three the square vanishes and the cosine is -1. */
    static final double MINIMUM = 10 / (8 * Math.PI);

    private static final double B = 5.1 / (4 * Math.PI * Math.PI);
    private static final double C = 5 / Math.PI;

    /** A tenth of either range. */
    private static final double REACH = 1.5;

    @Override
    public Schema.Section schema() {
        return new Schema.Section(
                "Branin: three equal valleys on x1 in [-5, 10], x2 in [0, 15].",
                List.of(
                        new Schema.Key("x1", new Schema.Real("In [-5, 10].", Schema.Interval.ANY), true, null),
                        new Schema.Key("x2", new Schema.Real("In [0, 15].", Schema.Interval.ANY), true, null)));
    }

    @Override
    public double minimum(ObjectNode arguments) {
        return MINIMUM;
    }

    @Override
    public double at(ObjectNode arguments, Shift shift, int epoch) {
        double x1 = arguments.path("x1").doubleValue() - shift.along(0, REACH);
        double x2 = arguments.path("x2").doubleValue() - shift.along(1, REACH);
        double square = x2 - B * x1 * x1 + C * x1 - 6;
        return square * square + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x1) + 10;
    }
}
