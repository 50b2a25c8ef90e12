// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.problem;

import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Test functions over the unit cube. A name is the function's and its number of dimensions, {@code ackley4}, with
 * {@code turned_} before it where a function that is usually laid along the axes is to be turned.
 */
final class Functions {
    private static final String TURNED = "turned_";

    /** A response at a point of the unit cube. */
    interface Cube {
        double at(double[] x);
    }

    /** A function and its smallest value in the cube. */
    record Landscape(Cube cube, double minimum) {}

    private Functions() {}

    static Problem of(String name, long seed) {
        boolean turned = name.startsWith(TURNED);
        String plain = turned ? name.substring(TURNED.length()) : name;
        char last = plain.charAt(plain.length() - 1);
        int dimensions = Character.isDigit(last) ? last - '0' : 2;
        String function = Character.isDigit(last) ? plain.substring(0, plain.length() - 1) : plain;
        Placement placement = Placement.of(name, dimensions, seed);
        Landscape landscape = Landscapes.of(function, placement);
        if (landscape == null) landscape = new Landscape(CentredFunctions.of(function, placement, turned), 0);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) parameters.add(Parameters.linear("x" + i, 0, 1));
        Space space = Space.of(parameters);
        Cube cube = landscape.cube();
        return new Problem(
                name,
                space,
                configuration -> cube.at(space.toUnit(configuration)),
                Problem.Readout.EXACT,
                landscape.minimum());
    }
}
