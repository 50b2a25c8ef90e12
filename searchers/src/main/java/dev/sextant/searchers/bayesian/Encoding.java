// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.bayesian;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Configurations as points for the kernel: one coordinate for every parameter that has more than one value. Inactive
 * parameters stand at a neutral place, the same for all, so that branches are told apart by the choice above them and
 * distances stay Euclidean.
 */
final class Encoding {
    private final List<Parameter> parameters;
    private final List<Coordinate> coordinates = new ArrayList<>();
    private final int[] parent;
    private final int[] option;

    /** The coordinate of each parameter of the space, or −1 where it has a single value. */
    private final int[] place;

    private final int[] parameterOf;
    private final boolean[] categorical;

    Encoding(Space space) {
        parameters = space.parameters();
        int all = parameters.size();
        parent = new int[all];
        option = new int[all];
        place = new int[all];
        for (int i = 0; i < all; i++) {
            Parameter parameter = parameters.get(i);
            Space.Condition condition = space.condition(parameter.path());
            parent[i] = condition == null ? -1 : space.indexOf(condition.parent());
            option[i] = condition == null ? -1 : condition.option();
            boolean single = parameter.domain() instanceof Domain.Choice choice
                    && choice.options().size() == 1;
            place[i] = single ? -1 : coordinates.size();
            if (!single) coordinates.add(Coordinate.of(parameter.domain()));
        }
        parameterOf = new int[coordinates.size()];
        for (int i = 0; i < all; i++) if (place[i] >= 0) parameterOf[place[i]] = i;
        categorical = new boolean[coordinates.size()];
        for (int i = 0; i < categorical.length; i++)
            categorical[i] = coordinates.get(i) instanceof Coordinate.Categorical;
    }

    int dimensions() {
        return coordinates.size();
    }

    Coordinate coordinate(int dimension) {
        return coordinates.get(dimension);
    }

    /** Which coordinates are compared by sameness alone. */
    boolean[] categorical() {
        return categorical;
    }

    double[] encode(Configuration configuration) {
        double[] x = new double[dimensions()];
        for (int d = 0; d < x.length; d++) {
            Value value = configuration.get(parameters.get(parameterOf[d]).path());
            x[d] = value == null
                    ? coordinates.get(d).neutral()
                    : coordinates.get(d).of(value);
        }
        return x;
    }

    /** The nearest configuration. */
    Configuration decode(double[] x) {
        boolean[] active = active(x);
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < active.length; i++) {
            if (!active[i]) continue;
            Parameter parameter = parameters.get(i);
            values.put(
                    parameter.path(),
                    place[i] < 0
                            ? ((Domain.Choice) parameter.domain()).chosen(0)
                            : coordinates.get(place[i]).at(x[place[i]]));
        }
        return new Configuration(values);
    }

    /** The point at a place of the unit cube; inactive parameters neutral. */
    double[] fromUnit(double[] unit) {
        double[] x = new double[unit.length];
        for (int d = 0; d < x.length; d++) x[d] = coordinates.get(d).fromUnit(unit[d]);
        neutralize(x);
        return x;
    }

    /** Moves every coordinate to the nearest that a value has, and inactive ones to their neutral place. */
    void settle(double[] x) {
        for (int d = 0; d < x.length; d++) x[d] = coordinates.get(d).settle(x[d]);
        neutralize(x);
    }

    void neutralize(double[] x) {
        boolean[] active = active(x);
        for (int d = 0; d < x.length; d++)
            if (!active[parameterOf[d]]) x[d] = coordinates.get(d).neutral();
    }

    /** Whether the parameter of each coordinate exists at x. */
    boolean[] activeCoordinates(double[] x) {
        boolean[] active = active(x);
        boolean[] result = new boolean[x.length];
        for (int d = 0; d < x.length; d++) result[d] = active[parameterOf[d]];
        return result;
    }

    private boolean[] active(double[] x) {
        boolean[] active = new boolean[parent.length];
        for (int i = 0; i < active.length; i++)
            active[i] = parent[i] < 0 || (active[parent[i]] && optionAt(x, parent[i]) == option[i]);
        return active;
    }

    /** Which option of a choice x stands for. */
    private int optionAt(double[] x, int choice) {
        if (place[choice] < 0) return 0;
        return coordinates.get(place[choice]).at(x[place[choice]]) instanceof Value.Chosen chosen ? chosen.index() : -1;
    }
}
