// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the CSV of a ranking has after its parameters: a learning rate and a schedule that do not vary, every metric of
 * the best epoch that has no column yet, in the order of their names, and the {@code message} of trials that failed.
 * Columns that no trial would fill are left out.
 */
final class FurtherCells {
    private final List<String> heads = new ArrayList<>();
    private final boolean rate;
    private final boolean schedule;
    private final List<String> metrics;
    private final boolean messages;

    /** @param taken columns that are there already */
    FurtherCells(Ranking ranking, List<String> taken) {
        List<RankedTrial> trials = ranking.trials();
        this.rate = !taken.contains(Axes.RATE) && trials.stream().anyMatch(trial -> Double.isFinite(trial.rate()));
        this.schedule = !taken.contains(Axes.SCHEDULE) && trials.stream().anyMatch(trial -> trial.schedule() != null);
        TreeSet<String> told = new TreeSet<>();
        for (RankedTrial trial : trials)
            if (trial.outcome() instanceof Outcome.Completed completed)
                told.addAll(completed.metrics().keySet());
        told.removeAll(ranking.goals().metrics());
        told.remove(Goals.EPOCH_SECONDS);
        this.metrics = List.copyOf(told);
        this.messages = trials.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Failed);
        if (rate) heads.add(Axes.RATE);
        if (schedule) heads.add(Axes.SCHEDULE);
        for (String metric : metrics) heads.add(CsvReport.text(head(metric, taken)));
        if (messages) heads.add(head("message", taken));
    }

    private String head(String name, List<String> taken) {
        return taken.contains(name) || heads.contains(name) ? "metric " + name : name;
    }

    List<String> heads() {
        return List.copyOf(heads);
    }

    List<String> row(RankedTrial trial) {
        List<String> row = new ArrayList<>();
        if (rate) row.add(CsvReport.number(trial.rate()));
        if (schedule) row.add(trial.schedule() == null ? "" : CsvReport.text(trial.schedule()));
        for (String metric : metrics)
            row.add(
                    trial.outcome() instanceof Outcome.Completed completed
                            ? CsvReport.number(completed.metrics().getOrDefault(metric, Double.NaN))
                            : "");
        if (messages) row.add(trial.outcome() instanceof Outcome.Failed failed ? CsvReport.text(failed.message()) : "");
        return row;
    }
}
