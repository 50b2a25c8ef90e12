// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.GridPoints;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.spi.Surrogate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response along single parameters and pairs, everything else as in the best configuration that a model knows.
 * Where another option brings parameters of its own, those stand at their defaults, or for a schedule as in the best
 * that is known of it.
 */
final class Slices {
    /** Values of each of the two parameters of a contour. */
    private static final int CONTOUR = 25;

    private final Surrogate surrogate;
    private final Space space;
    private final Units units;
    private final Configuration best;
    private final double[] centre;

    Slices(Surrogate surrogate, Space space, Units units, Configuration best) {
        this.surrogate = surrogate;
        this.space = space;
        this.units = units;
        this.best = best;
        centre = space.toUnit(best);
        for (int d = 0; d < centre.length; d++) {
            Parameter parameter = space.parameters().get(d);
            if (best.get(parameter.path()) == null)
                centre[d] = parameter.domain().toUnit(parameter.preset());
        }
    }

    /**
     * One for each of these parameters that is active at the best and has more than one value.
     *
     * @param schedules the best configuration of each option of the schedule, under the schedule's path; empty where
     *     there is none to choose
     */
    List<Slice> of(List<Parameter> parameters, Map<String, List<Configuration>> schedules) {
        List<Slice> slices = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (best.get(parameter.path()) == null) continue;
            List<Value> values = values(parameter.domain());
            List<Configuration> points = schedules.get(parameter.path());
            if (points == null || points.size() != values.size())
                points = values.stream().map(value -> moved(parameter, value)).toList();
            Surrogate.Posterior posterior = surrogate.at(points);
            slices.add(new Slice(parameter.path(), values, units.normal(posterior.mean(), posterior.variance())));
        }
        return slices;
    }

    private static List<Value> values(Domain domain) {
        return domain instanceof Domain.Choice ? GridPoints.of(domain) : RateLine.evenly(domain, RateLine.POINTS);
    }

    private Configuration moved(Parameter parameter, Value value) {
        double[] unit = centre.clone();
        unit[space.indexOf(parameter.path())] = parameter.domain().toUnit(value);
        return space.fromUnit(unit);
    }

    /** Over the first two of these parameters that are ranges and active at the best; null where there are fewer. */
    @Nullable
    Contour contour(List<Parameter> parameters) {
        List<Parameter> two = parameters.stream()
                .filter(parameter ->
                        !(parameter.domain() instanceof Domain.Choice) && best.get(parameter.path()) != null)
                .limit(2)
                .toList();
        if (two.size() < 2) return null;
        Parameter x = two.getFirst();
        Parameter y = two.getLast();
        List<Value> xs = RateLine.evenly(x.domain(), CONTOUR);
        List<Value> ys = RateLine.evenly(y.domain(), CONTOUR);
        List<Configuration> points = new ArrayList<>();
        for (Value row : ys)
            for (Value column : xs) {
                double[] unit = centre.clone();
                unit[space.indexOf(x.path())] = x.domain().toUnit(column);
                unit[space.indexOf(y.path())] = y.domain().toUnit(row);
                points.add(space.fromUnit(unit));
            }
        double[] latent = surrogate.at(points).mean();
        double[][] mean = new double[ys.size()][xs.size()];
        for (int i = 0; i < latent.length; i++) mean[i / xs.size()][i % xs.size()] = units.value(latent[i]);
        return new Contour(x.path(), xs, y.path(), ys, mean);
    }
}
