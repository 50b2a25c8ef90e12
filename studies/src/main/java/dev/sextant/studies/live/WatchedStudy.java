// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.live;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Option;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.space.Space;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.engine.trial.Goals;
import java.util.List;

/**
 * What is known of a study before it runs, as far as a screen shows it.
 *
 * @param axes where learning rate and schedule are found
 * @param epochs of a training, where the configuration does not say
 * @param workers trainings at a time
 */
public record WatchedStudy(Space space, Goals goals, Axes axes, int epochs, int workers) {
    public static WatchedStudy of(StudySpec spec, int epochs, int workers) {
        return new WatchedStudy(spec.space(), spec.goals(), Axes.of(spec.template()), epochs, workers);
    }

    /** The schedules that the study chooses from, in its order; empty where there is no choice. */
    List<String> schedules() {
        Parameter schedule = space.find(Axes.SCHEDULE);
        return schedule != null && schedule.domain() instanceof Domain.Choice choice
                ? choice.options().stream().map(Option::label).toList()
                : List.of();
    }
}
