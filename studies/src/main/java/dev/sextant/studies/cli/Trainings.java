// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.space.Domain;
import dev.sextant.engine.space.Parameter;
import dev.sextant.engine.study.Limits;
import dev.sextant.engine.study.StudySpec;
import dev.sextant.studies.wiring.PreparedStudy;

/**
 * How much there is to train in a study, at most.
 *
 * @param search trials of the search
 * @param leaders that are trained again, at most; 0 where nobody is
 * @param seeds on which each leader is trained again
 * @param test trainings that are scored on test rows
 * @param folds networks that one training trains side by side
 * @param epochs of one training
 * @param searchEpochs of all search trials together
 */
record Trainings(long search, long leaders, int seeds, int test, int folds, int epochs, long searchEpochs) {
    /** The fact that says how many networks one training trains side by side. */
    private static final String FOLDS = "folds";

    static Trainings of(PreparedStudy study) {
        StudySpec spec = study.file().spec();
        long leaders = 0;
        if (spec.confirm().top() > 0) {
            Parameter schedule = spec.space().find(Axes.SCHEDULE);
            int schedules = schedule != null && schedule.domain() instanceof Domain.Choice choice
                    ? choice.options().size()
                    : 1;
            // The best, the best of each schedule, and the default.
            leaders = Math.min(spec.trials(), spec.confirm().top() + (long) schedules + 1);
        }
        String folds = study.facts().get(FOLDS);
        Limits limits = spec.limits();
        int epochs = study.file().epochs();
        if (limits.trialEpochs() > 0) epochs = Math.min(epochs, limits.trialEpochs());
        long searched = spec.trials() * epochs;
        return new Trainings(
                spec.trials(),
                leaders,
                spec.confirm().seeds(),
                spec.confirm().test() ? 1 : 0,
                folds == null ? 1 : Integer.parseInt(folds),
                study.file().epochs(),
                spec.epochs().limits() ? Math.min(spec.epochs().epochs(), searched) : searched);
    }

    /** All of them together. */
    long most() {
        return search + leaders * seeds + test;
    }

    /** Epochs of all of them together, each over all folds. */
    long mostEpochs() {
        return searchEpochs + (leaders * seeds + test) * epochs;
    }

    /** {@code search 20 + confirmation of up to 7 leaders × 5 seeds + test 1 = at most 56, each at most 30 epochs}. */
    String text() {
        return "search " + search
                + (leaders > 0
                        ? " + confirmation of up to " + Figures.count(leaders, "leader") + " × "
                                + Figures.count(seeds, "seed")
                        : "")
                + (test > 0 ? " + test 1" : "") + " = at most " + most() + ", each at most "
                + Figures.count(epochs, "epoch") + (folds == 1 ? "" : " on each of " + folds + " folds");
    }
}
