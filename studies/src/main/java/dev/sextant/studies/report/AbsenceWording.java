// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Ranking;

/** Why a report has no table of schedules or of learning rates, so that nobody looks for one. */
final class AbsenceWording {
    private AbsenceWording() {}

    /** A sentence; empty where both vary, and where nothing has ended yet. */
    static String of(Ranking ranking) {
        if (ranking.counts().ended() == 0) return "";
        Axes axes = Axes.of(ranking.template());
        boolean ratesVary = ranking.template().space().find(Axes.RATE) != null;
        boolean rates = ratesVary || Double.isFinite(axes.fixedRate());
        int schedules = ranking.schedules().size();
        if (!rates && schedules == 0)
            return "The trainer has no learning rate and no schedule of its own, so that there are no tables of them.";
        String rate = ratesVary
                ? ""
                : rates
                        ? "The learning rate does not vary (%s).".formatted(Figures.number(axes.fixedRate()))
                        : "The trainer has no learning rate of its own.";
        String schedule = schedules == 0
                ? "The trainer has no schedule of its own."
                : schedules == 1
                        ? "There is one schedule only (%s), so that there is nothing to choose between."
                                .formatted(Naming.brief(
                                        ranking.schedules().getFirst().schedule()))
                        : "";
        return (rate + " " + schedule).strip();
    }
}
