// SPDX-License-Identifier: Apache-2.0
package dev.sextant.searchers.cmaes;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A space as two kinds of variables: numbers, each a place in [0, 1] for a normal distribution to move, and categories,
 * each with a probability for every option. Numeric choices are numbers, by rank. Parameters of a single value are
 * neither.
 *
 * <p>Every variable has a value at every point, that of an inactive parameter too; it is left out of configurations.
 */
final class Variables {
    private final Space space;

    /** The parameter of each number. */
    private final List<Parameter> numbers = new ArrayList<>();

    /** The parameter of each category. */
    private final List<Parameter> categories = new ArrayList<>();

    /** Of a number that is a choice: the option of each rank; otherwise empty. */
    private final List<int[]> ranks = new ArrayList<>();

    Variables(Space space) {
        this.space = space;
        for (Parameter parameter : space.parameters()) {
            if (parameter.domain() instanceof Domain.Choice choice) {
                if (choice.options().size() == 1) continue;
                if (!choice.numeric()) {
                    categories.add(parameter);
                    continue;
                }
                ranks.add(IntStream.range(0, choice.options().size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(
                                i -> choice.options().get(i).content().doubleValue()))
                        .mapToInt(Integer::intValue)
                        .toArray());
            } else ranks.add(new int[0]);
            numbers.add(parameter);
        }
    }

    int numbers() {
        return numbers.size();
    }

    int categories() {
        return categories.size();
    }

    int options(int category) {
        return ((Domain.Choice) categories.get(category).domain()).options().size();
    }

    /** Whether there is a continuum among the numbers, so that hardly a point is met twice. */
    boolean continuous() {
        return numbers.stream().anyMatch(number -> number.domain() instanceof Domain.Range range && range.step() == 0);
    }

    /** The cell of a discrete number around a place in [0, 1]; null where the number is a continuum. */
    Domain.@Nullable Share cell(int number, double place) {
        Domain domain = numbers.get(number).domain();
        if (domain instanceof Domain.Range range && range.step() == 0) return null;
        return domain.share(domain.fromUnit(Math.clamp(place, 0, 1)));
    }

    /** The places of a configuration's numbers; NaN where a parameter is inactive. */
    double[] places(Configuration configuration) {
        double[] places = new double[numbers.size()];
        for (int i = 0; i < places.length; i++) {
            Parameter parameter = numbers.get(i);
            Value value = configuration.get(parameter.path());
            places[i] = switch (value) {
                case null -> Double.NaN;
                case Value.Chosen(int index, String _) -> (rank(i, index) + 0.5) / ranks.get(i).length;
                case Value.Real _, Value.Whole _ -> parameter.domain().toUnit(value);
            };
        }
        return places;
    }

    private int rank(int number, int option) {
        int[] order = ranks.get(number);
        for (int rank = 0; rank < order.length; rank++) if (order[rank] == option) return rank;
        throw new IllegalArgumentException("no option " + option);
    }

    /** The options of a configuration's categories; −1 where a parameter is inactive. */
    int[] chosen(Configuration configuration) {
        int[] chosen = new int[categories.size()];
        for (int i = 0; i < chosen.length; i++)
            chosen[i] = configuration.get(categories.get(i).path()) instanceof Value.Chosen value ? value.index() : -1;
        return chosen;
    }

    /** Paths are unique in a space. */
    private static boolean named(Parameter parameter, Parameter other) {
        return parameter.path().equals(other.path());
    }

    /** The configuration at a point; numbers outside [0, 1] stand at its ends. */
    Configuration configuration(double[] places, int[] chosen) {
        Map<String, Value> values = new LinkedHashMap<>();
        int number = 0;
        int category = 0;
        for (Parameter parameter : space.parameters()) {
            Value value;
            if (number < numbers.size() && named(parameter, numbers.get(number)))
                value = value(number, places[number++]);
            else if (category < categories.size() && named(parameter, categories.get(category)))
                value = ((Domain.Choice) parameter.domain()).chosen(chosen[category++]);
            else value = ((Domain.Choice) parameter.domain()).chosen(0);
            if (active(parameter, values)) values.put(parameter.path(), value);
        }
        return new Configuration(values);
    }

    private Value value(int number, double place) {
        Domain domain = numbers.get(number).domain();
        Value value = domain.fromUnit(Math.clamp(place, 0, 1));
        if (domain instanceof Domain.Choice choice && value instanceof Value.Chosen rank)
            return choice.chosen(ranks.get(number)[rank.index()]);
        return value;
    }

    private boolean active(Parameter parameter, Map<String, Value> values) {
        Space.Condition condition = space.condition(parameter.path());
        return condition == null
                || (values.get(condition.parent()) instanceof Value.Chosen above
                        && above.index() == condition.option());
    }
}
