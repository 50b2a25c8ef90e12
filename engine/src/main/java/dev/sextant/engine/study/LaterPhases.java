// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.study;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Leaders;
import dev.sextant.engine.study.StudyEvent.Phase;
import dev.sextant.engine.trial.Note;
import dev.sextant.engine.trial.Role;
import dev.sextant.engine.trial.StoppingPlan;
import dev.sextant.engine.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which trials follow the search: a function of the trials before them, all of which have ended, and of the spec. */
final class LaterPhases {
    private final StudySpec spec;
    /** Search trials. */
    private final int budget;

    LaterPhases(StudySpec spec, long budget) {
        this.spec = spec;
        this.budget = Math.toIntExact(budget);
    }

    /** Null after the last. */
    static @Nullable Phase after(Phase phase) {
        return switch (phase) {
            case SEARCH -> Phase.CONFIRMATION;
            case CONFIRMATION -> Phase.TEST;
            case TEST -> null;
        };
    }

    /** Whether the study has no such phase. */
    boolean leavesOut(Phase phase) {
        return switch (phase) {
            case SEARCH -> false;
            case CONFIRMATION -> spec.confirm().top() == 0;
            case TEST -> !spec.confirm().test();
        };
    }

    /**
     * The trials of a phase, none where it is left out. Cost: that of a ranking.
     *
     * @param before all trials of the phases before, by number
     */
    List<Trial> planned(Phase phase, List<Trial> before) {
        return switch (phase) {
            case SEARCH -> throw new IllegalStateException("the search comes first");
            case CONFIRMATION -> confirmations(before);
            case TEST -> test(before);
        };
    }

    private List<Trial> confirmations(List<Trial> before) {
        List<Trial> planned = new ArrayList<>();
        ConfirmationRule confirm = spec.confirm();
        List<Trial> searched = before.subList(0, budget);
        for (Trial leader : Leaders.toConfirm(searched, spec.goals(), Axes.of(spec.template()), confirm.top()))
            for (int replicate = 1; replicate <= confirm.seeds(); replicate++)
                planned.add(plan(
                        before.size() + planned.size(), new Role.Confirmation(leader.number(), replicate), leader));
        return planned;
    }

    private List<Trial> test(List<Trial> before) {
        if (!spec.confirm().test()) return List.of();
        return Leaders.winner(before, spec.goals()).stream()
                .mapToObj(winner -> plan(before.size(), new Role.Test(winner), before.get(Math.toIntExact(winner))))
                .toList();
    }

    private static Trial plan(long number, Role role, Trial of) {
        return new Trial(number, role, of.configuration(), Note.EMPTY, StoppingPlan.NONE, "", null);
    }

    /** A store must hold a phase's trials as they are planned now. */
    static void checkHeld(List<Trial> planned, List<Trial> trials) {
        for (Trial plan : planned) {
            Trial held = plan.number() < trials.size() ? trials.get(Math.toIntExact(plan.number())) : null;
            if (held == null
                    || !held.role().equals(plan.role())
                    || !held.configuration().equals(plan.configuration()))
                throw new IllegalStateException("the store does not hold trial %d as %s of %s"
                        .formatted(
                                plan.number(), plan.role(), plan.configuration().values()));
        }
    }
}
