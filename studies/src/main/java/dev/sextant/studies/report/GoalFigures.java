// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Interval;
import dev.sextant.engine.ranking.RankedTrial;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.trial.Goals;
import dev.sextant.engine.trial.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of the metrics that a study's goals name, trial by trial: the mean over fresh seeds where a trial was
 * confirmed, otherwise what the search found. A column of a metric has the decimals that suit its first-ranked trial;
 * none where the metric counts something.
 */
final class GoalFigures {
    private final Goals goals;
    private final boolean confirmed;
    private final Map<String, Figures> figures = new TreeMap<>();

    GoalFigures(Ranking ranking) {
        this.goals = ranking.goals();
        this.confirmed = ranking.seeds() > 0;
        for (String metric : goals.metrics()) figures.put(metric, figures(ranking, metric));
    }

    private Figures figures(Ranking ranking, String metric) {
        double like = Double.NaN;
        boolean whole = !metric.equals(goals.first().metric());
        for (RankedTrial trial : ranking.trials()) {
            if (!Double.isFinite(like)) like = value(trial, metric);
            double found = searched(trial, metric);
            whole &= !Double.isFinite(found) || found == Math.rint(found);
        }
        return whole ? Figures.whole() : Figures.like(like);
    }

    /** The metrics beside the first objective, those of the objectives first. */
    List<String> others() {
        return goals.metrics().subList(1, goals.metrics().size());
    }

    /** Whether the metric is an objective, not only kept in bounds. */
    boolean objective(String metric) {
        return goals.objectives().stream()
                .anyMatch(objective -> objective.metric().equals(metric));
    }

    /** What fresh seeds say; an interval of no numbers where there were none. */
    private Interval fresh(RankedTrial trial, String metric) {
        Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);
        if (trial.confirmed() == null) return none;
        return metric.equals(goals.first().metric())
                ? trial.confirmed().interval()
                : trial.confirmed().others().getOrDefault(metric, none);
    }

    /** NaN where it did not complete or did not tell. */
    double searched(RankedTrial trial, String metric) {
        return trial.outcome() instanceof Outcome.Completed completed ? goals.metric(completed, metric) : Double.NaN;
    }

    /** By which it is judged. */
    double value(RankedTrial trial, String metric) {
        Interval fresh = fresh(trial, metric);
        return fresh.n() > 0 ? fresh.mean() : searched(trial, metric);
    }

    /** A value of the metric, alone. */
    String text(String metric, double value) {
        return figures.getOrDefault(metric, Figures.like(value)).column(value);
    }

    /**
     * {@code 0.0712 ± 0.0031}, with a star where a replicate is missing; {@code (4810)} where only others have seeds.
     */
    String cell(RankedTrial trial, String metric) {
        Interval fresh = fresh(trial, metric);
        if (fresh.n() == 0) {
            String found = text(metric, searched(trial, metric));
            return confirmed && !found.equals(Figures.NONE) ? "(" + found + ")" : found;
        }
        boolean spread = fresh.n() > 1 && fresh.half() != 0;
        boolean whole = trial.confirmed() != null && trial.confirmed().whole();
        return text(metric, fresh.mean()) + (spread ? " ± " + text(metric, fresh.half()) : "") + (whole ? "" : "*");
    }
}
