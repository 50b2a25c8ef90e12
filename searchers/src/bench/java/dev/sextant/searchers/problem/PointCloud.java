// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.Arrays;
import java.util.List;

/** Recorded configurations strewn over a space: each configuration has the result of the nearest one. */
final class PointCloud {
    private PointCloud() {}

    /** @param columns one array of recorded numbers for each parameter */
    static Problem of(String name, List<Parameter> parameters, double[][] columns, double[] results) {
        int dimensions = parameters.size();
        double[] points = new double[results.length * dimensions];
        for (int i = 0; i < results.length; i++)
            for (int j = 0; j < dimensions; j++) {
                Domain domain = parameters.get(j).domain();
                Value value = domain instanceof Domain.Whole
                        ? new Value.Whole((long) columns[j][i])
                        : new Value.Real(columns[j][i]);
                points[i * dimensions + j] = domain.toUnit(value);
            }
        Space space = Space.of(parameters);
        return new Problem(
                name,
                space,
                configuration -> results[nearest(points, space.toUnit(configuration))],
                Problem.Readout.EXACT,
                Arrays.stream(results).filter(Double::isFinite).min().orElseThrow());
    }

    private static int nearest(double[] points, double[] x) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i * x.length < points.length; i++) {
            double distance = 0;
            for (int j = 0; j < x.length; j++) {
                double way = points[i * x.length + j] - x[j];
                distance += way * way;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
