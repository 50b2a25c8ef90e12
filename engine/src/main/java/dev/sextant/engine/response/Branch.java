// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.space.Configuration;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.space.Value;
import dev.sextant.engine.trial.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a space in which one schedule is chosen.
 *
 * @param name the schedule's; empty for the whole space
 * @param pinned coordinates of the unit cube, by place, that choose it and whatever it stands below
 * @param within the branch of which this is a part; null for the whole space
 */
record Branch(
        Space space,
        String name,
        @Nullable String path,
        Map<Integer, Double> pinned,
        @Nullable Branch within) {
    /** Of more schedules only those with the best trials are looked at: nobody reads farther, and each costs. */
    static final int MOST = 64;

    /**
     * One a schedule, in the study's order; the whole space alone where there is none to choose.
     *
     * @param byValue completed trials, the best first
     */
    static List<Branch> of(Space space, @Nullable String path, List<Observation> byValue) {
        Parameter schedule = path == null ? null : space.find(path);
        if (schedule == null || !(schedule.domain() instanceof Domain.Choice choice))
            return List.of(new Branch(space, "", null, Map.of(), null));
        List<Branch> branches = new ArrayList<>();
        for (int i : looked(choice.options().size(), schedule.path(), byValue)) {
            Map<Integer, Double> pinned = new TreeMap<>();
            pin(space, schedule.path(), i, pinned);
            branches.add(new Branch(space, choice.options().get(i).label(), schedule.path(), pinned, null));
        }
        return branches;
    }

    private static Set<Integer> looked(int options, String path, List<Observation> byValue) {
        Set<Integer> looked = new TreeSet<>();
        for (Observation trial : byValue)
            if (looked.size() < MOST && trial.configuration().get(path) instanceof Value.Chosen chosen)
                looked.add(chosen.index());
        for (int i = 0; i < options && looked.size() < MOST; i++) looked.add(i);
        return looked;
    }

    /** The part of this in which another choice has this option, too; still by this one's name. */
    Branch and(String other, String label) {
        Map<Integer, Double> both = new TreeMap<>();
        Domain.Choice choice =
                (Domain.Choice) space.parameters().get(space.indexOf(other)).domain();
        pin(space, other, choice.indexOf(label), both);
        both.putAll(pinned);
        return new Branch(space, name, path, both, new Branch(space, label, other, Map.of(), null));
    }

    /**
     * Places of those with the best trials, ascending: {@value ChoiceResponse#COMPARED} at most, and none without a
     * trial.
     *
     * @param byValue completed trials, the best first
     */
    static List<Integer> best(List<Branch> branches, List<Observation> byValue) {
        Set<Integer> best = new TreeSet<>();
        for (Observation trial : byValue)
            for (int at = 0; at < branches.size() && best.size() < ChoiceResponse.COMPARED; at++)
                if (branches.get(at).contains(trial.configuration())) best.add(at);
        return List.copyOf(best);
    }

    private static void pin(Space space, String path, int option, Map<Integer, Double> pinned) {
        int at = space.indexOf(path);
        Domain.Choice choice = (Domain.Choice) space.parameters().get(at).domain();
        pinned.put(at, choice.toUnit(choice.chosen(option)));
        Space.Condition above = space.condition(path);
        if (above != null) pin(space, above.parent(), above.option(), pinned);
    }

    boolean contains(Configuration configuration) {
        boolean own =
                path == null || (configuration.get(path) instanceof Value.Chosen chosen && name.equals(chosen.label()));
        return own && (within == null || within.contains(configuration));
    }

    /** The configuration of this branch at a point of the unit cube; the point is overwritten. */
    Configuration at(double[] unit) {
        pinned.forEach((place, coordinate) -> unit[place] = coordinate);
        return space.fromUnit(unit);
    }
}
