// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.file;

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
 * The configurations that are reached from a given one by moving one parameter: to every option of a choice, to both
 * ends of a range. A parameter of a branch is moved with the choices that lead to it.
 *
 * <p>Cost: that of one document each, for which every parameter is looked for among all; of large spaces only the first
 * are given, so that it stays within some milliseconds.
 */
final class Neighbours {
    /** So often a parameter is compared with another, at most. */
    private static final long MOST_COMPARISONS = 6_000_000;

    /** So many are given at most, however small the space. */
    private static final int MOST = 2_000;

    private final Space space;
    private final Map<String, Value> fixed;

    /** @param fixed what differs from the defaults in all of them, by path */
    Neighbours(Space space, Map<String, Value> fixed) {
        this.space = space;
        this.fixed = Map.copyOf(fixed);
    }

    /**
     * One of them.
     *
     * @param parameter what was moved
     * @param high whether to the upper end of a range
     */
    record Neighbour(Parameter parameter, boolean high, Configuration configuration) {}

    /** In the order of the parameters. */
    List<Neighbour> all() {
        List<Neighbour> all = new ArrayList<>();
        long size = Math.max(1, space.dimensions());
        long most = Math.min(MOST, MOST_COMPARISONS / (size * size));
        for (Parameter parameter : space.parameters())
            for (Value end : ends(parameter.domain())) {
                if (all.size() >= most) return all;
                boolean high = !(end instanceof Value.Chosen)
                        && !end.equals(parameter.domain().fromUnit(0));
                all.add(new Neighbour(parameter, high, moved(space, moves(parameter, end))));
            }
        return all;
    }

    private Map<String, Value> moves(Parameter parameter, Value value) {
        Map<String, Value> moves = new LinkedHashMap<>(fixed);
        moves.put(parameter.path(), value);
        Space.Condition condition = space.condition(parameter.path());
        while (condition != null) {
            Parameter parent = space.find(condition.parent());
            if (parent == null || !(parent.domain() instanceof Domain.Choice choice))
                throw new IllegalStateException("only choices have branches");
            moves.put(parent.path(), choice.chosen(condition.option()));
            condition = space.condition(parent.path());
        }
        return moves;
    }

    /** Every option of a choice; of a range its ends, the upper one last. */
    static List<Value> ends(Domain domain) {
        if (!(domain instanceof Domain.Choice choice)) return List.of(domain.fromUnit(0), domain.fromUnit(1));
        List<Value> options = new ArrayList<>();
        for (int i = 0; i < choice.options().size(); i++) options.add(choice.chosen(i));
        return options;
    }

    /** The default configuration with other values of some parameters. */
    static Configuration moved(Space space, Map<String, Value> to) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter each : space.parameters()) {
            Space.Condition condition = space.condition(each.path());
            boolean active = condition == null
                    || (values.get(condition.parent()) instanceof Value.Chosen chosen
                            && chosen.index() == condition.option());
            if (active) values.put(each.path(), to.getOrDefault(each.path(), each.preset()));
        }
        return new Configuration(values);
    }
}
