// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Breach;
import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Goals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the CSV of a study with more goals than one objective has beside: of every other metric that they name its value
 * in the search and its mean over fresh seeds; {@code front} (true or false) with several objectives; {@code feasible}
 * and {@code broken}, the metrics of the constraints broken, with constraints; {@code reproducible}, which is false,
 * where the result would not come out again.
 */
final class GoalCells {
    private final Goals goals;
    private final boolean stamped;
    private final GoalFigures figures;
    private final Set<Long> front = new HashSet<>();

    GoalCells(Ranking ranking) {
        this.goals = ranking.goals();
        this.stamped = !ranking.reproducible();
        this.figures = new GoalFigures(ranking);
        if (ranking.front() != null) for (RankedTrial member : ranking.front().members()) front.add(member.trial());
    }

    List<String> heads() {
        List<String> heads = new ArrayList<>();
        for (String metric : figures.others()) {
            heads.add(CsvReport.text(metric));
            heads.add(CsvReport.text(metric + "ConfirmedMean"));
        }
        if (goals.several()) heads.add("front");
        if (!goals.constraints().isEmpty()) heads.addAll(List.of("feasible", "broken"));
        if (stamped) heads.add("reproducible");
        return heads;
    }

    List<String> row(RankedTrial trial) {
        List<String> row = new ArrayList<>();
        for (String metric : figures.others()) {
            row.add(CsvReport.number(figures.searched(trial, metric)));
            Interval fresh = trial.confirmed() == null
                    ? null
                    : trial.confirmed().others().get(metric);
            row.add(fresh == null ? "" : CsvReport.number(fresh.mean()));
        }
        if (goals.several()) row.add(Boolean.toString(front.contains(trial.trial())));
        if (!goals.constraints().isEmpty()) {
            row.add(trial.values().isEmpty() ? "" : Boolean.toString(trial.succeeded()));
            List<String> broken = trial.breaches().stream()
                    .map(Breach::constraint)
                    .map(constraint -> constraint.metric())
                    .distinct()
                    .toList();
            row.add(CsvReport.text(String.join(" ", broken)));
        }
        if (stamped) row.add("false");
        return row;
    }
}
