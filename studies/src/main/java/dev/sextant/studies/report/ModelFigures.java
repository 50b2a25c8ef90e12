// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.report;

import dev.sextant.engine.ranking.Axes;
import dev.sextant.engine.ranking.Grouping;
import dev.sextant.engine.ranking.Insights;
import dev.sextant.engine.ranking.RankedSchedule;
import dev.sextant.engine.ranking.Ranking;
import dev.sextant.engine.response.RateResponse;
import dev.sextant.engine.response.Response;
import dev.sextant.engine.response.ScheduleResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model of the response says of schedules, or of the options of another choice, as far as it is to be
 * believed: of a model that predicts its own trials badly no figure stands among measured ones.
 */
final class ModelFigures {
    private final @Nullable Response response;
    private final List<ScheduleResponse> believed;

    ModelFigures(Insights insights) {
        this(insights, insights.trusted());
    }

    /** Of the options of another choice, in the place of schedules. */
    ModelFigures(Insights insights, Grouping grouping) {
        this(insights, grouping.believed());
    }

    private ModelFigures(Insights insights, List<ScheduleResponse> believed) {
        Response found = insights.response();
        this.response = found != null && found.health().trusted() ? found : null;
        this.believed = believed;
    }

    /** Null where there is no model, or none to be believed. */
    @Nullable
    Response response() {
        return response;
    }

    /** Of a schedule; null where the model says nothing of it. */
    @Nullable
    ScheduleResponse of(String schedule) {
        for (ScheduleResponse one : believed)
            if (one.schedule().equals(schedule) || one.schedule().isEmpty()) return one;
        return null;
    }

    /** How a schedule goes with the learning rate; null where the model says nothing of that. */
    @Nullable
    RateResponse rate(String schedule) {
        ScheduleResponse found = of(schedule);
        return found == null ? null : found.rate();
    }

    /** Whether the model says anything about learning rates. */
    boolean rates() {
        return believed.stream().anyMatch(one -> one.rate() != null);
    }

    /** Whether there is a choice of schedules between which the model decides. */
    boolean choice() {
        return believed.size() > 1 && believed.stream().anyMatch(one -> Double.isFinite(one.probabilityBest()));
    }

    /** Whether there is anything to say of learning rates from trials: they vary, and a schedule has good ones. */
    static boolean tried(Ranking ranking) {
        return tried(ranking, ranking.schedules());
    }

    /** The same of these, which may be the options of another choice. */
    static boolean tried(Ranking ranking, List<RankedSchedule> schedules) {
        return ranking.template().space().find(Axes.RATE) != null
                && schedules.stream().anyMatch(schedule -> schedule.learningRate() != null);
    }
}
