// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.response;

import dev.sextant.engine.random.Draws;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a model of the options of a choice what {@link Schedules} asks it of schedules. */
final class Choices {
    private Choices() {}

    static ChoiceResponse of(ChoiceResponse.Asked asked, Schedules schedules, Search search, Space space, Draws draws) {
        List<Branch> branches = Branch.of(space, asked.path(), search.byValue());
        Schedules.Found found = schedules.of(branches, search, draws);
        Map<String, JointRates> within = new LinkedHashMap<>();
        Parameter beside = asked.beside() == null ? null : space.find(asked.beside());
        if (beside != null
                && beside.domain() instanceof Domain.Choice choice
                && choice.options().size() * branches.size() <= ChoiceResponse.CROSSED)
            for (Option option : choice.options()) {
                List<Branch> both = branches.stream()
                        .map(branch -> branch.and(beside.path(), option.label()))
                        .toList();
                within.put(option.label(), together(schedules, schedules.of(both, search, draws), both, search));
            }
        return new ChoiceResponse(
                asked.path(), found.responses(), together(schedules, found, branches, search), within);
    }

    private static JointRates together(
            Schedules schedules, Schedules.Found found, List<Branch> branches, Search search) {
        return schedules.together(found, Branch.best(branches, search.byValue()));
    }
}
