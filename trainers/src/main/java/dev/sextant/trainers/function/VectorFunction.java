// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.Draws;
import dev.sextant.engine.spi.Schema;
import java.util.List;

/** A function of a vector, which documents hold as {@code "x": […]}. */
interface VectorFunction extends TestFunction {
    /** The most arguments that a function without a fixed number of them may have. */
    int MOST = 100;

    /** For documentation, with the range that the function is published for. */
    String description();

    int fewest();

    default int most() {
        return MOST;
    }

    /** How far at most the shift moves the minimum along one argument; it stays within the published range. */
    double reach();

    /** @param study what is drawn for the function itself is drawn from here */
    double at(double[] x, Draws study);

    /** @param arguments how many */
    double minimum(int arguments);

    @Override
    default Schema.Section schema() {
        return new Schema.Section(
                description(),
                List.of(new Schema.Key(
                        "x",
                        new Schema.Items(
                                "The arguments, one domain or number each.",
                                new Schema.Real("An argument.", Schema.Interval.ANY),
                                fewest(),
                                most()),
                        true,
                        null)));
    }

    @Override
    default double minimum(ObjectNode arguments) {
        return minimum(arguments.path("x").size());
    }

    @Override
    default double at(ObjectNode arguments, Shift shift, int epoch) {
        JsonNode written = arguments.path("x");
        double[] x = new double[written.size()];
        for (int i = 0; i < x.length; i++) x[i] = written.get(i).doubleValue() - shift.along(i, reach());
        return at(x, shift.draws());
    }
}
