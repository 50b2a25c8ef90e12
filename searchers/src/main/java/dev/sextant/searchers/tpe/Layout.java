// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.tpe;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations as rows of numbers, one for every parameter of the space; NaN where it is inactive. */
final class Layout {
    private final List<Parameter> parameters;
    private final List<Axis> axes = new ArrayList<>();
    private final int[] parent;
    private final int[] option;

    Layout(Space space) {
        parameters = space.parameters();
        parent = new int[parameters.size()];
        option = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            Parameter parameter = parameters.get(i);
            axes.add(Axis.of(parameter.domain()));
            Space.Condition condition = space.condition(parameter.path());
            parent[i] = condition == null ? -1 : space.indexOf(condition.parent());
            option[i] = condition == null ? -1 : condition.option();
        }
    }

    int dimensions() {
        return parent.length;
    }

    Axis axis(int dimension) {
        return axes.get(dimension);
    }

    /** Whether a parameter is active, given the numbers of those before it. */
    boolean active(double[] x, int dimension) {
        int above = parent[dimension];
        if (above < 0) return true;
        return !Double.isNaN(x[above])
                && axes.get(above).at(x[above]) instanceof Value.Chosen chosen
                && chosen.index() == option[dimension];
    }

    double[] encode(Configuration configuration) {
        double[] x = new double[parent.length];
        for (int i = 0; i < x.length; i++) {
            Value value = configuration.get(parameters.get(i).path());
            x[i] = value == null ? Double.NaN : axes.get(i).of(value);
        }
        return x;
    }

    Configuration decode(double[] x) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < x.length; i++)
            if (!Double.isNaN(x[i]))
                values.put(parameters.get(i).path(), axes.get(i).at(x[i]));
        return new Configuration(values);
    }

    /** The row at a place of the unit cube. */
    double[] fromUnit(double[] unit) {
        double[] x = new double[unit.length];
        for (int i = 0; i < x.length; i++) x[i] = active(x, i) ? axes.get(i).fromUnit(unit[i]) : Double.NaN;
        return x;
    }
}
